import { timeText } from '../../instant.js';
import { loadedAtStart } from '../machines/settings.js';
import type { Model } from '../model.js';
import type { Row } from '../store.js';
import { waysOf } from '../ways.js';
import { type ConnectedMachine, changedWorkers, type Fleet, outlookText, triesUntil } from './fleet.js';
import { heardWorker, heartbeatOf, lastTick, nextTick, register } from './heartbeats.js';

/**
 * Changes machines at that time, in unix milliseconds, and sees to what follows. Heartbeats that arrived until then stay
 * in their rows, failures in the logs; who is heard of from now on is heard of no earlier; and a service that starts
 * beats at once. A fault may have begun before: who is not heard of any more because of it was last heard of at `began`.
 */
export function changeFleet<Result>(model: Model, now: number, change: () => Result, began = now): Result {
  const { life, store } = model;
  life.advance(now);
  const before = life.fleet;
  const result = change();
  if (life.fleet === before) return result;
  const lost = began < now ? noLongerHeard(before, life.fleet, now) : new Set<string>();
  const changed = changedWorkers(before, life.fleet).flatMap(({ old, worker }) =>
    old !== undefined && hasState(old) && hasState(worker) && differs(old, worker) ? [{ old, worker }] : [],
  );
  for (const { old, worker } of changed) {
    if (!lost.has(old.agentId)) keepHeartbeat(model, old.agentId, before, now);
    const row = store.get('machines', worker.key);
    if (row === undefined) continue;
    const isNew = worker.run?.from === now || meets(old) !== meets(worker);
    // A restart has it try again.
    const stays = waysOf(store).has('no-retry') && old.gaveUp === null && worker.run?.from === old.run?.from;
    const refusedAt = stays ? failures(old, now).first : undefined;
    store.put('machines', worker.key, {
      ...row,
      ...(refusedAt === undefined ? {} : { gaveUp: timeText(refusedAt) }),
      log: { ...(row.log as Row), ...lastFailure(old, now) },
      ...(isNew ? { since: timeText(lost.has(old.agentId) ? began : now) } : {}),
    });
  }
  for (const agentId of lost) keepHeartbeat(model, agentId, before, now, began);
  if (lost.size > 0) {
    for (const { key, agentId } of before.workers) if (lost.has(agentId)) forgetTrouble(model, key, began);
  }
  registerStarted(model, before, changed, now);
  return result;
}

/**
 * What its heartbeats had written by then stays in a worker's row: the next ones go by the new conditions. `latest`: what
 * they wrote later than that is as if it had never arrived.
 */
function keepHeartbeat(
  { store }: Model,
  agentId: string,
  fleet: Fleet,
  now: number,
  latest = Number.POSITIVE_INFINITY,
): void {
  const worker = store.get('workerAgents', agentId);
  if (!worker) return;
  const { machineName, userAccount, lastOnline } = heardWorker(agentId, worker, fleet, now);
  const lastOnlineTime = timeText(Math.min(lastOnline, latest));
  store.put('workerAgents', agentId, { ...worker, machineName, userAccount, lastOnlineTime });
}

const isHeard = ({ spans }: ConnectedMachine, at: number) => spans.some(({ from, to }) => from <= at && at <= to);

/**
 * Has workers that are heard of send a heartbeat at once: those that were silent for longer than they are between two, and those
 * whose row another one wrote last.
 */
export function beatAtOnce({ life, store }: Model, now: number): void {
  const { fleet } = life;
  for (const worker of fleet.workers) {
    const { agentId, spokenName, sendsIdentity, spokenAccount: userAccount, heartbeat } = worker;
    const row = store.get('workerAgents', agentId);
    if (row === undefined || !isHeard(worker, now)) continue;
    const { machineName, lastOnline } = heardWorker(agentId, row, fleet, now);
    if (now - lastOnline <= heartbeat && (!sendsIdentity || machineName === spokenName)) continue;
    const identity = sendsIdentity ? { machineName: spokenName, userAccount } : {};
    store.put('workerAgents', agentId, { ...row, ...identity, lastOnlineTime: timeText(now) });
  }
}

/** A worker that was heard of until then had no trouble after it that it got over. */
function forgetTrouble({ store }: Model, key: string, until: number): void {
  const row = store.get('machines', key);
  const log = Object.entries((row?.log as Row | null | undefined) ?? {});
  const kept = log.filter(([, at]) => typeof at !== 'string' || !(Date.parse(at) > until));
  if (row !== undefined && kept.length < log.length)
    store.put('machines', key, { ...row, log: Object.fromEntries(kept) });
}

/** The agent ids that were heard of at that time as things were, and are not as they are now. */
function noLongerHeard(before: Fleet, after: Fleet, at: number): ReadonlySet<string> {
  const heardIn = ({ workers }: Fleet) =>
    new Set(workers.filter((worker) => isHeard(worker, at)).map(({ agentId }) => agentId));
  const heard = heardIn(after);
  return new Set([...heardIn(before)].filter((agentId) => !heard.has(agentId)));
}

/** The last heartbeat that failed under these conditions, as the field of a log; empty where none did. */
export function lastFailure(worker: ConnectedMachine, at: number): Readonly<Record<string, string>> {
  const { outlook } = worker;
  const { last } = failures(worker, at);
  if (outlook === undefined || last === undefined) return {};
  return { [outlook.heard ? outlook.otherwise : outlook.trouble]: timeText(last) };
}

