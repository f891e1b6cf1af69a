import type { View } from '../model.js';
import { procedures } from '../procedures/registry.js';
import { agentViews } from './agent.js';
import { availabilityViews } from './availability.js';
import { executions } from './executions.js';
import { internalViews } from './internal.js';
import { operations, tasks } from './operations.js';
import { folders, packages, projects } from './projects.js';
import {
  catalogProperties,
  databasePrincipals,
  databaseRoleMembers,
  databases,
  extendedProperties,
  informationSchema,
  serverPrincipals,
} from './server.js';
import { shapeViews } from './shape.js';
import { masterProperties, workerAgentPerfcounter, workerAgents } from './worker-agents.js';

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
  ...availabilityViews,
  ...internalViews,
  ...agentViews,
  ...informationSchema(() => viewsByName.values()),
];

/** By schema and name, in lower case. */
export const viewsByName: ReadonlyMap<string, View> = new Map(
  [...views, ...shapeViews(views, procedures)].map((view) => [`${view.schema}.${view.name}`, view]),
);
