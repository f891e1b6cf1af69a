import { endsSoon } from '../certificate-time.js';
import { type Check, type Outcome, ok, pages } from '../check.js';
import { judgedAt } from '../clocks.js';
import { masterCertificates, namesOf, renewMaster } from '../master-certificate.js';

export const masterCertificateEnds: Check = {
  id: 'master.certificate-ends',
  title: "The master's certificate does not end soon",
  reads:
    'NotAfter of the certificate that MasterSettings.config names, against policy.certificates.warnBefore of the topology',
  source:
    'Microsoft: Deal with certificates; New-SelfSignedCertificate makes certificates of one year unless it is told otherwise',
  cause: 'New-SelfSignedCertificate makes certificates of one year.',
  remedy: 'Replace it while all workers can be reached: scaleout rotate master.',
  page: pages.certificates,
  door: 'observation',
  withoutCatalog: true,
  run(context) {
    const times = { at: judgedAt(context), warnBeforeDays: context.warnBeforeDays };
    return masterCertificates(context).map(({ stored, nodes, target }): Outcome => {
      const where = `LocalMachine\\Root on ${namesOf(nodes)}`;
      const ends = endsSoon(stored, "The master's certificate", where, times);
      if (ends === undefined) return ok(target);
      return {
        target,
        result: 'warning',
        ...ends,
        cause: 'From then on every worker refuses the master, and no package runs on a worker.',
        ...renewMaster(context),
      };
    });
  },
};
