import { isValidAt } from '../../view/certificates.js';
import { endedOrEarly } from '../certificate-time.js';
import { type Check, type Outcome, ok, pages } from '../check.js';
import { judgedAt } from '../clocks.js';
import { masterCertificates, namesOf, renewMaster } from '../master-certificate.js';
import { nodeFault, untilFailover } from '../master-node.js';

export const masterCertificateExpired: Check = {
  id: 'master.certificate-expired',
  title: "The master's certificate is valid now",
  reads:
    'NotBefore and NotAfter of the certificate that MasterSettings.config names, in LocalMachine\\Root of each node, by the clock of the SQL Server',
  source: 'Microsoft: Deal with certificates; RFC 5280, 4.1.2.5',
  cause: 'The certificate has ended, or does not hold yet.',
  remedy:
    'Apply the topology where it makes the new one; else import one on every node and name it in master.certificate first.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const now = judgedAt(context);
    return masterCertificates(context).map(({ stored, nodes, target }): Outcome => {
      if (isValidAt(stored, now)) return ok(target);
      const fault = nodeFault(nodes, ['cutOff']);
      return {
        target,
        ...fault,
        ...endedOrEarly(stored, "The master's certificate", `LocalMachine\\Root on ${namesOf(nodes)}`, now),
        cause: `Every worker refuses a master whose certificate is not valid.${untilFailover(fault)}`,
        ...renewMaster(context),
      };
    });
  },
};
