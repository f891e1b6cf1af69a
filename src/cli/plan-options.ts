import { randomUUID } from 'node:crypto';
import type { PlanOptions } from '../reconciler/plan.js';
import { connectionWarnings } from '../topology/connection-warnings.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import type { WorldOptions } from './options.js';

/** What plan and apply tell the planner of the command line, at this moment. */
export function planOptions({ target, exclude, sandbox, takeOver }: WorldOptions, topology: Topology): PlanOptions {
  return {
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    takeOver,
    targets: { include: target, exclude },
    // A sandbox stands in for the server, and is reached in a way of its own.
    ...(sandbox === undefined ? { warnings: connectionWarnings(topology.catalog) } : { sandbox }),
  };
}
