import { type Check, type CheckContext, type Evidence, ok, pages, unknown } from '../check.js';
import { aheadWords, clockDifference, clockEvidence, isServerOff, nodesInTime, surelyOff } from '../clocks.js';
import { atWorkers, cutOff, type SeenWorkerMachine, unlessHeard } from '../worker-machine.js';

export const workerClock: Check = {
  id: 'worker.clock',
  title: 'The clocks of the worker, the master and the SQL Server agree',
  reads:
    "the time on the worker's machine, against that of the SQL Server and of the master's machine, less the time that the asking took; more than 5 min is wrong",
  source: 'Inferred: Kerberos allows 5 min; certificates hold from NotBefore to NotAfter by the clock of whoever looks',
  cause: 'The time service of the machine does not run, or asks a wrong source.',
  remedy: 'Mend the time service (w32tm /resync).',
  page: pages.troubleshooting,
  door: 'observation',
  leadsTo: cutOff,
  run(context) {
    const isServer = isServerOff(context);
    const nodes = nodesInTime(context);
    return atWorkers(context, (seen) => {
      const { worker, target, name, machine } = seen;
      // A machine that hosts the master too has one clock, which master.clock tells of.
      if (isServer || context.nodes.some((node) => node.seen === machine)) return ok(target);
      if (clockDifference(machine, context.catalog) === undefined) {
        return unknown(target, 'when its clock was read was not noted');
      }
      const off = offFromServer(seen, context) ?? offFromNodes(seen, nodes);
      if (off === undefined) return ok(target);
      return {
        target,
        result: unlessHeard(worker),
        summary: `The clock of ${name} is ${off.words}`,
        evidence: [clockEvidence(machine, name), off.evidence],
        cause:
          'Certificates seem to have ended, or not to hold yet, and logins of domain accounts are refused; times in its logs are wrong.',
        remedy:
          'See to the time service of that machine (w32tm /query /status; w32tm /resync), and to the clock of its host where it is virtual.',
      };
    });
  },
};

interface Off {
  readonly words: string;
  readonly evidence: Evidence;
}

function offFromServer({ machine }: SeenWorkerMachine, { catalog }: CheckContext): Off | undefined {
  const difference = clockDifference(machine, catalog);
  const off = difference === undefined ? undefined : surelyOff(difference);
  if (off === undefined) return undefined;
  return { words: aheadWords(off, 'the SQL Server'), evidence: clockEvidence(catalog, 'the SQL Server') };
}

function offFromNodes({ machine }: SeenWorkerMachine, nodes: ReturnType<typeof nodesInTime>): Off | undefined {
  for (const { node, seen } of nodes) {
    const difference = seen === undefined ? undefined : clockDifference(machine, seen);
    const off = difference === undefined ? undefined : surelyOff(difference);
    if (off === undefined || seen === undefined) continue;
    return { words: aheadWords(off, node.name), evidence: clockEvidence(seen, node.name) };
  }
  return undefined;
}
