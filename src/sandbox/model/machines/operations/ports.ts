import { thumbprint as canonical } from '../../../../reconciler/machines.js';
import type { Row } from '../../store.js';
import type { MachineState } from '../machine-state.js';
import { done, type Outcome, refused, unchanged } from './outcome.js';

/** Binds all addresses of a port to a certificate of Root, in place of whatever was bound. */
export function bindPort(machine: MachineState, port: number, wanted: string): Outcome {
  const thumbprint = canonical(wanted);
  const address = `0.0.0.0:${port}`;
  const { bindings, stores } = machine.windows();
  const entry = stores.Root.get(thumbprint);
  if (entry === undefined) return refused('certificateMissing', `${thumbprint} is not in LocalMachine\\Root.`);
  if (entry.readers === null) {
    return refused('keyMissing', `${thumbprint} has no private key in LocalMachine\\Root.`);
  }
  const bound = bindings.get(address);
  if (bound?.thumbprint === thumbprint && bound.store.toUpperCase() === 'ROOT') return unchanged;
  if (entry.keyLost) {
    return refused(
      'bindingFailed',
      `${address} cannot be bound: the private key of ${thumbprint} is not in the machine's store (error 1312).`,
    );
  }
  machine.changeWindows({ bindings: { ...fields(bindings), [address]: { thumbprint, store: 'Root' } } });
  return done;
}

/** Makes or mends the inbound rule of that name. */
export function openFirewall(machine: MachineState, name: string, port: number): Outcome {
  const { firewall, firewallError } = machine.windows();
  const rule = firewall.get(name);
  const ports = [String(port)];
  if (name === '') return refused('firewallFailed', 'A rule needs a name.');
  if (firewallError !== null) {
    return refused('firewallUnreadable', `The rules of the firewall cannot be read: ${firewallError}`);
  }
  const names = (wanted: string) => rule?.ports.some((found) => found.toUpperCase() === wanted) ?? false;
  if (rule?.enabled && rule.allows && (names(String(port)) || names('ANY'))) return unchanged;
  machine.changeWindows({ firewall: { ...fields(firewall), [name]: { enabled: true, allows: true, ports } } });
  return done;
}

function fields<Value extends object>(map: ReadonlyMap<string, Value>): Row {
  return Object.fromEntries(map) as unknown as Row;
}
