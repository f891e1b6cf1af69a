import type { EventBody } from '../../domain/documents.js';
import { diagnostic } from '../../errors/errors.js';
import type { WatchMode } from '../../reconciler/hold/hold.js';
import { age } from '../../text/times.js';
import { counted, firstOf } from '../../text/words.js';
import type { WatchEvent } from '../../watch/watch-event.js';
import type { ApplyProgress, Head, Told } from '../wire/head.js';
import { toldOf } from './plan-detail.js';

/** What the events of one loop say of it, besides what it saw. */
export interface LoopNews {
  readonly file: string;
  readonly mode: WatchMode;
  /** Null: nobody has to lead, or nobody has said. */
  readonly leader: Head['leader'];
  readonly isLooking: boolean;
  /** Whether the run that goes on, or was the last, saw something. */
  readonly hasSeen: boolean;
  /** Why the last look failed, or the loop is stuck; null: neither. */
  readonly trouble: Head['trouble'];
  /** Why the last run failed though it saw something; null: it did not. */
  readonly failure: Told | null;
  /** ISO 8601: when the first of the last runs failed; null: the last one did not. */
  readonly failing: string | null;
  readonly badFile: readonly Told[];
  readonly apply: Progress | null;
  /** Carried out by the page, beside the loop. */
  readonly byPage: Progress | null;
}

export const noNews: LoopNews = {
  file: '',
  mode: 'observe',
  leader: null,
  isLooking: false,
  hasSeen: false,
  trouble: null,
  failure: null,
  failing: null,
  badFile: [],
  apply: null,
  byPage: null,
};

/** An apply under way. */
interface Progress extends ApplyProgress {
  /** Ids of steps to their targets. */
  readonly targets: ReadonlyMap<string, string>;
}

/** Problems of a file that are told; a file may have thousands. */
const mostProblems = 50;

/** The news after an event, at a moment in Unix milliseconds. The same where it says nothing new. */
export function afterEvent(news: LoopNews, event: WatchEvent, now: number): LoopNews {
  switch (event.type) {
    case 'watch_started':
      return { ...news, file: event.file, mode: event.mode };
    case 'topology_loaded':
      return news.badFile.length === 0 ? news : { ...news, badFile: [] };
    case 'topology_bad':
      return { ...news, badFile: event.diagnostics.slice(0, mostProblems).map(toldOf) };
    case 'leading': {
      const { isLeader, detail } = event;
      return { ...news, leader: { leads: isLeader, detail: detail ?? null } };
    }
    case 'reconcile_started':
      return { ...news, isLooking: true, hasSeen: false };
    case 'watch_stuck': {
      const detail = `It made no progress for ${age(event.silentMs / 1000)}.`;
      const since = new Date(now - event.silentMs).toISOString();
      return { ...news, trouble: { ...toldOf(diagnostic('watch.stuck', detail)), since } };
    }
    case 'apply_event':
      return event.byPage === true
        ? { ...news, byPage: progressByPage(news.byPage, event.event, now) }
        : { ...news, apply: progressAfter(news.apply, event.event, now) };
    case 'reconciled': {
      const { result, diagnostics } = event.result;
      const [why] = diagnostics;
      const ended = { ...news, isLooking: false, apply: null };
      if (result !== 'failed' || why === undefined) return { ...ended, trouble: null, failure: null, failing: null };
      // One failure after another is one: what is shown is old since the first of them.
      const since = news.failing ?? new Date(now).toISOString();
      const told = toldOf(why);
      return news.hasSeen
        ? { ...ended, trouble: null, failure: told, failing: since }
        : { ...ended, trouble: { ...told, since }, failure: null, failing: since };
    }
    case 'watch_stopped':
      return news;
  }
}

/** The news after a look: what is shown is of now. */
export function afterLook(news: LoopNews): LoopNews {
  return { ...news, hasSeen: true, trouble: null };
}

/** Lines of an apply that are kept. */
const mostLines = 10;

function progressAfter(before: Progress | null, event: EventBody, now: number): Progress | null {
  const progress = before ?? begun(now);
  switch (event.type) {
    case 'step_start': {
      const targets = new Map(progress.targets).set(event.step, event.target);
      const what = firstOf([...new Set(targets.values())], 3);
      return { ...progress, targets, what, ...line(progress, event.step, 'begun', event.operation) };
    }
    case 'step_progress':
      return { ...progress, ...line(progress, event.step, 'begun', event.message) };
    case 'step_trouble':
      return { ...progress, ...line(progress, event.step, 'begun', event.diagnostic.summary) };
    case 'step_complete': {
      const text = event.outcome === 'manual' ? 'left to a person' : event.outcome === 'already' ? 'is so already' : '';
      return { ...progress, done: progress.done + 1, ...line(progress, event.step, 'done', text) };
    }
    case 'step_errored': {
      const { summary, detail } = event.diagnostic;
      const told = line(progress, event.step, 'failed', `${summary}: ${detail}`);
      return { ...progress, errored: progress.errored + 1, ...told };
    }
    case 'step_skipped':
      return { ...progress, skipped: progress.skipped + 1, ...line(progress, event.step, 'skipped', event.reason) };
    default:
      return progress;
  }
}

/** A drain tells of itself from its plan to its end. */
function progressByPage(before: Progress | null, event: EventBody, now: number): Progress | null {
  if (event.type === 'change_summary') return { ...begun(now), steps: event.summary.steps };
  if (event.type === 'apply_summary' || before === null) return null;
  if (event.type === 'maintenance') return { ...before, what: event.maintenance.target ?? before.what };
  const { what } = before;
  const after = progressAfter(before, event, now);
  return after === null || what === '' ? after : { ...after, what };
}

function begun(now: number): Progress {
  const startedAt = new Date(now).toISOString();
  return {
    what: '',
    startedAt,
    steps: 0,
    done: 0,
    errored: 0,
    skipped: 0,
    isOver: false,
    lines: [],
    targets: new Map(),
  };
}

type Line = ApplyProgress['lines'][number];

/** A line for each step, the newest last; those under way are kept before those that have ended. */
function line({ lines }: Progress, step: string, state: Line['state'], text: string): Pick<Progress, 'lines'> {
  const all = [...lines.filter((one) => one.step !== step), { step, state, text }];
  const over = all.length - mostLines;
  if (over <= 0) return { lines: all };
  const ended = new Set(all.filter((one) => one.state !== 'begun').slice(0, over));
  return { lines: all.filter((one) => !ended.has(one)).slice(-mostLines) };
}

/** What is shown of it; `steps` is how many its plan has. */
export function shownProgress({ apply, byPage }: LoopNews, steps: number): ApplyProgress | null {
  const progress = apply ?? byPage;
  if (progress === null) return null;
  const { targets: _, ...shown } = progress;
  if (apply === null) return shown;
  const ended = shown.done + shown.errored + shown.skipped;
  const isOver = ended > 0 && ended >= steps && shown.lines.every(({ state }) => state !== 'begun');
  return { ...shown, isOver, steps, what: shown.what === '' ? counted(steps, 'step') : shown.what };
}
