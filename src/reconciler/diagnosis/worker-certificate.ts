import { certificateKeys } from '../../facts/configs.js';
import { type NamedCertificate, namedCertificate, otherStore } from '../view/certificates.js';
import type { ReadConfig } from '../view/config.js';
import type { MachineView } from '../view/machine.js';
import { type CheckContext, type Outcome, unknown } from './check.js';
import { atWorkerConfigs, type SeenWorkerMachine } from './worker-machine.js';

/** The certificate that WorkerSettings.config names, in the store where the worker looks for it. */
function certificateOf(config: ReadConfig, { my }: MachineView): NamedCertificate {
  const elsewhere = otherStore(config);
  if (elsewhere !== undefined) {
    return {
      state: 'unknown',
      reason: `its config looks for it in ${elsewhere}, and only LocalMachine\\My was looked at`,
    };
  }
  return namedCertificate(config.text(certificateKeys.value.worker), my);
}

type Shown = Exclude<NamedCertificate, { readonly state: 'unknown' }>;

/** Makes a check of the certificate that each worker uses. */
export function atWorkerCertificates(
  context: CheckContext,
  check: (certificate: Shown, seen: SeenWorkerMachine) => Outcome | undefined,
): readonly Outcome[] {
  return atWorkerConfigs(context, (seen) => {
    const certificate = certificateOf(seen.config, seen.machine);
    if (certificate.state === 'unknown') return unknown(seen.target, `its certificate: ${certificate.reason}`);
    return check(certificate, seen);
  });
}

/** For the checks of what a certificate has, where there is none. */
export const noCertificate = 'its config names no certificate that is on the machine';
