import { procedures } from '../procedures/registry.js';
import { catalogProperties } from './catalog-properties.js';
import { databasePrincipals, databaseRoleMembers } from './database-principals.js';
import { databases } from './databases.js';
import { executions } from './executions.js';
import { extendedProperties } from './extended-properties.js';
import { folders } from './folders.js';
import { informationSchema } from './information-schema.js';
import { masterProperties } from './master-properties.js';
import { operations } from './operations.js';
import { packages } from './packages.js';
import { projects } from './projects.js';
import { serverPrincipals } from './server-principals.js';
import { shapeViews } from './shape.js';
import { tasks } from './tasks.js';
import type { View } from './view.js';
import { workerAgentPerfcounter } from './worker-agent-perfcounter.js';
import { workerAgents } from './worker-agents.js';

const views: readonly View[] = [
  workerAgents,
  workerAgentPerfcounter,
  masterProperties,
  catalogProperties,
  executions,
  operations,
  folders,
  projects,
  packages,
  tasks,
  databases,
  serverPrincipals,
  extendedProperties,
  databasePrincipals,
  databaseRoleMembers,
  ...informationSchema(() => viewsByName.values()),
];

/** By schema and name, in lower case. */
export const viewsByName: ReadonlyMap<string, View> = new Map(
  [...views, ...shapeViews(views, procedures)].map((view) => [`${view.schema}.${view.name}`, view]),
);
