import { heartbeatToleranceKey, leaseIntervalKey } from '../../facts/configs.js';
import type { Parsed } from './parsed.js';

/** Whole numbers, with the least that each may be. */
const counts: ReadonlyMap<string, number> = new Map([
  ['MaxTaskCount', 1],
  ['TaskLogLevel', 0],
  ['ExecutionLogMaxBufferLogCount', 1],
  ['ExecutionLogMaxInMemoryBufferCount', 1],
  ['ExecutionLogRetryCount', 0],
]);

/** Times as .NET writes them. */
const times: ReadonlySet<string> = new Set<string>([
  'AgentHeartbeatInterval',
  'TaskHeartbeatInterval',
  ...heartbeatToleranceKey.value,
  ...leaseIntervalKey.value,
  'ExecutionLogRetryTimeout',
]);

const time = /^(\d{1,8}\.)?([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/;

/** Whether a value can be that of a key of WorkerSettings.config: a service with a wrong one would not start. */
export function parseSetting(key: string, value: string | number | boolean): Parsed<string> {
  const text = String(value);
  const least = counts.get(key);
  if (least !== undefined && !(/^\d{1,9}$/.test(text) && Number(text) >= least)) {
    return { wrong: `must be a whole number, at least ${least}.` };
  }
  if (times.has(key) && !time.test(text)) {
    return { wrong: 'must be a time such as 00:01:00, with days 7.00:00:00.' };
  }
  return { value: text };
}
