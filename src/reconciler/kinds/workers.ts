import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { diagnostic, type ErrorCode } from '../../errors/errors.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { listed } from '../../text/words.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { WorkerMatch } from '../view/matched-workers.js';
import type { WorkerView } from '../view/worker.js';
import { ChangeBuilder, type DiffContext, type Difference, type Kind, type KindResult, workerId } from './kind.js';
import { type DistrustOld, distrustOld } from './old-certificates.js';
import type { UnheardWorker } from './unheard-worker.js';
import { compareMachine } from './worker-machine.js';
import { compareMaintenance } from './worker-maintenance.js';
import { compareRow } from './worker-row.js';
import { addRollback } from './worker-switch.js';

/** The workers that the topology lists: their machines, whether they are enabled, and their properties. */
export const workers: Kind = {
  diff(context) {
    const withoutOld = distrustOld(context);
    return inOrder(context).flatMap((view) => differenceOf(view, context, withoutOld) ?? []);
  },
};

/** The order in which workers are changed, where not all may be at one time. */
function inOrder({ topology, catalog, workers }: DiffContext): readonly WorkerView[] {
  const { busy } = catalog;
  if (topology.policy.rollout.order === 'listed' || !busy.known) return workers;
  const isIdle = ({ row }: WorkerView) => row === undefined || (busy.value.get(row.id) ?? 0) === 0;
  return [...workers.filter(isIdle), ...workers.filter((view) => !isIdle(view))];
}

function differenceOf(view: WorkerView, context: DiffContext, withoutOld: DistrustOld): KindResult | undefined {
  const { match, reachability, maintenance } = view;
  const maintained = maintenance === undefined ? undefined : compareMaintenance(view, context);
  if (maintained !== undefined) return maintained;
  // A worker without a row is set up, unless its machine is not managed: then somebody else has to do that.
  const isSetUp = match.state === 'awaitingRegistration' && reachability.state !== 'none';
  return match.state === 'registered' || isSetUp ? compareWorker(view, context, withoutOld) : unknownWorker(match);
}

/** Everything that differs of one worker: of its machine, as far as that is seen, then of its row in the catalog. */
function compareWorker(view: WorkerView, context: DiffContext, withoutOld: DistrustOld): KindResult | undefined {
  const { worker, row, reachability } = view;
  const change = new ChangeBuilder(workerId(worker.machine));
  const part = compareMachine(change, view, context);
  if (row === undefined && part.isBlocked !== true) {
    change.addFirstReason({ reason: 'it is not registered', reasonCode: 'not-registered' });
  }
  if (part.isBlocked !== true || row !== undefined) compareRow(change, view, part, context);
  addRollback(change, view, part, context);
  withoutOld(change, view);
  const isUnknown = part.isBlocked === true || (part.isUndecided === true && change.steps.length === 0);
  if (isUnknown) return change.build('unknown');
  if (reachability.state === 'seen') tellOfNoRestart(change, view, part.unheard);
  if (view.maintenance?.isOver === true && row?.enabled === false && worker.enabled === true) {
    const reason = `its maintenance by ${view.maintenance.who} has ended`;
    change.addFirstReason({ reason, reasonCode: 'maintenance-over' });
  }
  // An apply that was cut off may have left it so, and what else is done for it does not bring it back.
  if (row?.enabled === false && worker.enabled === undefined) {
    const detail = `${worker.machine} takes no work.`;
    change.tell(diagnostic('plan.disabled-unmanaged', detail, { severity: 'note', range: worker.range }));
  }
  if (!change.isEmpty()) return change.build(row === undefined ? 'add' : 'update');
  if (reachability.state === 'manual') tellOfUnseenSettings(change, worker);
  return change.diagnostics.length === 0 ? undefined : { remarks: change.diagnostics };
}

