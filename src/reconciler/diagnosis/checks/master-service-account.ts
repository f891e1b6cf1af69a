import { type Check, ok, pages } from '../check.js';
import { atNodes, nodeFault, untilFailover } from '../master-node.js';
import { accountOutcome } from '../service-account.js';
import { isForAnother, lastHeartbeatOf } from '../startable-node.js';

export const masterServiceAccount: Check = {
  id: 'master.service-account',
  title: "The account of the master's service can log on",
  reads:
    'of a service that does not run: entries 7000, 7038 and 7041 of Service Control Manager in the System log of the node, of the last seven days and after the last heartbeat',
  source: 'System error codes of Windows (winerror.h); the ids of the entries are from memory (inferred)',
  cause: 'The account of the service is locked, has another password, or lost its right to log on as a service.',
  remedy: 'Mend the account, then start the service.',
  page: pages.highAvailability,
  door: 'examination',
  withoutCatalog: true,
  leadsTo: [{ check: 'master.service', at: 'same' }],
  run(context) {
    const { observation } = context;
    return atNodes(context, ({ checked, target, machine, installation }) => {
      const lastHeartbeat = lastHeartbeatOf(checked, context);
      const found = accountOutcome({ target, machine, role: 'master', installation, lastHeartbeat }, observation);
      if (found.result !== 'error' && found.result !== 'warning') return found.result === 'ok' ? ok(target) : found;
      const fault = nodeFault([checked], isForAnother(checked, context) ? [] : ['silence', 'cutOff']);
      return { ...found, ...fault, cause: `${found.cause}${untilFailover(fault)}` };
    });
  },
};
