import { setTimeout as delay } from 'node:timers/promises';
import type { ScaleoutError } from '../errors/errors.js';
import { type HistoryChoice, historyPlace } from '../history/history-files.js';
import { isRunning } from '../history/provenance.js';
import { type HttpAddress, isLoopback } from '../http/access.js';
import type { Attempts, Sender } from '../http/attempts.js';
import type { HttpRequest, Routes } from '../http/request.js';
import type { HttpOptions } from '../http/start-http.js';
import type { LoginSettings } from '../page/login/login-file.js';
import { whyNoPage } from '../page/login/page-address.js';
import { openTlsFiles } from '../page/login/tls-files.js';
import type { PageModel } from '../page/model/page-model.js';
import { pageModel } from '../page/model/topology-pages.js';
import { absentPage } from '../page/routes/document.js';
import { pageRoutes } from '../page/routes/page-routes.js';
import { openHub } from '../page/stream/hub.js';
import type { FindingsDetail } from '../page/wire/details.js';
import type { Secret } from '../providers/secret.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import { followName, type WatchEvent } from '../watch/watch-event.js';
import { openLoginFor } from './open-login.js';
import { openPageActions, type PageActionsOptions } from './page/page-actions.js';
import { openPageEdits } from './page/page-edits.js';
import type { ServingOptions } from './serving-options.js';
import { logTo, type Terminal } from './terminal.js';

/** What the page is told of one loop. */
export type PageLoop = Pick<PageModel, 'listener' | 'seen' | 'opened'>;

/** The page, and what the server beneath it needs. */
export interface PageService extends AsyncDisposable {
  readonly routes: Routes;
  readonly tls: HttpOptions['tls'];
  readonly hosts: readonly string[];
  /** By whom a request is, for counting what was wrong. */
  senderOf(request: HttpRequest): Sender;
  /** For one more loop. */
  loop(): PageLoop;
}

export interface PageServiceOptions {
  readonly address: HttpAddress;
  /** The topology, or the folder of them, as it was named or by default. */
  readonly path: string;
  /** What --login names. */
  readonly login: LoginSettings | undefined;
  /** The token of --token-file, which may look. */
  readonly monitoring: (() => Promise<Secret>) | undefined;
  readonly tls: ServingOptions['tls'];
  /** Of wrong tokens, where this process takes one besides the login. */
  readonly attempts?: Attempts;
  /** Milliseconds between two looks at the catalog. */
  readonly interval: number;
  readonly approve: boolean;
  readonly history: HistoryChoice;
  readonly sandbox: string | undefined;
  readonly parallelism: number | undefined;
  /** Has the loop of a topology look now. Absent: scaleout ui, by which nothing can be asked for. */
  readonly wake?: (topology: string) => void;
}

/**
 * Why the page is not served there; undefined: it is. A watch that has a token alone, and could have it before there was a page, goes on
 * without one.
 */
export function whyAbsent({
  address: { host },
  login,
  monitoring,
  tls,
}: Pick<PageServiceOptions, 'address' | 'login' | 'monitoring' | 'tls'>): ScaleoutError | undefined {
  const named = login ?? (monitoring === undefined ? undefined : { tls: undefined, proxy: undefined });
  const secured = named === undefined || tls === undefined ? named : { ...named, tls };
  return whyNoPage({ host, isLoopback: isLoopback(host) }, secured);
}

/**
 * Loads nothing of the page before it is asked for. Throws `login.needed` and `login.tls-needed` where others could reach the address
 * and the page would not be safe there, and as the login does.
 */
export async function openPageService(options: PageServiceOptions, terminal: Terminal): Promise<PageService> {
  const absent = whyAbsent(options);
  if (absent !== undefined) throw absent;
  const { login: settings, monitoring, interval, approve, path, wake } = options;
  const onlyLooks = wake === undefined;
  const { pageAssets } = await import('#page-assets');
  const tlsFiles = options.tls ?? settings?.tls;
  const tls = tlsFiles && (await openTlsFiles(tlsFiles, logTo(terminal.err, terminal.logLevel)));
  const login = await openLoginFor(settings, monitoring, { terminal, attempts: options.attempts });
  const model = pageModel({
    time: {
      now: Date.now,
      clock: () => performance.now(),
      pause: (milliseconds, signal) => delay(milliseconds, undefined, { signal, ref: false }),
    },
    interval,
    approve,
    onlyLooks,
    isRunning,
    given(file) {
      const words = terminal.screen.err.given ?? { verb: onlyLooks ? 'ui' : 'watch', platform: process.platform };
      // Who types the command has not the environment of this process.
      const history =
        options.history === false ? undefined : (options.history ?? (terminal.env.SCALEOUT_HISTORY || undefined));
      return { ...words, ...(file === path ? {} : { file }), ...(history === undefined ? {} : { history }) };
    },
    history: (topology) => historyPlace(topology, options.history, terminal.env),
  });
  const hub = openHub({ model, now: Date.now });
  const files = new Map<string, string>();
  const shown = new Map<string, Topology>();
  const told = (event: WatchEvent) => {
    if (event.type === 'watch_started') files.set(event.topology, event.file);
    if (event.type === 'watch_stopped') {
      files.delete(event.topology);
      shown.delete(event.topology);
    }
    model.listener(event);
  };
  const actions = wake && openPageActions({ ...options, ...actingOn(model, files, shown), terminal, wake });
  const edits = openPageEdits({ fileOf: (topology) => files.get(topology), terminal, sandbox: options.sandbox });
  const forget = login.onEnd((session) => hub.endSession(session));
  return {
    routes: pageRoutes({
      model,
      hub,
      login,
      assets: pageAssets,
      version,
      ...(actions === undefined ? {} : { actions }),
      edits,
    }),
    tls,
    senderOf: login.senderOf,
    hosts: login.origins.map((origin) => new URL(origin).hostname.replace(/^\[|\]$/g, '')),
    loop: () => ({
      listener: followName(told),
      seen(seen) {
        shown.set(seen.topology.name, seen.topology);
        model.seen(seen);
      },
      opened: model.opened,
    }),
    async [Symbol.asyncDispose]() {
      forget();
      hub[Symbol.dispose]();
      await edits[Symbol.asyncDispose]();
      await actions?.[Symbol.asyncDispose]();
      await login[Symbol.asyncDispose]();
    },
  };
}

/** What is carried out by the page is shown on it, and goes by what is shown. */
function actingOn(
  model: PageModel,
  files: ReadonlyMap<string, string>,
  shown: ReadonlyMap<string, Topology>,
): Pick<PageActionsOptions, 'fileOf' | 'shown' | 'severityOf' | 'onEvent' | 'clock'> {
  return {
    fileOf: (topology) => files.get(topology),
    shown: (topology) => shown.get(topology),
    async severityOf(topology, id, target) {
      const document = await model.detail(topology, 'findings', new URLSearchParams());
      const { findings = [] } = (document ?? {}) as Partial<FindingsDetail>;
      return findings
        .flatMap((found) => [found, ...found.consequences])
        .find((found) => found.id === id && found.target === target)?.severity;
    },
    onEvent: (topology, event) => model.listener({ type: 'apply_event', topology, event, byPage: true }),
    clock: () => performance.now(),
  };
}

/** In place of a page that is not served: whoever asks for it is told what is missing. */
export function withoutPage({ message, remedy }: ScaleoutError): Routes {
  const route = absentPage(`The page is not served here: ${message} ${remedy}`);
  return (path) => (path === '/' || path.startsWith('/t/') ? route : undefined);
}
