import type { Column, Reply, SqlType, SqlValue } from '../../engine.js';
import type { Variable } from '../expressions/compilation.js';
import type { SessionState } from '../session-state.js';

/** Resolves after that many milliseconds, or when the signal is aborted. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** One batch, or one text inside of sp_executesql, while it runs. */
export interface Execution {
  readonly session: SessionState;
  readonly reply: Reply;
  readonly signal: AbortSignal;
  readonly plans: Plans;
  readonly sleep: Sleep;
  readonly variables: SqlValue[];
  /** How many TRY blocks of this text are open. */
  tries: number;
  /** A TRY block further out waits for errors. */
  readonly caughtOutside: boolean;
}

/** Where to go on: `endScope` leaves this text, `endBatch` all of the request. */
export type Flow = 'next' | 'break' | 'continue' | 'return' | 'endScope' | 'endBatch';

/** A compiled statement. */
export type Step = (execution: Execution) => Flow | Promise<Flow>;

export interface PlanParameter {
  readonly name: string;
  /** In lower case. */
  readonly key: string;
  readonly type: SqlType;
  readonly output: boolean;
  /** What it is where the caller gives nothing; absent where the caller must. */
  readonly defaultOf?: (execution: Execution) => SqlValue;
}

/** A text that is parsed and compiled, for any session that is in the same database. */
export interface Plan {
  readonly parameters: readonly PlanParameter[];
  /** The parameters come first. */
  readonly variables: readonly Variable[];
  readonly steps: readonly Step[];
  /** SET in it: the session's options are put back where its scope ends. */
  readonly setsOptions: boolean;
  /** The columns of the text's only result, where it is a single query. */
  readonly columns: ((execution: Execution) => readonly Column[] | undefined) | undefined;
}

/** Compiled texts, shared by the sessions of one database: clients repeat themselves. */
export interface Plans {
  /** Throws the first fault of the text. */
  get(text: string, declaration: string, session: SessionState): Promise<Plan>;
}

export function isCaught(execution: Execution): boolean {
  return execution.tries > 0 || execution.caughtOutside;
}

/** Runs statements one after the other; stops between two of them when the signal is aborted. */
export async function runSteps(steps: readonly Step[], execution: Execution): Promise<Flow> {
  for (const step of steps) {
    if (execution.signal.aborted) return 'endBatch';
    const flow = step(execution);
    const outcome = typeof flow === 'string' ? flow : await flow;
    if (outcome !== 'next') return outcome;
  }
  return 'next';
}

/** Runs a text inside of another: its database and options end with it. */
export async function runPlan(plan: Plan, variables: SqlValue[], outer: Execution): Promise<Flow> {
  const { session, reply } = outer;
  const { database } = session.context;
  const options = plan.setsOptions ? { ...session.options, switches: new Set(session.options.switches) } : undefined;
  try {
    const { signal, plans, sleep } = outer;
    const inner: Execution = {
      session,
      reply,
      signal,
      plans,
      sleep,
      variables,
      tries: 0,
      caughtOutside: isCaught(outer),
    };
    return await runSteps(plan.steps, inner);
  } finally {
    if (options !== undefined) session.options = options;
    if (session.context.database !== database) {
      reply.databaseChanged(session.context.database, database);
      session.context = { ...session.context, database };
    }
  }
}
