import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { runCli, temporaryFolder } from '../support/run-cli.js';
import { type FilledMachine, wineFill } from './filled-machines.js';
import { powerShellLine, runPowerShell, writeWindowsFile } from './machine.js';

/** The machine as a topology names it. */
export const machine: string = hostname().toUpperCase();

/** What `scaleout script` prints for the machine, of a topology and a new sandbox, with files beside the topology. */
export async function scriptOf(
  lines: readonly string[],
  { files = {}, words = [] }: { files?: Readonly<Record<string, string>>; words?: readonly string[] } = {},
): Promise<string> {
  await using folder = await temporaryFolder();
  const head = ['apiVersion: ssis-scaleout/v1', 'name: warehouse', 'catalog: { server: SQLETL01 }'];
  await folder.write('topology.yaml', [...head, 'scaleOut: { enabled: true }', ...lines, ''].join('\n'));
  for (const [name, text] of Object.entries(files)) await folder.write(name, text);
  await runCli(['plan', '--sandbox', 'fleet', '--create'], { cwd: folder.path });
  const asked = ['script', machine, '--sandbox', 'fleet', '--out', 'by-hand.ps1', ...words];
  const ran = await runCli(asked, { cwd: folder.path });
  if (ran.code !== 0) throw new Error(`scaleout script: ${ran.err}`);
  return readFileSync(folder.file('by-hand.ps1'), 'utf8');
}

const place = 'by hand\\the script.ps1';
const words = ['-ExecutionPolicy', 'Bypass', '-File', `C:\\${place}`];

/** Runs it there as its first lines say, with what Wine lacks put before its last line. */
export async function runByHand(script: string): Promise<{ out: string; code: number | null }> {
  await writeFilled(script);
  const { out, code } = await runPowerShell(words);
  return { out: out.replaceAll('\r\n', '\n'), code };
}

/** Runs it with a PFX of drive C: in a console, where a person types the password that is asked for. */
export async function runWithPfx(
  script: string,
  { path, password }: { path: string; password: string },
): Promise<{ out: string; code: number | null }> {
  await writeFilled(script);
  // As wide as the longest line: a console breaks lines. Raw from the start: what is typed is Enter, and is not echoed.
  const line = `stty raw -echo cols 2000 rows 50; ${powerShellLine(['-NoProfile', ...words, '-PfxPath', path])}`;
  const child = spawn('script', ['-qefc', line, '/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let out = '';
  let typed = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (typed || !stripVTControlCharacters(out).includes('The password of')) return;
    typed = true;
    child.stdin.write(`${password}\r`);
  });
  const [code] = await once(child, 'close');
  return { out: stripVTControlCharacters(out).replaceAll('\r', ''), code };
}

async function writeFilled(script: string): Promise<void> {
  await writeWindowsFile(
    place,
    script.replace(/^exit \(/m, () => `${readFileSync(wineFill, 'utf8')}\r\nexit (`),
  );
}

/** The service of a role and what its config says. */
export async function installationOf(windows: FilledMachine, role: 'master' | 'worker') {
  const { installations } = await windows.look();
  const found = installations.find((one) => one.role === role);
  if (found?.config.known !== true) throw new Error(`no ${role}`);
  const { path, content } = found.config.value;
  const text = Buffer.from(content, 'base64').toString();
  return { service: found.service, configPath: path, config: JSON.parse(text.replace(/^\uFEFF/, '')) };
}
