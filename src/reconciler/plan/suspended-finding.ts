import type { Topology } from '../../topology/topology.js';
import type { Finding } from '../diagnosis/diagnose.js';
import type { Observation } from '../view/machine.js';
import { endWords, readSuspensions, suspensionFor, suspensionsOf } from '../view/suspensions.js';

/** Our own commands that leave out what is suspended. */
const leavesOut = /^scaleout (apply|plan) /;

/** Has findings at what is suspended say so, in the remedy and in the command, which would do nothing without it. */
export function tellingOfSuspensions(
  { name }: Topology,
  { catalog }: Observation,
): <Found extends Pick<Finding, 'id' | 'target' | 'remedy' | 'command'>>(finding: Found) => Found {
  const read = readSuspensions(catalog.notes);
  const mine = read.known ? suspensionsOf(read.value, name, Date.parse(catalog.observedAt)) : [];
  return (finding) => {
    const { target, remedy, command } = finding;
    const held = mine.length === 0 ? undefined : suspensionFor(mine, target);
    const isOurs = command !== undefined && leavesOut.test(command);
    if (held === undefined || (held.target === undefined && !isOurs)) return finding;
    const end = endWords(held);
    const until = end === undefined ? '' : ` ${end}`;
    const what = held.target ?? 'the topology';
    if (held.drained !== undefined) {
      // What it finds of the maintenance itself says all that there is to say.
      if (finding.id === 'worker.maintenance') return finding;
      const meant = `But ${what} is in maintenance by ${held.who}${until} (${held.reason}): scaleout apply leaves it alone until scaleout undrain ${what}.`;
      return { ...finding, remedy: `${remedy} ${meant}` };
    }
    const told = `But ${what} is suspended by ${held.who}${until} (${held.reason}): scaleout apply leaves it out without --include-suspended.`;
    return {
      ...finding,
      remedy: `${remedy} ${told}`,
      ...(isOurs ? { command: `${command} --include-suspended` } : {}),
    };
  };
}