/** Nobody compares the settings of a machine that a person works on. */
function tellOfUnseenSettings(change: ChangeBuilder, worker: DesiredWorker): void {
  const keys = Object.keys(worker.settings ?? {});
  if (keys.length === 0) return;
  const detail = `${worker.machine} is worked on by hand: whether ${listed(keys)} of its config ${keys.length === 1 ? 'is' : 'are'} as wanted is not seen.`;
  const remedy = `Where they were changed, its administrator runs what scaleout script ${worker.machine} prints: it changes only what differs.`;
  change.tell(diagnostic('plan.settings-unseen', detail, { severity: 'note', remedy, range: worker.range }));
}

/** Nothing is heard of it although its service runs, and it is not restarted: why. What keeps it from being heard is told of the whole fleet. */
function tellOfNoRestart(change: ChangeBuilder, { worker, row }: WorkerView, unheard: UnheardWorker | undefined): void {
  if (row === undefined || isWorkerOnline(row) || worker.enabled === false) return;
  if (unheard?.state !== 'leave' || unheard.why === undefined) return;
  change.tell(diagnostic('plan.not-restarted', `${worker.machine}: ${unheard.why}`, { severity: 'note' }));
}

type Unresolved = Exclude<WorkerMatch, { readonly state: 'registered' }>;

/** The change of a listed worker whose row is missing or cannot be told: nothing is done to any row of it. */
export function unknownWorker(match: Unresolved): Difference {
  const { code, reason, reasonCode, detail } = explained(match);
  const id = workerId(match.worker.machine);
  return {
    change: { id, action: 'unknown', reason, reasonCode, risk: 'safe', fields: [] },
    steps: [],
    diagnostics: [diagnostic(code, detail, { severity: 'warning', range: match.worker.range })],
  };
}

interface Explanation {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly reasonCode: string;
  readonly detail: string;
}

function explained(match: Unresolved): Explanation {
  const machine = match.worker.machine;
  switch (match.state) {
    case 'awaitingRegistration':
      return {
        code: 'plan.awaiting-registration',
        reason: 'awaiting registration: the catalog has no row of this machine',
        reasonCode: 'awaiting-registration',
        detail: `${machine} is in the topology, but catalog.worker_agents has no row of it.`,
      };
    case 'unreadable':
      return {
        code: 'plan.row-unreadable',
        reason: 'its row in the catalog cannot be read',
        reasonCode: 'row-unreadable',
        detail: `The row of ${machine} cannot be read: ${printable(match.unreadable.problem)}.`,
      };
    case 'cloned':
      return {
        code: 'plan.cloned-agent',
        reason: "its config has the AgentId of another machine's row",
        reasonCode: 'cloned',
        detail: `${machine} has the AgentId of ${describeRow(match.row)}.`,
      };
    case 'ambiguous':
      return {
        code: 'plan.worker-ambiguous',
        reason: `${match.rows.length} rows of this machine, and none is surely the live one`,
        reasonCode: 'ambiguous',
        detail: `${machine} fits ${match.rows.map(describeRow).join('; ')}.`,
      };
    case 'sharedName': {
      const others = match.others.map((worker) => worker.machine);
      const also = others.length === 0 ? 'other machines can have that name too' : `so does ${others.join(' and ')}`;
      return {
        code: 'plan.name-shared',
        reason: 'its row shows 15 characters of a name, and it cannot be told whose row it is',
        reasonCode: 'shared-name',
        detail: `${machine} fits ${match.rows.map(describeRow).join('; ')}, and ${also}.`,
      };
    }
    case 'claimedTwice':
      return {
        code: 'plan.row-claimed-twice',
        reason: 'its row fits another worker of the topology as well',
        reasonCode: 'claimed-twice',
        detail: `${describeRow(match.row)} fits ${[match.worker, ...match.others].map((worker) => worker.machine).join(' and ')}.`,
      };
  }
}

export function describeRow(row: WorkerRow): string {
  const seen = isWorkerOnline(row) ? 'online' : `last seen ${moment(row.lastOnline)}`;
  return `row ${row.id} (${row.machineName ?? 'no machine name'}, ${row.enabled ? 'enabled' : 'disabled'}, ${seen})`;
}
