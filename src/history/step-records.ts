import type { Emit } from '../reconciler/events.js';
import type { Step } from '../reconciler/plan-document.js';
import type { EndLine, HistoryStep } from './history-line.js';

/** How the steps of one apply ended, as its events told. */
export interface StepRecords {
  /** Takes down what there is to do: the event of a step that was skipped does not say what it was. */
  expect(steps: readonly Pick<Step, 'id' | 'operation'>[]): void;
  readonly emit: Emit;
  /** In the order in which they ended; then those that were begun and did not. */
  all(): readonly HistoryStep[];
  counts(): EndLine['counts'];
}

/** UTF-16 code units of an error's words that are kept. */
export const longestDetail = 2_000;

/** `now`: Unix milliseconds. */
export function stepRecords(now: () => number): StepRecords {
  const begun = new Map<string, Pick<HistoryStep, 'operation'> & { readonly startedAt: string }>();
  const ended: HistoryStep[] = [];
  const operations = new Map<string, string>();
  const end = (
    id: string,
    parts: Pick<HistoryStep, 'outcome' | 'code' | 'detail'> & { readonly durationMs: number | null },
  ) => {
    const { operation = operations.get(id) ?? '', startedAt = null } = begun.get(id) ?? {};
    begun.delete(id);
    ended.push({ id, operation, startedAt, ...parts });
  };
  return {
    expect(steps) {
      for (const { id, operation } of steps) operations.set(id, operation);
    },
    emit(event) {
      switch (event.type) {
        case 'step_start':
          begun.set(event.step, { operation: event.operation, startedAt: new Date(now()).toISOString() });
          return;
        case 'step_complete':
          end(event.step, { outcome: event.outcome, durationMs: whole(event.durationMs) });
          return;
        case 'step_errored': {
          const { code, detail } = event.diagnostic;
          const cut = detail.slice(0, longestDetail);
          end(event.step, { outcome: 'failed', durationMs: whole(event.durationMs), code, detail: cut });
          return;
        }
        case 'step_skipped':
          end(event.step, { outcome: 'skipped', durationMs: null, detail: event.reason.slice(0, longestDetail) });
          return;
        default:
          return;
      }
    },
    all: () => [...ended, ...[...begun].map(([id, step]) => unfinished(id, step))],
    counts() {
      const count = (...outcomes: readonly HistoryStep['outcome'][]) =>
        ended.filter(({ outcome }) => outcomes.includes(outcome)).length;
      return {
        done: count('done', 'already'),
        errored: count('failed'),
        skipped: count('skipped'),
        manual: count('manual'),
        unresolved: 0,
      };
    },
  };
}

function whole(milliseconds: number): number {
  return Math.round(milliseconds);
}

function unfinished(id: string, step: Pick<HistoryStep, 'operation' | 'startedAt'>): HistoryStep {
  return { id, ...step, outcome: 'failed', durationMs: null, detail: 'It was under way when the apply ended.' };
}
