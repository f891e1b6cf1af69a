import { type Check, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { atWorkers } from '../worker-machine.js';

export const workerDumpOnErrors: Check = {
  id: 'worker.dump-on-errors',
  title: 'A dump that was asked for can be written',
  reads:
    "DUMP_ON_ERROR of executions that ended unexpectedly or ran more than once in the last seven days, and whether the account of their worker's service is an administrator there",
  source: 'Microsoft: Run packages in Scale Out (a dump needs an administrator)',
  cause: 'The account of the service is no administrator, so no dump is written.',
  remedy: "Do without dumps, or let an administrator's account run the service.",
  page: pages.runPackages,
  door: 'examination',
  run(context) {
    const { repeated } = context.examination ?? {
      repeated: { known: false, reason: 'the catalog was not examined' } as const,
    };
    return atWorkers(context, ({ worker, target, name, machine, installation }) => {
      const { row } = worker;
      if (!repeated.known) return unknown(target, repeated.reason);
      const own = repeated.value.filter((one) => row !== undefined && one.worker === row.id);
      const asked = own.filter(({ dumpOnError }) => dumpOnError.known && dumpOnError.value);
      const [first] = asked;
      if (first === undefined) {
        const unseen = own.find(({ dumpOnError }) => !dumpOnError.known)?.dumpOnError;
        return unseen?.known === false ? unknown(target, `DUMP_ON_ERROR: ${unseen.reason}`) : ok(target);
      }
      const services = examined(machine, 'services');
      const service =
        typeof services === 'string' ? undefined : services.find((one) => one.name === installation.service.name);
      const administrator = service?.administrator;
      if (administrator?.known !== true)
        return unknown(
          target,
          administrator?.reason ?? (typeof services === 'string' ? services : 'its account was not examined'),
        );
      if (administrator.value) return ok(target);
      return {
        target,
        result: 'warning',
        summary: `A dump was asked for on ${name}, and its worker may not write one`,
        evidence: [
          {
            read: 'DUMP_ON_ERROR',
            where: `execution ${first.executionId}, ${first.folder}/${first.project}/${first.package}`,
            value: 'true',
          },
          {
            read: 'account',
            where: `service ${installation.service.name} on ${name}`,
            value: `${installation.service.account}, no administrator`,
          },
        ],
        cause:
          'Only an administrator of the machine may write the dump of a package: by design it is left out otherwise.',
        remedy:
          'Reproduce the error on a machine where a dump may be written. Making the account an administrator gives every package that right.',
      };
    });
  },
};
