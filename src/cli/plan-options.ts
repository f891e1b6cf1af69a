import { randomUUID } from 'node:crypto';
import type { PlanOptions } from '../reconciler/plan.js';
import { version } from '../version.js';
import type { WorldOptions } from './program.js';

/** What plan and apply tell the planner of the command line, at this moment. */
export function planOptions({ target, exclude, sandbox, takeOver }: WorldOptions): PlanOptions {
  return {
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    takeOver,
    targets: { include: target, exclude },
    ...(sandbox === undefined ? {} : { sandbox }),
  };
}
