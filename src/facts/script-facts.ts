import { keyFolders, tpmFolder, tpmProvider, workerUsages } from './certificates.js';
import { clusterResources, clusterService } from './cluster.js';
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
import { bindingOptionValues, bindingPlace, checkOptions, flagOptions, valueOptions, windowsBuild } from './http.js';
import { logBase, logFamilies, logOthers, logRoles } from './log-folders.js';
import { logExceptions, logTexts } from './logs.js';
import { issuerListValue, schannelKey, trustModeValue } from './schannel.js';
import { serviceNames } from './services.js';

/**
 * The facts that the machines' script works by: `Get-Fact 'service.names'` gives a value there. Values are texts, numbers
 * or lists of them, in ASCII.
 */
export const scriptFacts: readonly Fact<string | number | readonly (string | number)[]>[] = [
  clusterService,
  clusterResources,
  bindingPlace,
  bindingOptionValues,
  flagOptions,
  checkOptions,
  valueOptions,
  windowsBuild,
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
  keyFolders,
  tpmProvider,
  tpmFolder,
  workerUsages,
  schannelKey,
  issuerListValue,
  trustModeValue,
  logTexts,
  logExceptions,
];
