import { age, moment } from '../../../text/times.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { atWorkers } from '../worker-machine.js';

const hour = 3_600;
const day = 86_400;

export const workerLogCache: Check = {
  id: 'worker.log-cache',
  title: 'Messages of packages reach SSISDB',
  reads:
    "ExecutionLogCacheFolder of the worker: files that wait there, and since when; an hour is this program's own limit",
  source:
    'Microsoft: SSIS Scale Out Worker (ExecutionLogCacheFolder, ExecutionLogRetryTimeout: kept 7 days, then lost)',
  cause: 'Messages of packages wait on the worker, since the log database does not take them.',
  remedy: 'Mend the way to the log database before they are dropped.',
  page: pages.worker,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    return atWorkers(context, ({ target, name, machine }) => {
      const folders = examined(machine, 'folders');
      if (typeof folders === 'string') return unknown(target, `its folders: ${folders}`);
      const caches = folders.filter(({ role, use }) => role === 'worker' && use === 'logCache');
      if (caches.length === 0) return unknown(target, 'the folder of messages that wait was not seen');
      const now = Date.parse(machine.observedAt);
      const waiting = caches.flatMap((cache) => {
        const seconds = cache.oldest === null ? 0 : (now - Date.parse(cache.oldest)) / 1000;
        return seconds >= hour ? [{ ...cache, seconds }] : [];
      });
      const [worst] = waiting.toSorted((one, other) => other.seconds - one.seconds);
      if (worst === undefined) return ok(target);
      return {
        target,
        result: worst.seconds >= 6 * day ? 'error' : 'warning',
        summary: `Messages of packages wait on ${name} for ${age(worst.seconds)} to be written to SSISDB`,
        evidence: [
          {
            read: 'files',
            where: `${worst.path} on ${name}`,
            value: `${worst.isMore ? 'more than ' : ''}${worst.files}`,
          },
          {
            read: 'the oldest',
            where: `${worst.path} on ${name}`,
            value: worst.oldest === null ? '(none)' : moment(worst.oldest),
          },
        ],
        cause:
          'The worker cannot write them to SSISDB: the server is not reached from there, or its log login does not work. After 7 days they are lost.',
        remedy:
          'Look at the log login (##MS_SSISLogDBWorkerAgentLogin##) and at the way from the worker to the SQL Server.',
      };
    });
  },
};
