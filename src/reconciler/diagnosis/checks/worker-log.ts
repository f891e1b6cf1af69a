import { troubleSince } from '../../view/log-trouble.js';
import { silentLog, troubleText } from '../../view/machine.js';
import { type Check, type CheckedWorker, ok, pages, unknown } from '../check.js';
import { atWorkers } from '../worker-machine.js';

export const workerLog: Check = {
  id: 'worker.log',
  title: 'The log of a silent worker has no known trouble',
  reads:
    "of a worker that is not heard of: what its log says after its last accepted heartbeat, and since its service runs, by the texts of Microsoft's article or the types of exceptions",
  source:
    'Microsoft: Troubleshoot Scale Out; the times of lines are read in forms that .NET writes (inferred: no log of a service was seen)',
  cause: 'The log of the worker says what it meets when it connects to the master.',
  remedy: 'See what the line says.',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [
    { check: 'worker.offline', at: 'same' },
    { check: 'worker.unregistered', at: 'same' },
  ],
  run(context) {
    const { observation, rows } = context;
    return atWorkers(context, ({ worker, target, name, machine }) => {
      if (worker.isHeard === true) return ok(target);
      if (!rows.known) return unknown(target, `whether it is heard of is not known: ${rows.reason}`);
      const [found] = troubleSince(machine, 'worker', lastHeartbeat(worker), observation);
      if (found === undefined) {
        const isThere = machine.logs.some(({ role, newest }) => role === 'worker' && newest !== null);
        return isThere ? ok(target) : unknown(target, silentLog(machine.logs, 'worker').trim() || 'no log was found');
      }
      const { cause, remedy } = troubleText(found.kind);
      return {
        target,
        result: 'error',
        summary: `The log of the worker on ${name} says${found.when}: ${cause}`,
        evidence: [{ read: found.line, where: `${found.file} on ${name}`, value: found.at ?? 'of unknown time' }],
        cause: 'The worker wrote it when a heartbeat failed, and none was accepted since.',
        remedy: `${remedy} Mended a moment ago? The line stays, and the next heartbeat comes within a minute: ask again.`,
      };
    });
  },
};

/** Of a worker without a row of its own the rows of its earlier installations tell when one was last accepted. Null: nothing does. */
function lastHeartbeat({ row, match }: CheckedWorker): string | null {
  if (row !== undefined) return row.lastOnline;
  if (match?.state !== 'awaitingRegistration') return null;
  const [latest] = match.stale.toSorted((one, other) => one.lastOnlineAge - other.lastOnlineAge);
  return latest?.lastOnline ?? null;
}
