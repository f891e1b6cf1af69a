import type { Model } from '../model.js';
import type { Row } from '../store.js';
import { timeText } from '../time-text.js';
import { waysOf } from '../ways.js';
import { type ConnectedMachine, type Fleet, triesUntil } from './fleet.js';
import { heardWorker, heartbeatOf } from './heartbeats.js';
import type { Outlook } from './outlook.js';
import { register } from './registration.js';
import { lastTick, nextTick } from './ticks.js';

/**
 * Changes machines at that time, in unix milliseconds, and sees to what follows. Heartbeats that arrived until then stay
 * in their rows, failures in the logs; who is heard of from now on is heard of no earlier; and a service that starts
 * beats at once.
 */
export function changeFleet<Result>(model: Model, now: number, change: () => Result): Result {
  const { life, store } = model;
  life.advance(now);
  const before = life.fleet;
  const result = change();
  if (life.fleet === before) return result;
  const known = new Map(before.workers.filter(hasState).map((worker) => [worker.key, worker]));
  const changed = life.fleet.workers.filter(hasState).flatMap((worker) => {
    const old = known.get(worker.key);
    return old !== undefined && old !== worker && differs(old, worker) ? [{ old, worker }] : [];
  });
  for (const { old, worker } of changed) {
    keepHeartbeat(model, old.agentId, before, now);
    const row = store.get('machines', worker.key);
    if (row === undefined) continue;
    const isNew = worker.run?.from === now || meets(old.outlook) !== meets(worker.outlook);
    // A restart has it try again.
    const stays = waysOf(store).has('no-retry') && old.gaveUp === null && worker.run?.from === old.run?.from;
    const refusedAt = stays ? failures(old, now).first : undefined;
    store.put('machines', worker.key, {
      ...row,
      ...(refusedAt === undefined ? {} : { gaveUp: timeText(refusedAt) }),
      log: { ...(row.log as Row), ...lastFailure(old, now) },
      ...(isNew ? { since: timeText(now) } : {}),
    });
  }
  registerStarted(model, changed, now);
  return result;
}

/** What its heartbeats had written by then stays in a worker's row: the next ones go by the new conditions. */
export function keepHeartbeat({ store }: Model, agentId: string, fleet: Fleet, now: number): void {
  const worker = store.get('workerAgents', agentId);
  if (!worker) return;
  const { machineName, userAccount, lastOnline } = heardWorker(agentId, worker, fleet, now);
  store.put('workerAgents', agentId, { ...worker, machineName, userAccount, lastOnlineTime: timeText(lastOnline) });
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
  const { outlook, run, since } = worker;
  if (outlook === undefined || run === undefined) return {};
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
    meets(old.outlook) !== meets(worker.outlook) ||
    old.run?.from !== worker.run?.from ||
    old.run?.to !== worker.run?.to ||
    old.agentId !== worker.agentId ||
    old.heartbeat !== worker.heartbeat
  );
}

/** What a worker's heartbeats meet, as one text. */
function meets(outlook: Outlook | undefined): string {
  if (outlook === undefined) return '';
  if (!outlook.heard) return outlook.trouble;
  const { node, from, to } = outlook;
  return `heard by ${node.key}, up since ${node.run?.from}, from ${from} to ${to}`;
}

/** The first heartbeat is sent at the start. */
function registerStarted(
  { life, store }: Model,
  changed: readonly { readonly worker: ConnectedMachine }[],
  now: number,
): void {
  if (changed.length === 0) return;
  const keys = new Set(changed.map(({ worker }) => worker.key));
  const started = life.fleet.workers.filter(
    ({ key, run, spans, agentId }) => keys.has(key) && run?.from === now && spans.length > 0 && agentId !== '',
  );
  register(started, store, now - 1, now);
}
