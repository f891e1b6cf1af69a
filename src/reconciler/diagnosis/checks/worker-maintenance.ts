import { moment } from '../../../text/times.js';
import { fleetView } from '../../view/fleet.js';
import { type StatedMaintenance, statedMaintenances } from '../../view/maintenance.js';
import { endWords, readSuspensions } from '../../view/suspensions.js';
import { type Check, type FoundWrong, type Outcome, ok, pages } from '../check.js';

/** Milliseconds for which a watch may take to bring a worker back whose maintenance is over. */
const grace = 120_000;

export const workerMaintenance: Check = {
  id: 'worker.maintenance',
  title: 'Maintenances are as they were asked for',
  reads: 'the note ssis-scaleout.suspensions of the catalog, and IsEnabled of catalog.worker_agents',
  source: 'scaleout drain leaves the note; the worker is emptied and brought back by an apply or a watch',
  cause: 'The time of a maintenance is over and nobody has brought its worker back, or its worker was never emptied.',
  remedy: 'Bring it back: scaleout undrain worker/MACHINE. One that is still enabled: run scaleout drain again.',
  page: pages.manager,
  door: 'observation',
  run({ topology, observation, rows }) {
    if (!rows.known) return [];
    const { notes, observedAt } = observation.catalog;
    const read = readSuspensions(notes);
    // What a login may not see is told with its rights; what is there and cannot be read is a fault.
    if (notes.known && !read.known) return [damaged(notes.value.suspensions ?? '', read.reason)];
    const now = Date.parse(observedAt);
    return statedMaintenances(fleetView(topology, observation)).map((stated) => outcomeOf(stated, now));
  },
};

/** Nobody knows then who is in maintenance: a plan takes each disabled worker for one that is to be enabled. */
function damaged(value: string, reason: string): Outcome {
  return {
    target: 'catalog',
    result: 'warning',
    summary: 'Which workers are in maintenance cannot be read',
    evidence: [{ read: 'ssis-scaleout.suspensions', where: 'sys.extended_properties of SSISDB', value }],
    cause: `Another program or person has written it: ${reason}. An apply may bring a worker back while its machine is patched; a watch holds back everything.`,
    remedy:
      'Do not apply before you know who is in maintenance: scaleout history shows the drains. Then drop the note with sys.sp_dropextendedproperty, and run scaleout drain again for each.',
  };
}

function outcomeOf({ maintenance, state }: StatedMaintenance, now: number): Outcome {
  const { target, who, reason, until, since } = maintenance;
  const end = endWords(maintenance);
  const name = target.slice(target.indexOf('/') + 1);
  const evidence = [
    {
      read: 'maintenance',
      where: 'the note ssis-scaleout.suspensions of the catalog',
      value: `by ${who} since ${moment(since)}${end === undefined ? '' : ` ${end}`}: ${reason}`,
    },
  ];
  const found = (told: Pick<FoundWrong, 'summary' | 'cause' | 'remedy' | 'command'>): Outcome => ({
    target,
    result: 'warning',
    evidence,
    ...told,
  });
  switch (state) {
    case 'drained':
    case 'back':
      return ok(target);
    case 'draining':
      return found({
        summary: `${name} is in maintenance and has not been emptied yet`,
        cause: 'A drain is under way, it was cut off, or somebody has enabled the worker since. It may run packages.',
        remedy: `Do not restart ${name} yet. Where no drain is under way: scaleout apply goes on with it, and scaleout undrain ${target} gives it up.`,
        command: `scaleout apply --target ${target}`,
      });
    case 'over':
      if (until !== undefined && now - Date.parse(until) < grace) return ok(target);
      return found({
        summary: `The maintenance of ${name} is over, and it is not back`,
        cause: 'The worker stays disabled until an apply or a watch brings it back: it runs no packages.',
        remedy: `Bring it back: scaleout undrain ${target}. Where more time is needed, say so: scaleout drain ${target} --reason WHY --for TIME.`,
        command: `scaleout undrain ${target}`,
      });
    case 'unseen':
      return found({
        summary: `${name} is in maintenance, and the topology does not list it or it has no row that is surely its own`,
        cause: 'Whether the worker is disabled or back cannot be told, and nobody brings it back.',
        remedy: `List the worker in the topology again, then run scaleout undrain ${target}. To take out the note alone of one that is not listed: scaleout resume ${target}.`,
      });
  }
}
