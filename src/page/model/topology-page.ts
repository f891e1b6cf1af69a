import { createHash } from 'node:crypto';
import { turnOf } from '../../providers/waiting.js';
import type { WatchEvent } from '../../watch/watch-event.js';
import type { Seen } from '../../watch/watch-options.js';
import type { ExecutionsDetail, FindingsDetail, MasterPart, PlanDetail } from '../wire/details.js';
import type { Detail, TopologyEntry } from '../wire/head.js';
import type { TopologyState } from '../wire/stream.js';
import { type PackedRow, packRows } from '../wire/worker-row.js';
import { executionsDetail, notRead, pendingOf, runningByWork, type ShownWork, shownWork } from './executions.js';
import { type Found, findingsDetail, foundBy } from './findings.js';
import { headOf } from './head.js';
import { heartbeats } from './heartbeats.js';
import { applyDetail, historyDetail, keptHistory, newestApplies } from './history.js';
import { keptWork } from './kept-work.js';
import { type Look, lookOf } from './look.js';
import { afterEvent, afterLook, noNews } from './loop-news.js';
import { masterPart, unseenMaster } from './master.js';
import type { PageModelOptions, PageReader } from './page-model.js';
import { planDetail } from './plan-detail.js';
import { workerDetail, workerOf } from './worker-detail.js';
import { type ShownWorker, shownWorkers } from './workers.js';

/** What the page shows of one topology, kept while it is watched. */
export interface TopologyPage {
  told(event: WatchEvent): void;
  seen(seen: Seen): void;
  opened(reader: PageReader): () => void;
  entry(): TopologyEntry;
  state(): TopologyState;
  detail(path: string, query: URLSearchParams): Promise<object | undefined>;
  watched(isWatched: boolean): void;
}

/** What was worked out of one look. */
interface Shown {
  readonly look: Look;
  readonly workers: readonly ShownWorker[];
  readonly rows: readonly PackedRow[];
  readonly master: MasterPart;
  readonly planVersion: string;
}

