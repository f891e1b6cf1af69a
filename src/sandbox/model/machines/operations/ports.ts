import type { Row } from '../../store.js';
import type { MachineState } from '../machine-state.js';
import { done, type Outcome, refused, unchanged } from './outcome.js';

/** Binds all addresses of a port to a certificate of Root, in place of whatever was bound. */
export function bindPort(machine: MachineState, port: number, wanted: string): Outcome {
  const thumbprint = wanted.toUpperCase();
  const address = `0.0.0.0:${port}`;
  const { bindings, stores } = machine.windows();
  const entry = stores.Root.get(thumbprint);
  if (entry === undefined)
    return refused('certificateMissing', `The certificate ${thumbprint} is not in LocalMachine\\Root.`);
  const bound = bindings.get(address);
  if (bound?.thumbprint === thumbprint && bound.store.toUpperCase() === 'ROOT') return unchanged;
  if (entry.readers === null) {
    return refused(
      'bindingFailed',
      `netsh ended with 1: SSL Certificate add failed, Error: 1312 A specified logon session does not exist. It may already have been terminated.`,
    );
  }
  machine.changeWindows({ bindings: { ...fields(bindings), [address]: { thumbprint, store: 'Root' } } });
  return done;
}

/** Makes or mends the inbound rule of that name. */
export function openFirewall(machine: MachineState, name: string, port: number): Outcome {
  const { firewall } = machine.windows();
  const rule = firewall.get(name);
  const ports = [String(port)];
  const isOpen = rule?.enabled && rule.allows && rule.ports.length === 1 && rule.ports[0] === ports[0];
  if (isOpen) return unchanged;
  machine.changeWindows({ firewall: { ...fields(firewall), [name]: { enabled: true, allows: true, ports } } });
  return done;
}

function fields<Value extends object>(map: ReadonlyMap<string, Value>): Row {
  return Object.fromEntries(map) as unknown as Row;
}
