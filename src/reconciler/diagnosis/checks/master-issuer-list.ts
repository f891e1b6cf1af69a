import { issuerListBytes, issuerListEvent } from '../../../facts/certificates.js';
import { moment } from '../../../text/times.js';
import { counted } from '../../../text/words.js';
import { isIssuerListSent, issuerListWarnFrom } from '../../view/certificates.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { examined } from '../examined-machine.js';
import { atNodes, isAnyHeard, nodeFault } from '../master-node.js';

export const masterIssuerList: Check = {
  id: 'master.issuer-list',
  title: 'The list of trusted issuers has room',
  reads: `LocalMachine\\Root of each node: certificates and the size of their subjects, warned of from ${issuerListWarnFrom} bytes on; SendTrustedIssuerList of SCHANNEL; entry ${issuerListEvent.value} of Schannel in the System log`,
  source: 'Microsoft: KB 2464556, 933430, 2802568, 2880390',
  cause: 'The list of issuers in Root is longer than the 16 KB that Schannel sends.',
  remedy: 'Take certificates out of Root that nobody needs, or send no list.',
  page: pages.troubleshooting,
  door: 'examination',
  withoutCatalog: true,
  run(context) {
    return atNodes(context, ({ checked, target, name, machine }) => {
      const root = examined(machine, 'root');
      const events = examined(machine, 'events');
      const cut = typeof events === 'string' ? undefined : events.find(({ id }) => id === issuerListEvent.value);
      const setting = machine.schannel.sendTrustedIssuerList;
      const isSent = isIssuerListSent(machine);
      if (typeof root === 'string' && cut === undefined) return unknown(target, `Root: ${root}`);
      const bytes = typeof root === 'string' ? 0 : root.subjectBytes;
      const isCutNow = cut !== undefined && Date.parse(machine.observedAt) - Date.parse(cut.at) < day;
      if (!isCutNow && !(isSent && bytes >= issuerListWarnFrom)) {
        // What the log would say is not known: that alone is no reason where no list is sent.
        return isSent && typeof events === 'string' ? unknown(target, `the System log: ${events}`) : ok(target);
      }
      const size =
        typeof root === 'string'
          ? []
          : [
              {
                read: 'subjects',
                where: `LocalMachine\\Root on ${name}`,
                value: `${counted(root.certificates, 'certificate')}, ${bytes} bytes of ${issuerListBytes.value}`,
              },
            ];
      const entry =
        cut === undefined
          ? []
          : [
              {
                read: `event ${cut.id} at ${moment(cut.at)}`,
                where: `System log of ${name}, Schannel`,
                value: cut.message,
              },
            ];
      const fault =
        isCutNow && !isAnyHeard(context) ? nodeFault([checked], ['cutOff']) : ({ result: 'warning' } as const);
      return {
        target,
        ...fault,
        summary: isCutNow
          ? `Schannel on ${name} cuts its list of trusted issuers`
          : `The list of trusted issuers of ${name} is nearly full`,
        evidence: [
          ...size,
          {
            read: 'SendTrustedIssuerList',
            where: `SCHANNEL of ${name}`,
            value: setting === null ? '(none)' : String(setting),
          },
          ...entry,
        ],
        cause:
          'The list holds 16 KB. Workers whose certificates fall out of it are refused (403), and which ones is chance.',
        remedy:
          'Take certificates that nobody uses out of Root, or set SendTrustedIssuerList to 0, with which no list is sent and none is cut.',
        command:
          'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL SendTrustedIssuerList 0',
      };
    });
  },
};

const day = 86_400_000;
