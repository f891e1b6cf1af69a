import { spellingsOf } from '../config-file/read-config-file.js';
import { certificateKeys } from '../facts/configs.js';
import type { ConfigView, Scalar } from '../reconciler/view/config.js';
import type { MachineView } from '../reconciler/view/machine.js';
import { parseSetting } from '../topology/values/worker.js';

export type Settings = Readonly<Record<string, Scalar>>;

/** What setup writes into WorkerSettings.config, as Microsoft's page on the worker documents it. */
const documented: Settings = {
  AgentHeartbeatInterval: '00:01:00',
  TaskHeartbeatInterval: '00:00:10',
  HeartbeatErrorTolerance: '00:10:00',
  MaxTaskCount: 10,
  LeaseInterval: '00:01:00',
  TaskLogLevel: 126,
  ExecutionLogMaxBufferLogCount: 10_000,
  ExecutionLogMaxInMemoryBufferCount: 10,
  ExecutionLogRetryCount: 3,
  ExecutionLogRetryTimeout: '7.00:00:00',
};

/** Keys that the page names without a value: what more than half of the fleet's workers have stands for it. */
const undocumented = [
  'TaskRequestMaxCPU',
  'TaskRequestMinMemory',
  'TasksRootFolder',
  'TaskLogSegment',
  'TaskLogEnabled',
  'ExecutionLogCacheFolder',
] as const;

/** Where no value is the usual one, each is worth writing. */
const unlikeAny = '\u0000';

/** The most characters of a setting that is written. */
const longest = 4_096;

/** What a worker of the fleet has that nobody changed: setup's values, else what more than half of them have. */
export function usualSettings(configs: readonly ConfigView[]): Settings {
  const usual: Record<string, Scalar> = { ...documented };
  for (const key of undocumented) {
    const counts = new Map<string, number>();
    for (const config of configs) {
      const value = config.text(key);
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const most = [...counts].find(([, count]) => count * 2 > configs.length);
    if (counts.size > 0) usual[key] = most?.[0] ?? unlikeAny;
  }
  return usual;
}

/**
 * The settings of a worker's own config that somebody has changed, by the spelling that the file has of them. Where it has
 * both spellings of a key, one is written; none where they have two values, for which one the service reads is not known.
 */
export function changedSettings(config: ConfigView, usual: Settings): Settings {
  const changed: Record<string, Scalar> = {};
  if (config.state === 'unread') return changed;
  for (const { key, before } of config.differing(usual)) {
    if (!isWritable(key, before) || config.differing({ [key]: before }).length > 0) continue;
    if (spellingsOf(key).every((spelling) => !Object.hasOwn(changed, spelling))) changed[key] = before;
  }
  return changed;
}

/** The certificate that a worker's own config names, and until when it is valid where it is there; undefined: none. */
export function certificateText(config: ConfigView, { my }: MachineView): string | undefined {
  const print = config.text(certificateKeys.value.worker)?.toUpperCase();
  if (print === undefined || !/^[0-9A-F]{40}$/.test(print)) return undefined;
  const stored = my.known ? my.value.certificates.find((found) => found.thumbprint === print) : undefined;
  return stored === undefined ? print : `${print}, valid until ${stored.notAfter.slice(0, 10)}`;
}

function isWritable(key: string, value: Scalar | null): value is Scalar {
  // What no service could run with is not for a topology to keep.
  if (value === null || 'wrong' in parseSetting(key, value)) return false;
  // The schema knows no infinity, which is what 1e999 reads as.
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'boolean' || value.length <= longest;
}
