import { settingsFileOf } from '../config/config-bytes.js';
import { isSameValue } from '../config/settings-file.js';
import type { MachineState } from '../machine-state.js';
import { thumbprintKey } from '../thumbprint.js';
import { publicCertificate, trust } from './certificates.js';
import { configOf } from './configs.js';
import { createReport, type EnsureMaster, putInUse, serviceOfRole } from './ensure.js';
import { type Outcome, refused } from './outcome.js';
import { bindPort, openFirewall } from './ports.js';

/** Makes the machine ready as a node of the master: trust, binding, firewall, service. */
export function ensureMaster(machine: MachineState, request: EnsureMaster): Outcome {
  const service = serviceOfRole(machine, 'master');
  if ('code' in service) return service;
  const bytes = configOf(service);
  if ('code' in bytes) return bytes;
  const config = settingsFileOf(service.row);
  if (config === undefined) return refused('configUnreadable', 'MasterSettings.config cannot be read.');
  const report = createReport();
  for (const { certificate, mark } of request.trust) {
    const read = publicCertificate(certificate);
    if (read === undefined) return refused('certificateInvalid', 'This is not the public half of one certificate.');
    report.tell(
      trust(machine, read, mark),
      `The worker's certificate ${read.thumbprint}`,
      'is trusted now.',
      'was trusted already.',
    );
  }
  if (request.port !== null) {
    const { port, firewallRule } = request;
    const thumbprint = thumbprintKey(String(config.value('SSLCertThumbprint') ?? ''));
    if (thumbprint === '') {
      return refused('configUnreadable', 'MasterSettings.config names no certificate (SSLCertThumbprint).');
    }
    const { negotiateClientCertificate: negotiate } = request;
    const asked = negotiate === undefined ? {} : { negotiateClientCertificate: negotiate };
    const refusal =
      report.tell(
        bindPort(machine, { port, thumbprint, ...asked }),
        `Port ${port}`,
        `is bound to ${thumbprint} now.`,
        `was bound to ${thumbprint} already.`,
      ) ??
      report.tell(
        openFirewall(machine, firewallRule, port),
        `Port ${port}`,
        'is open in the firewall now.',
        'was open in the firewall already.',
      );
    if (refusal !== undefined) return refusal;
    const own = config.value('PortNumber') ?? null;
    if (!isSameValue(own, port)) {
      report.sentences.push(`MasterSettings.config has the port ${own}, not ${port}: that was left as it is.`);
    }
  }
  return putInUse(machine, service, false, report) ?? report.answer();
}
