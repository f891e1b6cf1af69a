import type { UrlReservation } from '../../../domain/examination.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { everyService, examined } from '../examined-machine.js';
import { atNodes, nodeFault, untilFailover } from '../master-node.js';
import { quotedText } from '../powershell.js';

export const masterUrlReservation: Check = {
  id: 'master.url-reservation',
  title: "The master's URL is kept for the account of its service",
  reads:
    "of a service that does not run, or does not listen: UrlAclInfo of http.sys for https and the master's port, against the SID of the service's account",
  source: 'Inferred: http.sys lets an account listen for which the URL is kept, or an administrator; WCF over http.sys',
  cause: 'The URL of the master is reserved for another account than the one that runs the service.',
  remedy: 'Reserve it for that account (netsh http add urlacl).',
  page: pages.highAvailability,
  door: 'examination',
  withoutCatalog: true,
  leadsTo: [
    { check: 'master.service', at: 'same' },
    { check: 'master.port', at: 'same' },
  ],
  run(context) {
    const { port } = context.fleet.master;
    return atNodes(context, ({ checked, target, name, machine, installation }) => {
      const { service } = installation;
      const listeners = examined(machine, 'listeners');
      const isListening =
        typeof listeners !== 'string' && listeners.some((one) => one.port === port && one.processId === 4);
      // What listens may do so.
      if (service.state === 'running' && isListening) return ok(target);
      const urls = examined(machine, 'urls');
      if (typeof urls === 'string') return unknown(target, `the URLs of http.sys: ${urls}`);
      const kept = urls.filter((one) => isFor(one, port));
      if (kept.length === 0 || service.accountSid === 'S-1-5-18') return ok(target);
      if (service.accountSid === null) return unknown(target, `the account ${service.account} cannot be resolved`);
      const own = [service.accountSid, ...everyService];
      if (kept.some(({ accounts }) => accounts.some((sid) => own.includes(sid)))) return ok(target);
      const services = examined(machine, 'services');
      const seen = typeof services === 'string' ? undefined : services.find((one) => one.name === service.name);
      if (seen?.administrator.known !== true)
        return unknown(target, 'whether its account is an administrator is not known');
      if (seen.administrator.value) return ok(target);
      const fault = nodeFault([checked], ['silence', 'cutOff']);
      return {
        target,
        ...fault,
        summary: `http.sys on ${name} keeps the master's URL for another account`,
        evidence: [
          ...kept.map(({ url, accounts }) => ({
            read: url,
            where: `UrlAclInfo of ${name}`,
            value: accounts.join(', ') || '(nobody)',
          })),
          {
            read: 'account',
            where: `service ${service.name} on ${name}`,
            value: `${service.account} (${service.accountSid})`,
          },
        ],
        cause: `A service opens a URL only where that is kept for its account. The account was changed, it seems.${untilFailover(fault)}`,
        remedy: 'Keep the URL for the account that the service has now, then start the service.',
        command: kept
          .map(({ url }) => {
            const named = `urlacl url=${quotedText(url)}`;
            return `netsh http delete ${named}; netsh http add ${named} user=${quotedText(service.account)}`;
          })
          .join('; '),
      };
    });
  },
};

/** `https://+:8391/`, `https://*:8391/SomePath/`, `https://host:8391/`. */
function isFor({ url }: UrlReservation, port: number): boolean {
  return new RegExp(`^https://[^/]*:${port}/`, 'i').test(url);
}
