import {
  issuerListEvent,
  issuerListValue,
  keyFolders,
  masterUsages,
  pfxFlags,
  schannelKey,
  tlsPlaces,
  tpmFolder,
  tpmProvider,
  trustModeValue,
  workerUsages,
} from './certificates.js';
import {
  agentIdKey,
  configFiles,
  configFolder,
  configSetupKey,
  endpointKey,
  folderKeys,
  heartbeatToleranceKey,
  leaseIntervalKey,
  thumbprintKeys,
} from './configs.js';
import type { Fact } from './fact.js';
import {
  bindingOptionValues,
  bindingPlace,
  checkOptions,
  flagOptions,
  urlReservations,
  valueOptions,
  windowsBuild,
} from './http.js';
import { logBase, logExceptions, logFamilies, logOthers, logRoles, logTexts } from './logs.js';
import {
  accountRights,
  clusterResources,
  clusterService,
  rightsExport,
  serviceNames,
  systemEvents,
} from './windows.js';

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
  masterUsages,
  pfxFlags,
  schannelKey,
  issuerListValue,
  trustModeValue,
  logTexts,
  logExceptions,
  systemEvents,
  issuerListEvent,
  accountRights,
  rightsExport,
  urlReservations,
  tlsPlaces,
  folderKeys,
];
