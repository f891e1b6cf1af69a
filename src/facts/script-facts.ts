import {
  agentIdKey,
  configFiles,
  configFolder,
  configSetupKey,
  endpointKey,
  heartbeatToleranceKey,
  leaseIntervalKey,
  thumbprintKeys,
} from './configs.js';
import type { Fact } from './fact.js';
import { logBase, logFamilies, logOthers, logRoles } from './log-folders.js';
import { serviceNames } from './services.js';

/**
 * The facts that the machines' script works by: `Get-Fact 'service.names'` gives a value there. Values are texts, numbers
 * or lists of them, in ASCII.
 */
export const scriptFacts: readonly Fact<string | number | readonly (string | number)[]>[] = [
  agentIdKey,
  configFiles,
  configFolder,
  configSetupKey,
  endpointKey,
  heartbeatToleranceKey,
  leaseIntervalKey,
  logBase,
  logFamilies,
  logOthers,
  logRoles,
  serviceNames,
  thumbprintKeys,
];
