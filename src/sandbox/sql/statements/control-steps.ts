import type { Predicate } from '../expressions/scalar.js';
import { SqlError } from '../sql-error.js';
import { type Execution, type Flow, runSteps, type Step } from './execution.js';
import type { PreparedPart } from './prepared-statement.js';

export function ifStep(condition: PreparedPart<Predicate>, then: Step, otherwise: Step | undefined): Step {
  return (execution) => {
    const { inner, run } = condition.start(execution);
    const holds = inner(run) === true;
    execution.session.error = 0;
    return holds ? then(execution) : (otherwise?.(execution) ?? 'next');
  };
}

/** Rounds of a loop between which others get their turn, and an attention is heard. */
const roundsAtOnce = 200;

export function whileStep(condition: PreparedPart<Predicate>, body: Step): Step {
  return async (execution) => {
    for (let round = 1; ; round += 1) {
      if (execution.signal.aborted) return 'endBatch';
      const { inner, run } = condition.start(execution);
      if (inner(run) !== true) return 'next';
      const flow = await body(execution);
      if (flow === 'break') return 'next';
      if (flow !== 'next' && flow !== 'continue') return flow;
      if (round % roundsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

export function blockStep(body: readonly Step[]): Step {
  return (execution) => runSteps(body, execution);
}

/** Errors of the body go to the handler, which the ERROR_ functions tell about them. */
export function tryStep(body: readonly Step[], handler: readonly Step[]): Step {
  return async (execution) => {
    execution.tries += 1;
    let caught: SqlError;
    try {
      return await runSteps(body, execution);
    } catch (error) {
      if (!(error instanceof SqlError) || error.detail.class >= 20) throw error;
      caught = error;
    } finally {
      execution.tries -= 1;
    }
    return handle(caught, handler, execution);
  };
}

async function handle({ detail }: SqlError, handler: readonly Step[], execution: Execution): Promise<Flow> {
  const { session } = execution;
  const before = session.caught;
  session.caught = detail;
  session.error = detail.number;
  try {
    return await runSteps(handler, execution);
  } finally {
    session.caught = before;
  }
}

/** RETURN in a batch: its value means nothing there. */
export const returnStep: Step = () => 'return';
