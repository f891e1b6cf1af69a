import type { SqlValue } from '../sql-value.js';
import { type Execution, type Flow, isCaught, type Plan, runSteps } from './statements/execution.js';

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
