import { spawn } from 'node:child_process';

/**
 * Opens an address in the system's browser, which is asked for without a shell: the address is one word, whatever it holds.
 * Resolves with why that did not work; undefined: it did, or goes on.
 */
export function openBrowser(url: string, platform: NodeJS.Platform): Promise<string | undefined> {
  const [program, words] = openerOf(url, platform);
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'ignore', detached: true, windowsHide: true });
    child.once('error', () => resolve(`${program} cannot be started`));
    child.once('exit', (code) => resolve(code === 0 ? undefined : `${program} ended with ${code ?? 'a signal'}`));
    // It may stay as long as the browser does.
    child.unref();
  });
}

function openerOf(url: string, platform: NodeJS.Platform): readonly [string, readonly string[]] {
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return [platform === 'darwin' ? 'open' : 'xdg-open', [url]];
}
