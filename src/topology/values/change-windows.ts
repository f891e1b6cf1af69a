import { Cron } from 'croner';
import type { ChangeWindow } from '../topology.js';

/** Why a change has to wait, and how long. */
export interface Hindrance {
  /** A phrase for people. */
  readonly reason: string;
  /** Unix milliseconds: when it ends by itself; absent where it does not. */
  readonly until?: number;
}

/** Says of the id of a change why it may not be made now; undefined where it may. */
export type HindranceOf = (changeId: string) => Hindrance | undefined;

/** Beginnings that are looked at, at most, for the end of a wait, at 0.05 ms each: some years of a window a week. */
const longestSearch = 500;

/** What policy.windows says at a moment, in Unix milliseconds. A deny wins over every allow. */
export function windowsAt(windows: readonly ChangeWindow[], now: number): HindranceOf {
  const budget: Budget = { left: 0 };
  const times = windows.map((window, index) => timesOf(window, index, budget));
  const said = new Map<string, Hindrance | undefined>();
  return (changeId) => {
    const mine = times.filter(({ isFor }) => isFor(changeId));
    // A thousand workers share a few sets of windows.
    const key = mine.map(({ index }) => index).join();
    if (!said.has(key)) {
      budget.left = longestSearch;
      said.set(key, hindrance(mine, now, budget));
    }
    return said.get(key);
  };
}

interface WindowTimes {
  readonly index: number;
  readonly window: ChangeWindow;
  isFor(changeId: string): boolean;
  /** When the window that is open at a moment ends, those that follow on it without a gap included. */
  endAt(moment: number): number | undefined;
  startAfter(moment: number): number | undefined;
}

/** Beginnings that may still be looked at. */
interface Budget {
  left: number;
}

function timesOf(window: ChangeWindow, index: number, budget: Budget): WindowTimes {
  const { cron, timeZone, durationSeconds, targets } = window;
  const job = new Cron(cron, { paused: true, timezone: timeZone, mode: '5-part' });
  const length = durationSeconds * 1000;
  const startAfter = (moment: number) => {
    budget.left -= 1;
    return job.nextRun(new Date(moment))?.getTime();
  };
  const patterns = targets?.map((target) => target.toUpperCase().split('*'));
  return {
    index,
    window,
    isFor: (changeId) => patterns === undefined || patterns.some((parts) => fits(changeId.toUpperCase(), parts)),
    startAfter,
    endAt(moment) {
      let end: number | undefined;
      do {
        // Whatever began after this is not over yet.
        const at = end ?? moment;
        const start = startAfter(at - length);
        if (start === undefined || start > at) return end;
        end = start + length;
      } while (budget.left > 0);
      return end;
    },
  };
}

function hindrance(times: readonly WindowTimes[], now: number, budget: Budget): Hindrance | undefined {
  const denying = times.find(({ window, endAt }) => window.kind === 'deny' && endAt(now) !== undefined);
  const until = firstAllowed(times, now, budget);
  if (until === now) return undefined;
  const reason =
    denying === undefined
      ? 'it is outside of the windows for changes'
      : `no changes are made in the window ${denying.window.cron} (${denying.window.timeZone})`;
  return until === undefined ? { reason } : { reason, until };
}

/** The first moment from `now` on in which no deny is open and, where there are allows, one of them is. */
function firstAllowed(times: readonly WindowTimes[], now: number, budget: Budget): number | undefined {
  const denies = times.filter(({ window }) => window.kind === 'deny');
  const allows = times.filter(({ window }) => window.kind === 'allow');
  let moment = now;
  do {
    const denied = latest(denies.map((deny) => deny.endAt(moment)));
    if (denied !== undefined) {
      moment = denied;
      continue;
    }
    if (allows.length === 0 || allows.some((allow) => allow.endAt(moment) !== undefined)) return moment;
    const starts = allows.flatMap((allow) => allow.startAfter(moment) ?? []);
    if (starts.length === 0) return undefined;
    moment = Math.min(...starts);
  } while (budget.left > 0);
  return undefined;
}

function latest(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/**
 * Whether a text is made of the parts with any text between them: `worker/*` is two parts. No regular expression: one of ten
 * asterisks would take hours over the name of a row in the catalog.
 */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
