import { type Check, type FoundWrong, ok, pages, unknown } from '../check.js';
import { aheadWords, clockDifference, clockEvidence, isServerOff, surelyOff } from '../clocks.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';

const remedy =
  'See to the time service of that machine (w32tm /query /status; w32tm /resync), and to the clock of its host where it is virtual.';

export const masterClock: Check = {
  id: 'master.clock',
  title: "The clocks of the master's machines and of the SQL Server agree",
  reads:
    'the time on each node of the master, against that of the SQL Server, less the time that the asking took; more than 5 min is wrong',
  source: 'Inferred: Kerberos allows 5 min; certificates hold from NotBefore to NotAfter by the clock of whoever looks',
  cause: 'The time service of a machine does not run, or asks a wrong source.',
  remedy: 'Mend the time service (w32tm /resync).',
  page: pages.troubleshooting,
  door: 'observation',
  run(context) {
    const { catalog } = context;
    // Where all machines agree with each other, they are right.
    if (isServerOff(context)) return [serverOff(context)];
    return atNodes(context, ({ checked, target, name, machine }) => {
      const difference = clockDifference(machine, catalog);
      if (difference === undefined) return unknown(target, 'when its clock was read was not noted');
      const off = surelyOff(difference);
      if (off === undefined) return ok(target);
      const felt = nodeFault([checked], ['silence', 'cutOff']);
      const fault = isAnyHeard(context) && checked.isActive ? ({ result: 'warning' } as const) : felt;
      return {
        target,
        ...fault,
        summary: `The clock of ${name} is ${aheadWords(off, 'the SQL Server')}`,
        evidence: [clockEvidence(machine, name), clockEvidence(catalog, 'the SQL Server')],
        cause: `Certificates seem to have ended, or not to hold yet, and logins of domain accounts are refused.${felt.result === 'warning' ? untilFailover(felt) : ''}`,
        remedy,
      };
    });
  },
};

function serverOff(context: Parameters<Check['run']>[0]): FoundWrong {
  const { catalog, nodes, workers } = context;
  const machines = [...nodes.map(({ node, seen }) => ({ name: node.name, seen })), ...workers];
  const [first] = machines.flatMap(({ name, seen }) => (seen === undefined ? [] : [{ name, seen }]));
  const difference = first === undefined ? undefined : clockDifference(catalog, first.seen);
  const off = difference === undefined ? undefined : surelyOff(difference);
  return {
    target: 'catalog',
    result: 'warning',
    summary: `The clock of the SQL Server is ${aheadWords(off ?? 0, 'all machines')}`,
    evidence: [
      clockEvidence(catalog, 'the SQL Server'),
      ...(first === undefined ? [] : [clockEvidence(first.seen, first.name)]),
    ],
    cause: 'Logins of domain accounts are refused, and whatever is compared with times of the catalog is wrong.',
    remedy,
  };
}
