import { timeText } from '../../instant.js';
import { computedFrom, type Store, timeField } from '../store.js';
import { type Fleet, firstOf, fleetOf, fleetTables, type LifeEvent, type Moment } from './fleet.js';
import { register, unregisteredIn } from './heartbeats.js';
import { lastContact, leaseEnd } from './reporting.js';
import { type Task, taskOf, taskStatus } from './task.js';
import { heldTaskEvent, pull, serverRunEnd, serverRuns } from './task-events.js';

/**
 * Everything that happens without a statement: workers register, take tasks, report, fail; leases end. It is worked out
 * when somebody looks, from the time of the last look to now, in the order of time; what merely recurs is never stored.
 */
export interface Life {
  /** The store to write through: what time has done to the world so far is put down before each change. */
  readonly store: Store;
  readonly fleet: Fleet;
  /** Lets time pass up to this unix time in milliseconds. */
  advance(to: number): void;
  /** When the holder of a pulled or running task was last heard of it, and when its lease ends, in unix milliseconds. */
  held(taskId: string): { readonly lastContact: number; readonly leaseEnd: number } | undefined;
}

/** Tables on whose changes no heartbeat and no lease depends while nothing runs. */
const timeless = new Set([
  'workerAgents',
  'catalogProperties',
  'masterProperties',
  'logins',
  'operations',
  'executions',
]);

/** Tables that decide on what happens next. */
const livelyTables = [...fleetTables, 'workerAgents', 'operations', 'executions', 'jobs', 'tasks', 'simulation'];

export function createLife(raw: Store, now: number): Life {
  const readFleet = fleetOf(raw);
  const readUnregistered = unregisteredIn(raw);
  const unregistered = computedFrom(
    () => `${fleetTables.map((table) => raw.revision(table)).join('/')}/${raw.membership('workerAgents')}`,
    () => readUnregistered(readFleet()),
  );
  const openTasks = computedFrom(
    () => `${raw.revision('tasks')}`,
    () => [...raw.rows('tasks')].map(([key, row]) => taskOf(key, row)).filter(isOpen),
  );
  const running = computedFrom(
    () => `${raw.revision('operations')}`,
    () => serverRuns(raw),
  );

  const clock = raw.get('simulation', 'clock');
  let settledAt = (clock && timeField(clock, 'until')) ?? now;
  let after = settledAt;

  const settle = () => {
    if (after === settledAt) return;
    const moment = momentOf(raw);
    for (const task of openTasks()) {
      if (!isHeld(task)) continue;
      const expires = leaseEnd(task, moment, after);
      const row = raw.get('tasks', task.taskId);
      if (row && expires !== task.expires) raw.put('tasks', task.taskId, { ...row, expiredTime: timeText(expires) });
    }
    raw.put('simulation', 'clock', { until: timeText(after) });
    settledAt = after;
  };
  const store: Store = {
    ...raw,
    put(table, key, row) {
      if (!timeless.has(table) || openTasks().length > 0) settle();
      raw.put(table, key, row);
    },
    delete(table, key) {
      settle();
      raw.delete(table, key);
    },
  };
  const momentOf = (writable: Store): Moment => ({ store: writable, fleet: readFleet(), after, settledAt });

  // What comes next stays what comes next until something is written.
  const next = computedFrom(
    () => livelyTables.map((table) => raw.revision(table)).join('/'),
    () => ({ event: nextEvent() }),
  );
  const nextEvent = (): LifeEvent | undefined => {
    const tasks = openTasks();
    if (tasks.length + running().length === 0) return undefined;
    const moment = momentOf(store);
    return firstOf([
      ...running().map((id) => serverRunEnd(id, moment)),
      ...tasks.filter(isHeld).map((task) => heldTaskEvent(task, moment)),
      pull(tasks, moment),
    ]);
  };

  return {
    store,
    get fleet() {
      return readFleet();
    },
    advance(to) {
      if (unregistered().length > 0) register(unregistered(), raw, after, to);
      for (let { event } = next(); event && event.at <= to; { event } = next()) {
        after = Math.max(after, event.at);
        event.apply();
      }
      after = Math.max(after, to);
    },
    held(taskId) {
      const task = openTasks().find((open) => open.taskId === taskId && isHeld(open));
      const moment = momentOf(raw);
      return task && { lastContact: lastContact(task, moment, after), leaseEnd: leaseEnd(task, moment, after) };
    },
  };
}

function isOpen({ status }: Task): boolean {
  return status === taskStatus.ready || status === taskStatus.pulled || status === taskStatus.running;
}

function isHeld({ status }: Task): boolean {
  return status === taskStatus.pulled || status === taskStatus.running;
}
