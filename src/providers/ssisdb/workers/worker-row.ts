import { type WorkerRow, workerAgentId } from '../../../reconciler/worker-row.js';
import { nullableText, seconds, utcText } from '../values.js';

/** A row of catalog.worker_agents, in the order of columns that both statements select. */
export function workerRow(values: readonly unknown[]): WorkerRow {
  const [id, enabled, displayName, description, tags, machineName, userAccount, lastOnline, age] = values;
  return {
    id: workerAgentId(String(id)),
    enabled: enabled === true || enabled === 1,
    displayName: nullableText(displayName),
    description: nullableText(description),
    tags: nullableText(tags),
    machineName: nullableText(machineName),
    userAccount: nullableText(userAccount),
    lastOnline: utcText(String(lastOnline)),
    lastOnlineAge: seconds(age),
  };
}
