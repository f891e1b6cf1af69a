import type { MachineStatus } from '../../status/machine-status.js';
import type { StatusDocument } from '../../status/status-document.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { counted } from '../../text/words.js';
import { certificateCell } from './certificate-cell.js';
import type { WorkersOptions } from './status-workers-text.js';
import { versionText } from './version-text.js';

/** Of more machines than these, those that are well are counted. */
const mostShown = 40;

/** A table of the machines: a line for each service, or why there is none. */
export function machinesText(
  { machines = [], observedAt }: StatusDocument,
  screen: Screen,
  options: WorkersOptions,
): string {
  const { wide = false, all = false } = options;
  if (machines.length === 0) return '';
  const paint = style(screen.colors);
  const isSummed = !wide && !all && machines.length > mostShown;
  const shown = isSummed ? machines.filter((machine) => !isPlain(machine)) : machines;
  const heads = ['MACHINE', 'SERVICE', 'STATE', 'STARTS', 'CERTIFICATE ENDS', ...(wide ? ['VERSION', 'ACCOUNT'] : [])];
  const rows = shown.flatMap((machine) => rowsOf(machine, observedAt, screen, paint));
  const left = machines.length - shown.length;
  const made =
    rows.length === 0
      ? ''
      : table(
          heads,
          rows.map((row) => row.slice(0, heads.length)),
          screen,
        );
  const rest = `${rows.length === 0 ? '' : 'The other '}${counted(left, 'machine')}: the services run and start by themselves, with certificates that last.`;
  return [made, left === 0 ? '' : rest].filter((block) => block !== '').join('\n\n');
}

function isPlain({ state, services }: MachineStatus): boolean {
  if (state !== 'seen' || services.length === 0) return false;
  return services.every(
    ({ state: now, startMode, certificate }) =>
      now === 'running' && startMode === 'automatic' && certificate?.state === 'valid',
  );
}

function rowsOf(
  { machine, state, services }: MachineStatus,
  observedAt: string,
  screen: Screen,
  paint: Style,
): readonly (readonly Cell[])[] {
  const name = { text: printable(machine) };
  const none = { text: '-' };
  const without = (cell: Cell) => [[name, cell, none, none, none, none, none]];
  if (state === 'manual') return without({ text: 'by hand: not looked at' });
  if (state === 'unreached') return without({ text: 'could not be looked at', paint: paint.red });
  if (services.length === 0) return without({ text: 'no Scale Out service', paint: paint.yellow });
  return services.map((service) => [
    name,
    { text: printable(service.name) },
    { text: service.state, paint: service.state === 'running' ? paint.green : paint.red },
    { text: service.startMode, paint: service.startMode === 'automatic' ? paint.green : paint.yellow },
    certificateCell(service.certificate, observedAt, screen),
    { text: versionText(service.version) },
    { text: printable(service.account) },
  ]);
}