/** `changed` is called whenever `state` would give another one. */
export function topologyPage(name: string, options: PageModelOptions, changed: () => void): TopologyPage {
  const { time, interval, approve, onlyLooks, isRunning } = options;
  // A version of another process is never taken for one of ours.
  const epoch = Math.floor(time.now()).toString(36);
  const beats = heartbeats();
  const history = keptHistory(isRunning);
  const kept = keptWork({ clock: time.clock, interval });
  let news = noNews;
  let last: { readonly seen: Seen; readonly number: number; readonly at: number } | undefined;
  let isWatched = false;
  let shown: Shown | undefined;
  let found: { readonly of: Look; readonly version: number; readonly found: Found } | undefined;
  let work: { readonly of: Look; readonly version: number; readonly work: ShownWork } | undefined;
  let appliesSince = 0;
  let readings = new AbortController();
  let state: TopologyState | undefined;
  let plan: PlanDetail | undefined;
  let executions: { readonly of: ShownWork; readonly detail: ExecutionsDetail } | undefined;
  let findings: FindingsDetail | undefined;
  let digested: { readonly of: Found; readonly isExamined: boolean; readonly version: string } | undefined;

  const mode = () => (onlyLooks ? 'looks' : news.mode);
  const given = () => options.given(last?.seen.topology.source.file ?? news.file);
  const renewed = () => {
    state = undefined;
    changed();
  };
  const place = () => (last === undefined ? undefined : options.history(last.seen.topology));
  const shownNow = (): Shown | undefined => {
    const of = seenNow();
    if (of === undefined || news.apply === null) return of;
    // What the workers run is not of the look before the apply.
    const workers = runningByWork(of.workers, kept.workAt() >= appliesSince ? kept.work() : undefined);
    return { ...of, workers, rows: packRows(workers.map(({ row }) => row)) };
  };
  const seenNow = (): Shown | undefined => {
    if (last === undefined) return undefined;
    if (shown?.look.number === last.number) return shown;
    const { seen, number, at } = last;
    const look = lookOf(seen, { number, at, mode: mode(), given: given() });
    const workers = shownWorkers(look);
    shown = {
      look,
      workers,
      rows: packRows(workers.map(({ row }) => row)),
      master: masterPart(look),
      planVersion: `${epoch}-${digestOf(planKey(look))}`,
    };
    return shown;
  };
  const foundNow = ({ look }: Shown): Found => {
    if (found?.of !== look || found.version !== kept.version()) {
      found = { of: look, version: kept.version(), found: foundBy(look, kept.examination()) };
    }
    return found.found;
  };
  const workNow = ({ look, workers }: Shown): ShownWork => {
    if (work?.of !== look || work.version !== kept.version()) {
      const parts = { look, workers, work: kept.work(), examination: kept.examination() };
      work = { of: look, version: kept.version(), work: shownWork(parts) };
    }
    return work.work;
  };
  const executionsNow = (of: Shown): ExecutionsDetail => {
    const work = workNow(of);
    if (executions?.of !== work) {
      executions = { of: work, detail: executionsDetail(work, versions(of).executions) };
    }
    return executions.detail;
  };
  const findingsNow = (of: Shown): FindingsDetail => {
    const version = findingsVersion(of);
    // The same findings may be of a later look; what was examined before it counts as of then.
    const { observedAt } = of.look.observation.catalog;
    const age = kept.examinationAge() ?? 0;
    const seconds = Math.max(0, Math.round((of.look.at - (time.now() - age)) / 1000));
    const checkedAt = new Date(Date.parse(observedAt) - seconds * 1000).toISOString();
    if (findings?.version !== version || findings.checkedAt !== checkedAt) {
      findings = { ...findingsDetail(of.look, foundNow(of), version), checkedAt };
    }
    return findings;
  };
  const findingsVersion = (of: Shown | undefined): string => {
    if (of === undefined) return epoch;
    const found = foundNow(of);
    const isExamined = kept.examination() !== undefined;
    if (digested?.of === found && digested.isExamined === isExamined) return digested.version;
    const unreached = [...of.look.observation.machines].flatMap(([machine, seen]) =>
      seen.known ? [] : [machine, seen.reason],
    );
    digested = { of: found, isExamined, version: `${epoch}-${digestOf([found.findings, unreached, isExamined])}` };
    return digested.version;
  };
  const versions = (of: Shown | undefined): Readonly<Record<Detail, string>> => ({
    plan: of?.planVersion ?? epoch,
    findings: findingsVersion(of),
    executions: `${epoch}-${kept.version()}`,
    history: `${epoch}-${history.version()}`,
    look: `${epoch}-${of?.look.number ?? 0}`,
  });
  const unseen = (): readonly string[] => {
    const why = history.read()?.unseen ?? null;
    const work = kept.work();
    const unexamined = kept.unexamined();
    return [
      ...(work === undefined || work.known ? [] : [`Executions are not shown: ${work.reason}.`]),
      ...(unexamined === undefined ? [] : [`The catalog could not be examined: ${unexamined}.`]),
      ...(why === null ? [] : [`The history cannot be read: ${why}`]),
    ];
  };
  const stateNow = (): TopologyState => {
    if (state !== undefined) return state;
    const of = shownNow();
    const head = headOf({
      name,
      news,
      mode: mode(),
      approve,
      interval,
      given: given(),
      seen: of === undefined ? undefined : { ...of, found: foundNow(of) },
      applies:
        last !== undefined && place() === undefined
          ? null
          : newestApplies(last === undefined ? undefined : history.read()),
      pending: of === undefined ? notRead : pendingOf(workNow(of)),
      unseen: unseen(),
      versions: versions(of),
    });
    state = { head, master: of?.master ?? unseenMaster(unseenWhy(head)), workers: of?.rows ?? [] };
    return state;
  };
  const readHistory = async (): Promise<void> => {
    const file = place();
    if (file !== undefined && (await history.look(file))) renewed();
  };
  const readWork = async (): Promise<void> => {
    if (await kept.look()) renewed();
  };
  const readMore = () => {
    void readHistory();
    void readWork();
  };
  /** An apply may take hours, in which nothing is looked at. */
  const readWhileApplying = async ({ signal } = readings): Promise<void> => {
    while (isWatched && news.apply !== null && !signal.aborted) {
      if (await kept.look('anew')) renewed();
      await time.pause(interval, signal).catch(() => undefined);
    }
  };
  const readAnew = () => {
    readings.abort();
    readings = new AbortController();
    void readWhileApplying();
  };
  const planNow = (of: Shown): PlanDetail => {
    if (plan?.version !== of.planVersion) plan = planDetail(of.look, of.planVersion);
    return plan;
  };

  return {
    told(event) {
      const before = news;
      news = afterEvent(news, event, time.now());
      if (news === before) return;
      if (before.apply === null && news.apply !== null) {
        appliesSince = time.clock();
        readAnew();
      }
      renewed();
      if (event.type !== 'reconciled') return;
      // An apply has changed what was examined, and who asks for a look wants to know how it is now.
      if (event.result.outcome !== undefined || event.result.reasons.includes('request')) kept.outdate();
      if (isWatched) readMore();
    },
    seen(seen) {
      if (last !== undefined && examinedBasis(last.seen) !== examinedBasis(seen)) kept.outdate();
      last = { seen, number: (last?.number ?? 0) + 1, at: time.now() };
      news = afterLook(news);
      beats.add(seen.observation, last.at);
      renewed();
      if (isWatched) readMore();
    },
    opened(reader) {
      const close = kept.opened(reader);
      if (isWatched) readMore();
      return close;
    },
    state: stateNow,
    entry() {
      const { head } = stateNow();
      return entryOf(head, Object.values(head.counts).slice(0, 5), isOld(head.lookedAt));
    },
    async detail(path, query) {
      const of = shownNow();
      if (of === undefined) return undefined;
      const [view = '', ...rest] = path.split('/');
      const key = rest.join('/');
      if (view === 'history') {
        await readHistory();
        if (path === 'history') return historyDetail(history.read(), query, versions(of).history);
        const entry = history.read()?.entries.find(({ number }) => String(number) === key);
        return entry && applyDetail(entry);
      }
      if (path === 'plan') return planNow(of);
      if (path === 'findings') return findingsNow(of);
      if (path === 'executions') {
        await readWork();
        return executionsNow(of);
      }
      const worker = view === 'workers' ? workerOf(of.workers, key) : undefined;
      if (worker === undefined) return undefined;
      await Promise.all([readHistory(), readWork()]);
      // Those who waited for the same reading would all go on in one turn.
      await turnOf('worker');
      return workerDetail(worker, {
        look: of.look,
        work: workNow(of),
        findings: foundNow(of).findings,
        entries: history.read()?.entries ?? [],
        heartbeats: beats.of(worker.status.workerAgentId ?? ''),
        version: versions(of).look,
      });
    },
    watched(now) {
      isWatched = now;
      readAnew();
      if (now) readMore();
    },
  };

  function isOld(lookedAt: string | null): boolean {
    return news.trouble !== null || (lookedAt !== null && time.now() - Date.parse(lookedAt) > 3 * interval + 60_000);
  }
}

function unseenWhy({ health }: TopologyState['head']): string {
  return health.reason ?? 'It has not been looked at yet.';
}

function entryOf(
  { name, file, health, sync, headline, findings, lookedAt }: TopologyState['head'],
  counts: readonly number[],
  isOld: boolean,
): TopologyEntry {
  return {
    name,
    file,
    health: health.state,
    sync: sync.state,
    headline: headline?.text ?? '',
    workers: lookedAt === null ? null : counts.reduce((sum, count) => sum + count, 0),
    errors: lookedAt === null ? null : findings.errors,
    lookedAt,
    isOld,
  };
}

/** What an examination of the catalog depends on, as far as a look shows it: another one makes an older examination untrue. */
function examinedBasis({ observation: { catalog } }: Seen): string {
  const { machineName, address, port, logDatabaseServer } = catalog.master;
  return JSON.stringify([catalog.scaleOut, machineName, address, port, logDatabaseServer, catalog.server.name]);
}

/** All that a plan says but the moment at which it was made. */
function planKey({ plan, held, mode }: Look): unknown {
  const { fingerprint, changes, diagnostics, complete, applyable, steps } = plan;
  return [fingerprint, changes, diagnostics, complete, applyable, steps.length, held, mode];
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}
