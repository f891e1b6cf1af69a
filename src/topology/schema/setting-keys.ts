import { heartbeatToleranceKey, leaseIntervalKey, workerSettingKeys } from '../../facts/configs.js';

/** Known keys of WorkerSettings.config: those that schemas/topology.schema.json describes, and both spellings of two of them. */
export const settingKeys: ReadonlySet<string> = new Set<string>([
  ...workerSettingKeys.value,
  ...heartbeatToleranceKey.value,
  ...leaseIntervalKey.value,
]);
