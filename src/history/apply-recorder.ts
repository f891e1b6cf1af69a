// src/history keeps the record of all applies, and of what people did without one (action-recorder.ts): lines of JSON beside the topology, appended by many processes, set aside
// when they grow. What stands in a line is schemas/history.schema.json.

import type { Emit, Plan } from '../domain/documents.js';
import { type Diagnostic, diagnostic, isScaleoutError } from '../errors/errors.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import { jsonText, messageOf } from '../text/printable.js';
import { appendLine } from './append-line.js';
import { lastNumber } from './history-files.js';
import type {
  BeginLine,
  EndLine,
  HistoryApproval,
  HistoryRehearsal,
  HistoryStep,
  RefusedLine,
} from './read-history.js';
import { recordedChanges } from './recorded-fields.js';

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
  begin(plan: Plan, login: string, allowed?: AllowedBy): Promise<readonly Diagnostic[]>;
  /** `codes` are those of errors that ended it, besides those of its steps. */
  end(result: ApplyOutcome | Failed, codes?: readonly string[]): Promise<readonly Diagnostic[]>;
  /** `login` is null where the server was not asked. */
  refused(refusals: readonly Refusal[], plan: AboutPlan, login: string | null): Promise<readonly Diagnostic[]>;
}

/** What let a plan be carried out. */
export interface AllowedBy {
  /** Who approved the plan of a watch that waited for it. */
  readonly approval?: HistoryApproval | undefined;
  /** The rehearsal of it that counted. */
  readonly rehearsal?: HistoryRehearsal | undefined;
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
type AboutPlan = Partial<Pick<Plan, 'id' | 'targets' | 'fingerprint'>>;

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
      ...(plan.fingerprint === undefined ? {} : { fingerprint: plan.fingerprint }),
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
    async begin(plan, login, { approval, rehearsal } = {}) {
      let line: BeginLine | undefined;
      steps.expect(plan);
      const problems = await append(async () => {
        line = {
          type: 'begin',
          ...(await common(plan, login)),
          ...(approval === undefined ? {} : { approval }),
          ...(rehearsal === undefined ? {} : { rehearsal }),
          ...recordedChanges(plan),
          steps: plan.steps.length,
        };
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
          formatVersion: 1,
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

function countsOf({ done, errored, skipped, manual, unresolved, rolledBack }: ApplyOutcome): EndLine['counts'] {
  return { done, errored, skipped, manual, unresolved, ...(rolledBack === undefined ? {} : { rolledBack }) };
}

/** How the steps of one apply ended, as its events told. */
interface StepRecords {
  /** Takes down what there is to do: the event of a step that was skipped does not say what it was. */
  expect(plan: Pick<Plan, 'steps' | 'rollbacks'>): void;
  readonly emit: Emit;
  /** In the order in which they ended; then those that were begun and did not. */
  all(): readonly HistoryStep[];
  counts(): EndLine['counts'];
}

/** UTF-16 code units of an error's words that are kept. */
export const longestDetail = 2_000;

/** `now`: Unix milliseconds. */
function stepRecords(now: () => number): StepRecords {
  const begun = new Map<string, Pick<HistoryStep, 'operation'> & { readonly startedAt: string }>();
  const ended: HistoryStep[] = [];
  const operations = new Map<string, string>();
  const undone = new Map<string, string>();
  const end = (
    id: string,
    parts: Pick<HistoryStep, 'outcome' | 'code' | 'detail'> & { readonly durationMs: number | null },
  ) => {
    const { operation = operations.get(id) ?? '', startedAt = null } = begun.get(id) ?? {};
    begun.delete(id);
    ended.push({ id, operation, ...takenBackBy(id), startedAt, ...parts });
  };
  const takenBackBy = (id: string) => {
    const undoes = undone.get(id);
    return undoes === undefined ? {} : { undoes };
  };
  return {
    expect({ steps, rollbacks = [] }) {
      for (const { id, operation } of steps) operations.set(id, operation);
      for (const { undoes, step } of rollbacks.flatMap(({ undo }) => undo)) {
        operations.set(step.id, step.operation);
        undone.set(step.id, undoes);
      }
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
    all: () => [...ended, ...[...begun].map(([id, step]) => unfinished(id, { ...step, ...takenBackBy(id) }))],
    counts() {
      const count = (...outcomes: readonly HistoryStep['outcome'][]) =>
        ended.filter(
          ({ outcome, undoes }) => outcomes.includes(outcome) && (undoes === undefined || outcome === 'failed'),
        ).length;
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

function unfinished(id: string, step: Pick<HistoryStep, 'operation' | 'startedAt' | 'undoes'>): HistoryStep {
  return { id, ...step, outcome: 'failed', durationMs: null, detail: 'It was under way when the apply ended.' };
}

/** The warning that an apply or an action could not be written into a history. */
export function unwritable(file: string, error: unknown): Diagnostic {
  // Our own errors name the file, or the folder, that they are about.
  const reason = isScaleoutError(error) ? error.message : `${file}: ${messageOf(error)}`;
  return diagnostic('history.unwritable', reason, { severity: 'warning' });
}
