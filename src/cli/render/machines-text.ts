import type { MachineStatus } from '../../status/machine-status.js';
import { printable } from '../../text/printable.js';
import type { Style } from './style.js';
import { type Cell, table } from './table.js';

/** A table of the machines: a line for each service, or why there is none. */
export function machinesText(machines: readonly MachineStatus[], paint: Style, columns: number | undefined): string {
  if (machines.length === 0) return '';
  const heads = ['MACHINE', 'SERVICE', 'STATE', 'STARTS', 'CERTIFICATE ENDS', 'ACCOUNT'];
  return table(
    heads,
    machines.flatMap((machine) => rowsOf(machine, paint)),
    columns,
  );
}

function rowsOf({ machine, state, services }: MachineStatus, paint: Style): readonly (readonly Cell[])[] {
  const name = { text: printable(machine) };
  const none = { text: '-' };
  if (state === 'manual') return [[name, { text: 'by hand: not looked at' }, none, none, none, none]];
  if (state === 'unreached') {
    return [[name, { text: 'could not be looked at', paint: paint.red }, none, none, none, none]];
  }
  if (services.length === 0) {
    return [[name, { text: 'no Scale Out service', paint: paint.yellow }, none, none, none, none]];
  }
  return services.map((service) => [
    name,
    { text: printable(service.name) },
    { text: service.state, paint: service.state === 'running' ? paint.green : paint.red },
    { text: service.startMode, paint: service.startMode === 'automatic' ? paint.green : paint.yellow },
    { text: service.certificate === null ? '-' : service.certificate.notAfter.slice(0, 10) },
    { text: printable(service.account) },
  ]);
}
