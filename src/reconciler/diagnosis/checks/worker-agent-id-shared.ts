import { sameMachine } from '../../../domain/machine-name.js';
import type { WorkerAgentId } from '../../../domain/rows.js';
import { agentIdKey } from '../../../facts/configs.js';
import { firstOf, listed } from '../../../text/words.js';
import { type Check, type CheckContext, type CheckedWorker, type FoundWrong, ok, pages } from '../check.js';
import type { CheckId } from '../check-id.js';
import { atWorkerConfigs } from '../worker-machine.js';

export const workerAgentIdShared: Check = {
  id: 'worker.agent-id-shared',
  title: 'Each worker has an AgentId of its own',
  reads:
    'AgentId of WorkerSettings.config on each machine, against that of the others and MachineName in catalog.worker_agents',
  source: 'Published SSISDB: one row an AgentId, whose MachineName each heartbeat overwrites',
  cause: 'One machine was made as a copy of another: both have one AgentId and share one row.',
  remedy: 'Take AgentId out of the config of the copy and restart its service.',
  page: pages.worker,
  door: 'observation',
  run(context) {
    const shared = sharedIds(context);
    const told = new Set(shared.flatMap(({ machines }) => machines));
    return [
      ...shared.map(foundOf),
      ...atWorkerConfigs(context, ({ worker, target }) => (told.has(worker) ? undefined : ok(target))),
    ];
  },
};

/** The workers that have one AgentId with another machine. */
export function workersSharing(context: CheckContext): ReadonlySet<CheckedWorker> {
  return new Set(sharedIds(context).flatMap(({ machines }) => machines));
}

interface SharedId {
  readonly id: WorkerAgentId;
  /** The listed workers whose config has it. */
  readonly machines: readonly CheckedWorker[];
  /** The one of them that got it from another, as far as that can be told. */
  readonly copy: CheckedWorker | undefined;
  /** Whether that one alone has an older row of its own, with another id. */
  readonly isCopyTold: boolean;
  /** The machine that its row names, where that is none of them. */
  readonly stranger: string | undefined;
}

/** The ids that several machines have: by their configs, or by the name in the row. */
function sharedIds({ workers, rows }: CheckContext): readonly SharedId[] {
  const byId = new Map<WorkerAgentId, CheckedWorker[]>();
  for (const worker of workers) {
    const id = worker.machine?.installation?.agentId;
    if (id === undefined) continue;
    const sharing = byId.get(id);
    if (sharing === undefined) byId.set(id, [worker]);
    else sharing.push(worker);
  }
  return [...byId].flatMap(([id, machines]): readonly SharedId[] => {
    const row = machines.map(rowOfAnother).find((found) => found !== undefined);
    const name = row?.machineName ?? undefined;
    const isTheirs = name === undefined || machines.some((worker) => sameMachine(worker.name, name));
    if (machines.length < 2 && isTheirs) return [];
    // The copy had a row of its own before.
    const others = rows.known ? rows.value.filter((other) => other.id !== id) : [];
    const hasOwn = ({ name: machine }: CheckedWorker) =>
      others.some(({ machineName }) => machineName !== null && sameMachine(machineName, machine));
    const withOwn = machines.filter(hasOwn);
    const copy = withOwn[0] ?? machines.find((worker) => rowOfAnother(worker) !== undefined) ?? machines.at(-1);
    return [{ id, machines, copy, isCopyTold: withOwn.length === 1, stranger: isTheirs ? undefined : name }];
  });
}

function rowOfAnother({ match }: CheckedWorker) {
  return match?.state === 'cloned' ? match.row : undefined;
}

const followers: readonly CheckId[] = ['worker.offline', 'worker.unregistered', 'worker.stale-row', 'worker.log'];

function foundOf({ id, machines, copy, isCopyTold, stranger }: SharedId): FoundWrong {
  const names = [...machines.map(({ name }) => name), ...(stranger === undefined ? [] : [stranger])];
  const targets = new Set(names.map((name) => `worker/${name}`.toUpperCase()));
  return {
    target: copy?.target ?? `worker/${names[0]}`,
    result: machines.some(({ isWanted }) => isWanted) ? 'error' : 'warning',
    summary: `${names.length > 4 ? firstOf(names, 3) : listed(names)} have one AgentId${isCopyTold ? `, and ${copy?.name} probably is the copy` : ''}`,
    evidence: [
      ...machines.map(({ name }) => ({ read: agentIdKey.value, where: `WorkerSettings.config on ${name}`, value: id })),
      ...(stranger === undefined
        ? []
        : [{ read: 'MachineName', where: `catalog.worker_agents, row ${id}`, value: stranger }]),
    ],
    cause: `One machine was made as a copy of the other. ${
      isCopyTold
        ? `${copy?.name} probably is the copy: the catalog has an older row of that name with another id, its own.`
        : 'Which one is the copy the catalog does not tell: look which machine is the newer one.'
    } The catalog takes them for one worker: the row shows whichever was heard of last, and each gets tasks of the other.`,
    remedy: `Take AgentId out of WorkerSettings.config on ${isCopyTold ? copy?.name : 'the copy'} and restart its service: it makes an id of its own and registers anew.${
      stranger === undefined
        ? ''
        : ` Where ${copy?.name ?? 'the machine'} was ${stranger} before and got a new name: restart its service, and the row follows.`
    }`,
    explains: (other, target) => followers.includes(other) && targets.has(target.toUpperCase()),
  };
}