/** The first and the last heartbeat that failed under these conditions until that time. */
function failures(worker: ConnectedMachine, at: number): { readonly first?: number; readonly last?: number } {
  const { outlook, run, since, forced } = worker;
  // Of what is seen to be otherwise than by the rules, they know no trouble.
  if (outlook === undefined || run === undefined || forced) return {};
  const span = { from: Math.max(run.from, since ?? 0), to: Math.min(run.to, triesUntil(worker)) };
  // What is heard of fails only outside of its certificates' time.
  const spans = outlook.heard
    ? [
        { from: span.from, to: Math.min(span.to, outlook.from - 1) },
        { from: Math.max(span.from, outlook.to + 1), to: span.to },
      ]
    : [span];
  const possible = spans.filter(({ from, to }) => from <= to);
  const last = lastTick(heartbeatOf(worker), possible, at);
  const first = nextTick(heartbeatOf(worker), possible, span.from - 1);
  return last === undefined || first === undefined ? {} : { first, last };
}

const hasState = ({ outlook }: ConnectedMachine) => outlook !== undefined;

function differs(old: ConnectedMachine, worker: ConnectedMachine): boolean {
  return (
    meets(old) !== meets(worker) ||
    old.run?.from !== worker.run?.from ||
    old.run?.to !== worker.run?.to ||
    old.agentId !== worker.agentId ||
    old.heartbeat !== worker.heartbeat
  );
}

/** What a worker's heartbeats meet, as one text. */
function meets({ outlook, forced }: ConnectedMachine): string {
  if (outlook === undefined) return '';
  const text = outlookText(outlook);
  if (forced) return `${text}, seen otherwise`;
  return outlook.heard ? `${text}, from ${outlook.from} to ${outlook.to}` : text;
}

/** The first heartbeat is sent at the start. */
function registerStarted(
  { life, store }: Model,
  before: Fleet,
  changed: readonly { readonly worker: ConnectedMachine }[],
  now: number,
): void {
  if (changed.length === 0) return;
  const keys = new Set(changed.map(({ worker }) => worker.key));
  const started = changedWorkers(before, life.fleet)
    .map(({ worker }) => worker)
    .filter(({ key, run, spans, agentId }) => keys.has(key) && run?.from === now && spans.length > 0 && agentId !== '');
  register(started, store, now - 1, now);
}

export interface MachineChange {
  readonly service?: 'running' | 'stopped';
  /** Whether the master takes the worker's certificate; only of a machine without state of its own. */
  readonly accepted?: boolean;
  readonly agentId?: string;
  readonly maxTaskCount?: number;
}

/** Changes a worker's machine at that time, in unix milliseconds. False where there is no such machine. */
export function changeMachine(model: Model, machine: string, change: MachineChange, now: number): boolean {
  const { life, store } = model;
  const key = [...store.rows('machines').keys()].find((name) => name.toUpperCase() === machine.toUpperCase());
  const row = key === undefined ? undefined : store.get('machines', key);
  if (key === undefined || row === undefined) return false;
  const hasState = store.get('windows', key) !== undefined;
  changeFleet(model, now, () => {
    if (!hasState) keepHeartbeat(model, String(row.agentId ?? ''), life.fleet, now);
    const { service, ...others } = change;
    const changed: Row = {
      ...row,
      ...others,
      ...(service === 'running' && row.service !== 'running' ? startedFields(row, 'worker', now) : {}),
      ...(service === 'stopped' && row.service === 'running' ? stoppedFields(now) : {}),
    };
    store.put('machines', key, hasState ? { ...changed, loaded: loadedWith(changed, others) } : changed);
  });
  return true;
}

/** The fields of a service that starts: it reads its config now. */
export function startedFields(row: Row, role: 'master' | 'worker', now: number): Row {
  const loaded = loadedAtStart(row, role);
  return {
    service: 'running',
    startedAt: timeText(now),
    stoppedAt: null,
    ...(row.gaveUp === undefined ? {} : { gaveUp: null }),
    ...(row.seen === undefined ? {} : { seen: null }),
    ...(row.startUnseen === undefined ? {} : { startUnseen: false }),
    ...(row.configReading === undefined ? {} : { configReading: null }),
    ...(loaded === undefined ? {} : { loaded }),
  };
}

export function stoppedFields(now: number): Row {
  return { service: 'stopped', stoppedAt: timeText(now) };
}

function loadedWith(row: Row, { agentId, maxTaskCount }: MachineChange): Row {
  const loaded = (row.loaded as Row | null) ?? loadedAtStart(row, 'worker') ?? {};
  return {
    ...loaded,
    ...(agentId === undefined ? {} : { AgentId: agentId }),
    ...(maxTaskCount === undefined ? {} : { MaxTaskCount: maxTaskCount }),
  };
}

/** The rows of one machine; undefined: it has none in that table. */
interface MachineRows {
  readonly windows?: Row | undefined;
  /** Of table `machines`. */
  readonly worker?: Row | undefined;
  /** Of table `masters`. */
  readonly master?: Row | undefined;
}

/** Returns the rows that are to be others. */
export type MachineEdit = (rows: MachineRows) => MachineRows;

const tables = { windows: 'windows', worker: 'machines', master: 'masters' } as const;

/** Changes rows of a machine at that time, in unix milliseconds, as a person with all rights there could. */
export function editMachine(model: Model, machine: string, edit: MachineEdit, now: number): boolean {
  const { store } = model;
  const key = Object.values(tables)
    .flatMap((table) => [...store.rows(table).keys()])
    .find((name) => name.toUpperCase() === machine.toUpperCase());
  if (key === undefined) return false;
  changeFleet(model, now, () => {
    const [windows, worker, master] = Object.values(tables).map((table) => store.get(table, key));
    const edited = edit({ windows, worker, master });
    for (const part of ['windows', 'worker', 'master'] as const) {
      const row = edited[part];
      if (row !== undefined) store.put(tables[part], key, row);
    }
  });
  return true;
}
