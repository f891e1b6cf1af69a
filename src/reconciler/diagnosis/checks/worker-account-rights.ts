import type { AccountRight } from '../../../domain/examination.js';
import { listed } from '../../../text/words.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { atWorkers } from '../worker-machine.js';

const names: Readonly<Record<AccountRight, string>> = {
  replaceProcessToken: 'Replace a process level token',
  adjustMemoryQuotas: 'Adjust memory quotas for a process',
  impersonate: 'Impersonate a client after authentication',
};
const all: readonly AccountRight[] = ['replaceProcessToken', 'adjustMemoryQuotas', 'impersonate'];

export const workerAccountRights: Check = {
  id: 'worker.account-rights',
  title: "The account of the worker's service has the rights to run packages",
  reads: `user rights of the machine by secedit: ${listed(all.map((right) => names[right]))}, of the account and its groups`,
  source:
    'Microsoft: Configure Windows service accounts and permissions (rights that setup gives); that a worker needs each of them is inferred',
  cause: 'A policy took rights from the account that packages need.',
  remedy: 'Give the account the rights again (secpol.msc, or the group policy).',
  page: pages.worker,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    return atWorkers(context, ({ target, name, machine, installation }) => {
      const { service } = installation;
      const services = examined(machine, 'services');
      if (typeof services === 'string') return unknown(target, `the rights of accounts: ${services}`);
      const found = services.find((one) => one.name.toUpperCase() === service.name.toUpperCase());
      if (found === undefined) return unknown(target, 'its machine did not show the rights of its account');
      const { rights } = found;
      if (!rights.known) return unknown(target, `the rights of its account: ${rights.reason}`);
      const missing = all.filter((right) => !rights.value.includes(right));
      if (missing.length === 0) return ok(target);
      const words = missing.map((right) => `"${names[right]}"`);
      return {
        target,
        result: 'warning',
        summary: `The account of the worker's service on ${name} lacks ${listed(words)}`,
        evidence: [
          { read: 'account', where: `service ${service.name} on ${name}`, value: service.account },
          {
            read: 'rights',
            where: `user rights of ${name}`,
            value: rights.value.length === 0 ? '(none)' : listed(rights.value.map((right) => names[right])),
          },
        ],
        cause: 'By these rights the worker begins the processes of packages. A group policy may have taken them.',
        remedy:
          'Give the account the rights in the Local Security Policy or in the group policy that sets them, and restart the service.',
        command: 'secpol.msc',
      };
    });
  },
};
