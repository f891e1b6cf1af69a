import type { Diagnostic } from '../diagnostic.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import type { Emit } from '../reconciler/events.js';
import type { Plan } from '../reconciler/plan-document.js';
import { jsonText } from '../text/printable.js';
import { appendLine } from './append-line.js';
import type { BeginLine, EndLine, RefusedLine } from './history-line.js';
import { lastNumber } from './last-number.js';
import { longestDetail, stepRecords } from './step-records.js';
import { unwritable } from './unwritable.js';

/** What is known of an apply before it has a plan. */
export type ApplyHeading = Pick<BeginLine, 'id' | 'tool' | 'options' | 'topology' | 'catalog' | 'planFile'> & {
  readonly who: Omit<BeginLine['who'], 'login'>;
};

export interface RecorderOptions {
  /** The newest file of the history. */
  readonly file: string;
  readonly heading: ApplyHeading;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/**
 * Writes one apply into a history: either `refused`, or `begin` and then `end`. A history that cannot be written is no
 * error: what they return is to be told to the user.
 */
export interface ApplyRecorder {
  /** Takes down how the steps end. */
  readonly emit: Emit;
  begin(plan: Plan, login: string): Promise<readonly Diagnostic[]>;
  /** `codes` are those of errors that ended it, besides those of its steps. */
  end(result: ApplyOutcome | Failed, codes?: readonly string[]): Promise<readonly Diagnostic[]>;
  /** `login` is null where the server was not asked. */
  refused(refusals: readonly Refusal[], plan: AboutPlan, login: string | null): Promise<readonly Diagnostic[]>;
}

/** An apply that ended in an error of its own, instead of one of a step. */
export interface Failed {
  readonly result: 'failed';
  readonly code: string;
}

/** What a guard said. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

/** What is known of the plan; nothing where there is none yet. */
type AboutPlan = Partial<Pick<Plan, 'id' | 'targets'>>;

export function applyRecorder({ file, heading, now }: RecorderOptions): ApplyRecorder {
  const steps = stepRecords(now);
  let begun: BeginLine | undefined;
  let startedAt = 0;
  const common = async (plan: AboutPlan, login: string | null) => {
    const { id, who, options, ...rest } = heading;
    startedAt = now();
    return {
      formatVersion: 1 as const,
      number: (await lastNumber(file)) + 1,
      id,
      startedAt: new Date(startedAt).toISOString(),
      ...rest,
      options: plan.targets === undefined ? options : { ...options, targets: plan.targets },
      who: { ...who, login },
      planId: plan.id ?? null,
    };
  };
  const append = async (makeLine: () => object | Promise<object>): Promise<readonly Diagnostic[]> => {
    try {
      await appendLine(file, async () => jsonText(await makeLine()));
      return [];
    } catch (error) {
      return [unwritable(file, error)];
    }
  };
  return {
    emit: steps.emit,
    async begin(plan, login) {
      let line: BeginLine | undefined;
      steps.expect(plan.steps);
      const problems = await append(async () => {
        line = { type: 'begin', ...(await common(plan, login)), changes: changesOf(plan), steps: plan.steps.length };
        return line;
      });
      if (problems.length === 0) begun = line;
      return problems;
    },
    async end(outcome, besides = []) {
      // What did not begin there would end there without a beginning.
      if (begun === undefined) return [];
      const { id, number } = begun;
      const ended = now();
      const taken = steps.all();
      const codes = [
        ...besides,
        ...('code' in outcome ? [outcome.code] : []),
        ...taken.flatMap(({ code }) => code ?? []),
      ];
      return append(
        (): EndLine => ({
          type: 'end',
          id,
          number,
          endedAt: new Date(ended).toISOString(),
          durationMs: ended - startedAt,
          result: outcome.result,
          counts: 'code' in outcome ? steps.counts() : countsOf(outcome),
          codes: [...new Set(codes)],
          steps: taken,
        }),
      );
    },
    async refused(refusals, plan, login) {
      return append(
        async (): Promise<RefusedLine> => ({
          type: 'refused',
          ...(await common(plan, login)),
          codes: [...new Set(refusals.map(({ code }) => code))],
          detail: (refusals[0]?.detail ?? '').slice(0, longestDetail),
        }),
      );
    },
  };
}

function changesOf({ changes }: Plan): BeginLine['changes'] {
  return changes.flatMap(({ id, action, reason }) => (action === 'unmanaged' ? [] : [{ id, action, reason }]));
}

function countsOf({ done, errored, skipped, manual, unresolved }: ApplyOutcome): EndLine['counts'] {
  return { done, errored, skipped, manual, unresolved };
}
