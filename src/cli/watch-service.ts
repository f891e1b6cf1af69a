import { isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { isLoopback, parseHttpAddress } from '../http/access.js';
import { openAttempts } from '../http/attempts.js';
import { startHttp } from '../http/start-http.js';
import { resolveSecret, type Secret } from '../providers/secret.js';
import { messageOf } from '../text/printable.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import { watchRoutes } from '../watch/http/routes.js';
import { watchStatus } from '../watch/http/watch-status.js';
import { watchMetrics } from '../watch/metrics.js';
import { openNotifier } from '../watch/notify/open-notifier.js';
import {
  followName,
  type ServiceEvent,
  type WatchEvent,
  type WatchListener,
  type WatchReason,
} from '../watch/watch-event.js';
import { loginSettings } from './open-login.js';
import { openPageService, type PageLoop, type PageService, whyAbsent, withoutPage } from './page-service.js';
import { logTo, type Terminal } from './terminal.js';
import type { WatchCommandOptions } from './watch-options.js';
import { secretSources } from './world/open-world.js';

/** What listens to a loop, and wakes it. */
export interface WatchEars {
  readonly listener: WatchListener;
  /** A topology was loaded: those whom it names are told from now on. */
  loaded(topology: Topology): void;
  /** The loop can be woken by POST /reconcile from now on, until the function that is returned is called. */
  wakes(wake: (reason: WatchReason) => void): () => void;
  /** Absent: no page is served. */
  readonly shown?: Omit<PageLoop, 'listener'>;
}

/** Everything beside the loops of a watch: health and metrics over http, and notifications. */
export interface WatchService extends AsyncDisposable {
  /** For one more loop. */
  ears(): WatchEars;
}

/** Where to listen unless told otherwise: this machine alone. */
const ownAddress = '127.0.0.1:8392';

/** How often a loop that only waits is said to be alive, in milliseconds. */
const beatEvery = 5_000;

/** `tell` is told where it listens. Throws `watch.http-unavailable` and the like where an address was asked for by name. */
export async function openWatchService(
  options: WatchCommandOptions,
  terminal: Terminal,
  tell: (event: ServiceEvent) => void,
): Promise<WatchService> {
  const log = logTo(terminal.err, terminal.logLevel);
  const metrics = watchMetrics({ version });
  const status = watchStatus({ version, interval: options.interval * 1000 });
  const sources = secretSources(terminal);
  const notifiers = new Set<AsyncDisposable>();
  const loops = new Map<() => string | undefined, (reason: WatchReason) => void>();
  let page: PageService | undefined;
  const attempts = openAttempts(Date.now);
  const http = await listening();
  // The process that still runs its timers has living loops: they only wait, and never block it.
  const beats = setInterval(() => {
    for (const name of loops.keys()) status.beat(name() ?? '');
  }, beatEvery);
  beats.unref();

  async function listening(): Promise<AsyncDisposable | undefined> {
    const named = options.listen ?? terminal.env.SCALEOUT_WATCH_LISTEN;
    if (named === false || options.once) return undefined;
    const token = await tokenOf();
    const address = parseHttpAddress(named ?? ownAddress);
    const isHere = isLoopback(address.host);
    const login = await loginSettings(options.login);
    if (!isHere && token === undefined && login === undefined) {
      throw new ScaleoutError('watch.http-token-needed', `${address.host} is not a loopback address.`);
    }
    const own = watchRoutes({
      status,
      metrics,
      // What a proxy on this machine hands on comes from anywhere.
      isLocal: isHere && login?.proxy === undefined,
      ...(token === undefined ? {} : { token }),
      attempts,
      senderOf: (request) => page?.senderOf(request) ?? { address: request.remote },
      onWrong: (text) => log('warn', text),
      onReconcile: (topology) => {
        for (const [name, wake] of loops) if (topology === undefined || name() === topology) wake('request');
      },
    });
    const asked = {
      address,
      path: options.file ?? (terminal.env.SCALEOUT_TOPOLOGY || 'topology.yaml'),
      login,
      monitoring: token && (async () => (await tokenOf()) ?? token),
      tls: options.tls,
      attempts,
      interval: options.interval * 1000,
      approve: options.approve,
      history: options.history,
      sandbox: options.sandbox,
      parallelism: options.parallelism,
      wake: (topology: string) => {
        for (const [name, wake] of loops) if (name() === topology) wake('request');
      },
    };
    // A token alone has always been enough for health and metrics, and is not for the page.
    const absent = login === undefined && options.tls === undefined ? whyAbsent(asked) : undefined;
    if (absent !== undefined) log('warn', `The page is not served: ${absent.message} ${absent.remedy}`);
    page = absent === undefined ? await openPageService(asked, terminal) : undefined;
    const ofPage = page?.routes ?? (absent && withoutPage(absent));
    try {
      const service = await startHttp({
        address,
        hosts: [...options.listenHost, ...(page?.hosts ?? [])],
        ...(page?.tls === undefined ? {} : { tls: page.tls }),
        routes: (path) => own(path) ?? ofPage?.(path),
        onError: (error) => log('debug', messageOf(error)),
      });
      tell({ type: 'http_started', url: service.url, page: page !== undefined });
      return {
        async [Symbol.asyncDispose]() {
          await page?.[Symbol.asyncDispose]();
          await service[Symbol.asyncDispose]();
        },
      };
    } catch (error) {
      await page?.[Symbol.asyncDispose]();
      page = undefined;
      // Nobody asked for this address: a second watch on one machine goes on without.
      if (named !== undefined || !isScaleoutError(error, 'watch.http-unavailable')) throw error;
      log('warn', `No health and metrics over http: ${error.message}`);
      return undefined;
    }
  }

  async function tokenOf(): Promise<Secret | undefined> {
    if (options.tokenFile !== undefined) return resolveSecret({ file: options.tokenFile }, sources, 'watch');
    if (terminal.env.SCALEOUT_WATCH_TOKEN === undefined) return undefined;
    return resolveSecret({ env: 'SCALEOUT_WATCH_TOKEN' }, sources, 'watch');
  }

  return {
    ears() {
      const notifier = openNotifier({ sources, onFailure: (text) => log('warn', text) });
      notifiers.add(notifier);
      let topology: string | undefined;
      const named = followName((event: WatchEvent) => {
        metrics.listener(event);
        status.listener(event);
      });
      const shown = page?.loop();
      return {
        ...(shown === undefined ? {} : { shown }),
        listener(event) {
          topology = event.topology;
          named(event);
          notifier.listener(event);
          shown?.listener(event);
        },
        loaded: (found) => notifier.configure(found.policy.notify ?? []),
        wakes(wake) {
          const name = () => topology;
          loops.set(name, wake);
          return () => void loops.delete(name);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      clearInterval(beats);
      await Promise.all([http?.[Symbol.asyncDispose](), ...[...notifiers].map((one) => one[Symbol.asyncDispose]())]);
    },
  };
}
