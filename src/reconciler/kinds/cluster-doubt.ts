import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import type { MachineService } from '../machines.js';
import type { Finding } from './change-builder.js';

/** A service that would have to be changed, and of which it cannot be told whether a failover cluster owns it. */
export const clusterUnknown: Finding = {
  reason: 'whether a failover cluster owns its service cannot be told',
  reasonCode: 'cluster-unknown',
};

export function clusterDoubt(machine: string, service: MachineService): Diagnostic {
  const { name, state, startMode } = service;
  // What Windows says may end in a stop of its own.
  const doubt = service.clusterDoubt?.replace(/\.+$/, '');
  const detail = `${name} on ${machine} is left as it is (${state}, start mode ${startMode}): ${doubt ?? 'the machine did not say why'}.`;
  return diagnostic('plan.cluster-unknown', detail, { severity: 'warning' });
}
