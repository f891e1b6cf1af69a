import type { MachineExamination } from '../../domain/examination.js';
import type { MachineView } from '../view/machine.js';

/** One part of what only the doctor reads of a machine; a text says why it is not known. */
export function examined<Part extends keyof MachineExamination>(
  { examination }: MachineView,
  part: Part,
): Extract<MachineExamination[Part], { readonly known: true }>['value'] | string {
  if (examination === undefined) return 'its machine was not examined';
  const read: MachineExamination[Part] = examination[part];
  if (!read.known) return read.reason;
  return read.value as Extract<MachineExamination[Part], { readonly known: true }>['value'];
}

/** SIDs that the token of every service has besides its own: everyone, authenticated users, users, services, and all services. */
export const everyService: readonly string[] = ['S-1-1-0', 'S-1-5-11', 'S-1-5-32-545', 'S-1-5-6', 'S-1-5-80-0'];

/** `1.2 GB`, `340 MB`, as people read it. */
export function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let left = bytes;
  let unit = 0;
  while (left >= 1024 && unit < units.length - 1) {
    left /= 1024;
    unit += 1;
  }
  return `${left >= 10 || unit === 0 ? Math.round(left) : left.toFixed(1)} ${units[unit]}`;
}
