import { spawn } from 'node:child_process';
import { onAbort } from '../../domain/on-abort.js';
import { isScaleoutError } from '../../errors/errors.js';
import type { UiDocument } from '../../generated/ui.js';
import { parseHttpAddress } from '../../http/access.js';
import { type HttpService, startHttp } from '../../http/start-http.js';
import { paragraph } from '../../text/layout.js';
import { messageOf, printable } from '../../text/printable.js';
import type { Leadership } from '../../watch/leadership.js';
import { watchTopology } from '../../watch/loop.js';
import type { WatchListener } from '../../watch/watch-event.js';
import { watchFolder } from '../../watch/watch-folder.js';
import { loginSettings } from '../open-login.js';
import { openPageService } from '../page-service.js';
import { diagnosticsText } from '../render/diagnostic-text.js';
import { type Command, logTo, printAnswer, type Terminal } from '../terminal.js';
import type { UiCommandOptions } from '../ui-options.js';
import { fileErrors, isFolder, loopOptions, surviving } from '../watch-loop.js';
import { requireSandbox } from '../world/require-sandbox.js';
import { loadSandbox } from '../world/sandbox-package.js';

/** scaleout ui: shows the farm in a browser, until it is interrupted. It looks as a watch does, and writes nothing anywhere. */
export const uiCommand: Command<UiCommandOptions> = async (options, terminal) => {
  const path = options.file ?? (terminal.env.SCALEOUT_TOPOLOGY || 'topology.yaml');
  if (options.sandbox !== undefined) {
    const embedded = await loadSandbox();
    if (options.create !== true) await requireSandbox(embedded, options.sandbox, terminal, { creates: true });
  }
  const { stop, leaveHangups } = terminal.interrupts;
  leaveHangups();
  terminal.workGoesOn();
  using _ = surviving(terminal);
  await using shown = await servePage(path, options, terminal);
  const url = pageUrl(shown.service.url);
  printAnswer(
    terminal,
    options.json,
    (): UiDocument => ({ formatVersion: 1, url }),
    (screen) => `${paragraph('', `The page is at ${url} until Ctrl-C.`, screen)}\n`,
  );
  if (options.open) {
    void openBrowser(url, process.platform).then((why) => {
      if (why !== undefined && !stop.aborted) terminal.err(`No browser was opened: ${why}. Open ${url} yourself.\n`);
    });
  }
  const onFileError = fileErrors(terminal);
  const looks = { ...options, mode: 'observe', approve: false, once: false } as const;
  const optionsOf = (file: string) =>
    loopOptions(file, looks, terminal, {
      view: troubles(terminal),
      ears: shown.ears(),
      onFileError,
      leadership: neverLeads,
      history: undefined,
    });
  if (await isFolder(path)) {
    const { file: _folder, ...words } = terminal.screen.err.given ?? { verb: 'ui', platform: process.platform };
    terminal.goesBy(words);
    const onEmpty = () => terminal.err(`There is no *.yaml or *.yml in ${printable(path)}; one that comes is shown.\n`);
    await watchFolder(path, { optionsOf, once: false, stop, onEmpty, onError: onFileError });
  } else await watchTopology(optionsOf(path));
  return 0;
};

/** It never asks for the lock by which others decide who may act. */
const neverLeads: Leadership = {
  lead(_topology, tell, signal) {
    tell({ isLeader: false });
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      else onAbort(signal, resolve);
    });
  },
};

/** Where to listen unless told otherwise: this machine alone. */
const ownAddress = '127.0.0.1:8393';

interface Shown extends AsyncDisposable {
  readonly service: HttpService;
  ears(): Parameters<typeof loopOptions>[3]['ears'];
}

/** The page alone, at the default address or at another one where that is taken. Throws as the page and the server do. */
async function servePage(path: string, options: UiCommandOptions, terminal: Terminal): Promise<Shown> {
  const { listen, listenHost, tls, history } = options;
  const address = parseHttpAddress(listen ?? ownAddress);
  const page = await openPageService(
    {
      address,
      path,
      login: await loginSettings(options.login),
      monitoring: undefined,
      tls,
      interval: options.interval * 1000,
      approve: false,
      history,
      sandbox: options.sandbox,
      parallelism: options.parallelism,
    },
    terminal,
  );
  try {
    const log = logTo(terminal.err, terminal.logLevel);
    const service = await startFree(listen === undefined, {
      address,
      routes: page.routes,
      hosts: [...listenHost, ...page.hosts],
      ...(page.tls === undefined ? {} : { tls: page.tls }),
      onError: (error) => log('debug', messageOf(error)),
    });
    return {
      service,
      ears() {
        const shown = page.loop();
        return { shown, listener: shown.listener, loaded: () => undefined, wakes: () => () => undefined };
      },
      async [Symbol.asyncDispose]() {
        await page[Symbol.asyncDispose]();
        await service[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await page[Symbol.asyncDispose]();
    throw error;
  }
}

/** Nobody asked for the default address: where it is taken, the system chooses a port. */
async function startFree(isDefault: boolean, options: Parameters<typeof startHttp>[0]): Promise<HttpService> {
  try {
    return await startHttp(options);
  } catch (error) {
    if (!isDefault || !isScaleoutError(error, 'watch.http-unavailable')) throw error;
    return startHttp({ ...options, address: { ...options.address, port: 0 } });
  }
}

/** For a browser: no address that is only listened on, such as 0.0.0.0. */
function pageUrl(url: string): string {
  const found = new URL(url);
  if (['0.0.0.0', '[::]'].includes(found.hostname)) found.hostname = 'localhost';
  return found.href;
}

/** What keeps the page from being new is on the page; that of the file is told here too, for nothing else says it before the page is open. */
function troubles(terminal: Terminal): WatchListener {
  let told = '';
  return (event) => {
    const found =
      event.type === 'topology_bad'
        ? event.diagnostics
        : event.type === 'reconciled' && event.result.result === 'failed'
          ? event.result.diagnostics
          : undefined;
    if (found === undefined) {
      if (event.type === 'reconciled') told = '';
      return;
    }
    const text = diagnosticsText(found, terminal.screen.err);
    if (text !== told) terminal.err(`${text}\n`);
    told = text;
  };
}

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
