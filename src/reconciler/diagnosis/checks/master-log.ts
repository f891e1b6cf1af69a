import { isMasterOnline } from '../../../domain/rows.js';
import { troubleSince } from '../../view/log-trouble.js';
import { troubleText } from '../../view/machine.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atNodes } from '../master-node.js';

export const masterLog: Check = {
  id: 'master.log',
  title: 'The log of a silent master has no known trouble',
  reads:
    'of a master that is not heard of: what its log on each node says after its last heartbeat, and since its service runs, by the same texts as of a worker',
  source:
    'Microsoft: Troubleshoot Scale Out names the texts for workers; that a master writes the like is inferred, as is the form of the times',
  cause: 'The log of the master says what it meets.',
  remedy: 'See what the line says.',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: [{ check: 'master.silent', at: 'any' }],
  run(context) {
    const { observation, catalog } = context;
    const isOnline = isMasterOnline(catalog.master);
    return atNodes(context, ({ checked, target, name, machine }) => {
      if (isOnline === true) return ok(target);
      const [found] = troubleSince(machine, 'master', catalog.master.lastOnline, observation);
      if (found === undefined) {
        const isThere = machine.logs.some(({ role, newest }) => role === 'master' && newest !== null);
        return isThere ? ok(target) : unknown(target, 'no log was found');
      }
      const { cause, remedy } = troubleText(found.kind);
      return {
        target,
        // What a passive node wrote is not why the active one is silent.
        result: checked.isActive ? 'error' : 'warning',
        summary: `The log of the master on ${name} says${found.when}: ${cause}`,
        evidence: [{ read: found.line, where: `${found.file} on ${name}`, value: found.at ?? 'of unknown time' }],
        cause: 'The master wrote it after its last heartbeat.',
        remedy: `${remedy} Mended a moment ago? The line stays, and the next heartbeat comes within a minute: ask again.`,
      };
    });
  },
};
