import type { Row } from '../../store.js';
import { waysOf } from '../../ways.js';
import { asksInHandshake, bindingRow, netshEntry, optionsOf } from '../binding.js';
import type { MachineState } from '../machine-state.js';
import { thumbprintKey } from '../thumbprint.js';
import { done, type Outcome, refused, unchanged } from './outcome.js';

interface BindPort {
  readonly port: number;
  readonly thumbprint: string;
  readonly negotiateClientCertificate?: boolean;
}

/**
 * Binds all addresses of a port to a certificate of Root, in place of whatever was bound. netsh is told all that it can be
 * told of what was set before.
 */
export function bindPort(
  machine: MachineState,
  { port, thumbprint: wanted, negotiateClientCertificate: negotiate }: BindPort,
): Outcome {
  const thumbprint = thumbprintKey(wanted);
  const address = `0.0.0.0:${port}`;
  const { bindings, stores } = machine.windows();
  const held = stores.Root.get(thumbprint);
  if (held === undefined) return refused('certificateMissing', `${thumbprint} is not in LocalMachine\\Root.`);
  if (held.readers === null) {
    return refused('keyMissing', `${thumbprint} has no private key in LocalMachine\\Root.`);
  }
  const bound = bindings.get(address);
  const isRight = bound?.thumbprint === thumbprint && bound.store.toUpperCase() === 'ROOT';
  if (isRight && (negotiate === undefined || asksInHandshake(bound) === negotiate)) return unchanged;
  if (held.keyLost) {
    return refused(
      'bindingFailed',
      `${address} cannot be bound: the private key of ${thumbprint} is not in the machine's store (error 1312).`,
    );
  }
  const before = bound === undefined ? { options: [], lost: [] } : optionsOf(bound);
  const asks = 'clientcertnegotiation';
  const others = before.options.filter((option) => negotiate === undefined || option !== `${asks}=enable`);
  const told = negotiate === undefined ? others : [...others, `${asks}=${negotiate ? 'enable' : 'disable'}`];
  const kept = waysOf(machine.model.store).has('binding-keeps') ? bound : undefined;
  const entry = netshEntry(thumbprint, told, kept);
  const rows = [...bindings].map(([key, found]) => [key, bindingRow(found)] as const);
  machine.changeWindows({ bindings: { ...Object.fromEntries(rows), [address]: bindingRow(entry) } });
  const still = optionsOf(entry).lost;
  const lost = before.lost.filter((option) => !still.includes(option));
  return lost.length === 0 ? done : { ...done, lost };
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
