import { onAbort } from '../domain/on-abort.js';

/** Whether a call only looks. Calls that look may overlap; one that writes has the world for itself. */
export type CallKind = 'read' | 'write';

/** Time that goes on only when nothing is under way. */
export interface SimulatedTime extends Disposable {
  /** Milliseconds since the beginning. */
  now(): number;
  /** Waits; rejects with the signal's reason when that is aborted. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /**
   * Carries out a call to the world: time stands still until its answer has come and all that follows from it has been
   * begun. Answers are given in the order in which the calls were begun. An aborted signal ends it with its reason, whatever hangs.
   */
  call<T>(kind: CallKind, work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** How often a call was answered or time went on: what stays the same for long is stuck. */
  progress(): number;
  /** From now on it is watched, and limited. */
  watch(by: TimeWatch): void;
}

export interface TimeWatch {
  /** Called when nothing more happens at a moment, right before time goes on. */
  readonly onLeave: () => void;
  /** Called when time has gone on, before anybody is woken. */
  readonly onReach: () => void;
  /** The most milliseconds that time goes on by at once, where everybody waits for longer. */
  readonly longestStep: number;
  /** Milliseconds of simulated time that are gone through; then `onLimit` is called, and time stands still. */
  readonly limit: number;
  readonly onLimit: () => void;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

interface Call {
  readonly kind: CallKind;
  readonly begin: () => void;
  state: 'waiting' | 'underWay' | 'answered' | 'left';
  answer?: () => void;
}

/** Turns of the event loop in which nothing new was begun: then everybody waits. */
const quietTurns = 2;

/**
 * One clock for who works and for the world that is worked on. Calls are begun in order, and their answers are given one
 * by one in the same order, each with a turn for what follows from it: what happens does not hang on which answer came first.
 */
export function simulatedTime(): SimulatedTime {
  let watch: TimeWatch = { onLeave() {}, onReach() {}, longestStep: Infinity, limit: Infinity, onLimit() {} };
  const sleepers: Sleeper[] = [];
  let calls: Call[] = [];
  let time = 0;
  let quiet = 0;
  let passed = 0;
  let turning: NodeJS.Immediate | undefined;
  let isOver = false;

  const stir = () => {
    quiet = 0;
    if (turning === undefined && !isOver) turning = setImmediate(turn);
  };
  const turn = () => {
    turning = undefined;
    const [first] = calls;
    if (first?.state === 'answered') {
      calls.shift();
      passed += 1;
      first.answer?.();
      beginCalls();
      stir();
      return;
    }
    if (first !== undefined || sleepers.length === 0) return;
    quiet += 1;
    if (quiet > quietTurns) goOn();
    turning ??= isOver ? undefined : setImmediate(turn);
  };
  const goOn = () => {
    const next = sleepers[0];
    if (next === undefined) return;
    if (next.at > watch.limit) {
      isOver = true;
      watch.onLimit();
      return;
    }
    quiet = 0;
    passed += 1;
    watch.onLeave();
    time = Math.max(time, Math.min(next.at, time + watch.longestStep));
    watch.onReach();
    while (sleepers[0] !== undefined && sleepers[0].at <= time) sleepers.shift()?.wake();
  };
  /** Those that only look overlap; one that writes waits for all before it, and all after it wait for it. */
  const beginCalls = () => {
    calls = calls.filter(({ state }) => state !== 'left');
    for (const call of calls) {
      const isUnderWay = call.state === 'underWay' || call.state === 'answered';
      if (call.kind === 'write' && call !== calls[0]) return;
      if (!isUnderWay) {
        call.state = 'underWay';
        call.begin();
      }
      if (call.kind === 'write') return;
    }
  };
  return {
    now: () => time,
    progress: () => passed,
    watch(by) {
      watch = by;
    },
    pause: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const sleeper: Sleeper = {
          at: time + milliseconds,
          wake() {
            stopListening();
            resolve();
          },
        };
        const stopListening = onAbort(signal, () => {
          const index = sleepers.indexOf(sleeper);
          if (index >= 0) sleepers.splice(index, 1);
          reject(signal.reason);
          stir();
        });
        insert(sleepers, sleeper);
        stir();
      }),
    call: (kind, work, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const call: Call = {
          kind,
          state: 'waiting',
          begin() {
            const answered = (give: () => void) => () => {
              if (call.state === 'left') return;
              call.state = 'answered';
              call.answer = () => {
                stopListening();
                give();
              };
              stir();
            };
            work().then(
              (value) => answered(() => resolve(value))(),
              (error: unknown) => answered(() => reject(error))(),
            );
          },
        };
        const stopListening = onAbort(signal, () => {
          call.state = 'left';
          beginCalls();
          reject(signal.reason);
          stir();
        });
        calls.push(call);
        quiet = 0;
        beginCalls();
      }),
    [Symbol.dispose]() {
      isOver = true;
      if (turning !== undefined) clearImmediate(turning);
    },
  };
}

/** In the order of their times, and of those of one time in the order in which they came. */
function insert(sleepers: Sleeper[], sleeper: Sleeper): void {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sleepers[middle]?.at ?? 0) <= sleeper.at) low = middle + 1;
    else high = middle;
  }
  sleepers.splice(low, 0, sleeper);
}
