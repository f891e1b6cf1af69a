import type { AskedTime } from '../../domain/asked-time.js';
import { age, duration } from '../../text/times.js';
import type { MachineView } from '../view/machine.js';
import type { CheckContext, CheckedNode, Evidence } from './check.js';

/** Seconds by which two clocks may differ: more, and Kerberos refuses a login, and certificates seem not to hold. */
const most = 300;

/** Seconds that one clock is before another at least, and at most: an answer says its time at some moment of the asking. */
interface ClockDifference {
  readonly least: number;
  readonly most: number;
}

interface Timed {
  readonly observedAt: string;
  readonly asked?: AskedTime;
}

/** How far the clock of one is before that of the other; undefined where nobody noted when they were asked. */
export function clockDifference(one: Timed, other: Timed): ClockDifference | undefined {
  if (one.asked === undefined || other.asked === undefined) return undefined;
  const between = Date.parse(one.observedAt) - Date.parse(other.observedAt);
  if (Number.isNaN(between)) return undefined;
  return {
    least: (between - one.asked.to + other.asked.from) / 1000,
    most: (between - one.asked.from + other.asked.to) / 1000,
  };
}

/** Seconds by which it is surely more than allowed, negative where it is behind; undefined where it may well be right. */
export function surelyOff(difference: ClockDifference): number | undefined {
  if (difference.least > most) return difference.least;
  return difference.most < -most ? difference.most : undefined;
}

/** `12 min ahead of the SQL Server`, `3 h behind the SQL Server` */
export function aheadWords(seconds: number, of: string): string {
  return `${lengthWords(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'} ${of}`;
}

function lengthWords(seconds: number): string {
  return seconds < 172_800 ? duration(seconds) : age(seconds);
}

/** Whether at least two machines were looked at, all of them are off from the SQL Server, and none from the others. */
export function isServerOff(context: CheckContext): boolean {
  const machines = seenMachines(context);
  const [first] = machines;
  if (first === undefined || machines.length < 2) return false;
  return machines.every((machine) => {
    const fromServer = clockDifference(machine, context.catalog);
    const fromFirst = clockDifference(machine, first);
    if (fromServer === undefined || fromFirst === undefined) return false;
    return surelyOff(fromServer) !== undefined && surelyOff(fromFirst) === undefined;
  });
}

/** Each once, though a node of the master may be a worker too. */
function seenMachines({ nodes, workers }: CheckContext): readonly MachineView[] {
  return [...new Set([...nodes, ...workers].flatMap(({ seen }) => seen ?? []))];
}

/** The time by which certificates are judged: the SQL Server's, or that of the machines where the server's is wrong. */
export function judgedAt(context: CheckContext): string {
  const [machine] = seenMachines(context);
  return machine !== undefined && isServerOff(context) ? machine.observedAt : context.catalog.observedAt;
}

export function clockEvidence({ observedAt }: Timed, where: string): Evidence {
  return { read: 'clock', where, value: observedAt };
}

/** The active nodes that were looked at and whose clock is not itself the odd one. */
export function nodesInTime({ nodes, catalog }: CheckContext): readonly CheckedNode[] {
  return nodes.filter(({ seen, isActive }) => {
    const difference = seen === undefined ? undefined : clockDifference(seen, catalog);
    return isActive && difference !== undefined && surelyOff(difference) === undefined;
  });
}
