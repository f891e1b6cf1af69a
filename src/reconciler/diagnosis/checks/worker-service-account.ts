import { type Check, pages } from '../check.js';
import { accountOutcome } from '../service-account.js';
import { atWorkers, cutOff } from '../worker-machine.js';

export const workerServiceAccount: Check = {
  id: 'worker.service-account',
  title: "The account of the worker's service can log on",
  reads:
    'of a service that does not run: entries 7000, 7038 and 7041 of Service Control Manager in the System log of the machine, of the last seven days and after the last heartbeat',
  source: 'System error codes of Windows (winerror.h); the ids of the entries are from memory (inferred)',
  cause: 'The account of the service is locked, has another password, or lost its right to log on as a service.',
  remedy: 'Mend the account, then start the service.',
  page: pages.troubleshooting,
  door: 'examination',
  withoutCatalog: true,
  leadsTo: [{ check: 'worker.service', at: 'same' }, ...cutOff],
  run(context) {
    return atWorkers(context, ({ worker, target, machine, installation }) =>
      accountOutcome(
        { target, machine, role: 'worker', installation, lastHeartbeat: worker.row?.lastOnline ?? null },
        context.observation,
      ),
    );
  },
};
