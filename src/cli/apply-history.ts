import { randomUUID } from 'node:crypto';
import type { Emit, Plan } from '../domain/documents.js';
import { type Diagnostic, diagnostic, isScaleoutError } from '../errors/errors.js';
import { type ApplyRecorder, applyRecorder, type Refusal } from '../history/apply-recorder.js';
import { historyPlace } from '../history/history-files.js';
import { type Actor, isRunning, readGitRevision, whoAmI } from '../history/provenance.js';
import {
  type History,
  type HistoryRehearsal,
  type RecordedApply,
  readHistory,
  refuseUsedPlan,
} from '../history/read-history.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import type { AskedRotation } from '../reconciler/plan/asked-rotation.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import type { ApplyCommandOptions } from './options.js';
import { diagnosticsOfFailure } from './run-command.js';
import type { Terminal } from './terminal.js';

/** The history of one apply. What goes wrong with it is told as a warning, and changes nothing else. */
export interface ApplyHistory {
  /** Takes down how the steps end. */
  readonly emit: Emit;
  /** From now on it is known where it is written. Throws `guard.plan-used` for a saved plan that an apply has used. */
  open(topology: Topology, saved: Plan | undefined): Promise<void>;
  /**
   * The server was asked: what is written from now on says who we are there. Throws as `open` does: who waited for the lock
   * may have waited for one who used the plan.
   */
  observed(login: string): Promise<void>;
  /** The rehearsal that counts for what is begun next. */
  rehearsed(rehearsal: HistoryRehearsal): void;
  begin(plan: Plan): Promise<void>;
  end(outcome: ApplyOutcome, codes: readonly string[]): Promise<void>;
  /** An apply that did not begin; it is written down where a guard refused it. */
  refused(refusals: readonly Refusal[]): Promise<void>;
  /** An apply that ended in an error: as one that a guard refused, or where it had begun as one that failed. */
  failed(error: unknown): Promise<void>;
}

export function applyHistory(
  options: ApplyCommandOptions & Pick<Recorded, 'rotate' | 'actor'>,
  terminal: Terminal,
  emit: Emit,
): ApplyHistory {
  let recorder: Promise<ApplyRecorder> | undefined;
  let begun: ApplyRecorder | undefined;
  let ended = false;
  let file: string | undefined;
  let saved: Plan | undefined;
  let plan: Partial<Pick<Plan, 'id' | 'targets' | 'fingerprint'>> = {};
  let login: string | null = null;
  let rehearsal: HistoryRehearsal | undefined;
  const tell = (warnings: readonly Diagnostic[]) => {
    for (const warning of warnings) emit({ type: 'diagnostic', diagnostic: warning });
  };
  const refuseUsed = async () => {
    // A plan that does nothing is not used up.
    if (file === undefined || saved?.id === undefined || saved.steps.length === 0) return;
    let applies: History['applies'] = [];
    try {
      applies = (await readHistory(file, { isRunning })).applies;
    } catch (error) {
      if (!isScaleoutError(error, 'history.unreadable')) throw error;
      tell([diagnostic(error.code, error.message, { severity: 'warning' })]);
    }
    refuseUsedPlan(saved.id, applies);
  };
  const refused = async (refusals: readonly Refusal[]) => {
    const made = await recorder;
    if (made !== undefined && refusals.length > 0) tell(await made.refused(refusals, plan, login));
  };
  return {
    emit: (event) => begun?.emit(event),
    async open(topology, given) {
      file = historyPlace(topology, options.history, terminal.env);
      if (file !== undefined) recorder = openRecorder(file, topology, options, terminal.env);
      saved = given;
      plan = given ?? {};
      await refuseUsed();
    },
    async observed(name) {
      login = name;
      await refuseUsed();
    },
    rehearsed(one) {
      rehearsal = one;
    },
    async begin(made) {
      begun = await recorder;
      if (begun !== undefined) tell(await begun.begin(made, login ?? '', { rehearsal }));
    },
    async end(outcome, codes) {
      if (begun !== undefined && !ended) tell(await begun.end(outcome, codes));
      ended = true;
    },
    refused,
    async failed(error) {
      const [first, ...others] = diagnosticsOfFailure(error);
      if (ended) return;
      if (begun !== undefined) tell(await begun.end({ result: 'failed', code: first?.code ?? 'command.unexpected' }));
      else if (first !== undefined && isScaleoutError(error) && error.exitCode === 5) await refused([first, ...others]);
    },
  };
}

function recordedRotation(rotate: AskedRotation): NonNullable<RecordedApply['options']['rotate']> {
  return rotate.of === 'master' ? { of: rotate.of, phase: rotate.phase } : { of: rotate.of };
}

type Recorded = Pick<
  ApplyCommandOptions,
  'yes' | 'allowDestructive' | 'target' | 'exclude' | 'sandbox' | 'planFile' | 'maintenance'
> & {
  readonly includeSuspended?: boolean;
  /** Where scaleout rotate makes it. */
  readonly rotate?: AskedRotation;
  /** Who asked for it by the page; absent: whoever runs this process. */
  readonly actor?: Actor | undefined;
  /** Where a watch makes it by itself. */
  readonly watch?: { readonly mode: 'safe' | 'full'; readonly approve: boolean };
};

/** Writes one apply with these options into the history that lives in that file. */
export async function openRecorder(
  file: string,
  topology: Topology,
  { yes, allowDestructive, includeSuspended, rotate, target, exclude, sandbox, planFile, ...by }: Recorded,
  env: NodeJS.ProcessEnv,
): Promise<ApplyRecorder> {
  const { name, source, catalog } = topology;
  const { actor, maintenance, watch } = by;
  const chosen = target.length > 0 || exclude.length > 0;
  const git = await readGitRevision(source.file, env);
  return applyRecorder({
    file,
    now: Date.now,
    heading: {
      id: randomUUID(),
      tool: { name: 'ssis-scaleout', version },
      who: actor?.who ?? whoAmI(env),
      options: {
        yes,
        allowDestructive,
        ...(maintenance === undefined ? {} : { maintenance }),
        ...(includeSuspended === true ? { includeSuspended } : {}),
        ...(rotate === undefined ? {} : { rotate: recordedRotation(rotate) }),
        ...(chosen ? { targets: { include: target, exclude } } : {}),
        ...(watch === undefined ? {} : { watch }),
      },
      topology: { name, ...source, git },
      catalog: {
        server: catalog.server.text,
        database: catalog.database,
        ...(sandbox === undefined ? {} : { sandbox }),
      },
      planFile: planFile ?? null,
    },
  });
}
