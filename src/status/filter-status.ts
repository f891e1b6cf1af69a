import { nameKey } from '../domain/machine-name.js';
import { workerId } from '../reconciler/kinds/kind.js';
import { masterId } from '../reconciler/kinds/master-nodes.js';
import type { MachineStatus } from './machine-status.js';
import type { StatusDocument } from './status-document.js';
import type { WorkerStatus } from './worker-status.js';

/** Which part of a fleet is asked for. */
export interface StatusFilter {
  /** Only what is not healthy. */
  readonly unhealthy: boolean;
  /** Ids as `--target` names them; none: everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** The ids of what a status shows: workers, also those that no topology lists, and nodes of the master. */
export function statusIds({ workers, nodes }: StatusDocument): readonly string[] {
  return [...workers.flatMap(({ target }) => target ?? []), ...nodes.map(({ machine }) => masterId(machine))];
}

/**
 * The part of a status that is asked for, with how much of the rest is left out. Health, the master and what is suspended or
 * waits stay those of the whole fleet. The same document where nothing was asked.
 */
export function filteredStatus(status: StatusDocument, filter: StatusFilter): StatusDocument {
  const { unhealthy, include, exclude } = filter;
  if (!unhealthy && include.length === 0 && exclude.length === 0) return status;
  const isChosen = choiceOf(filter);
  const { workers, nodes, machines = [], diagnostics = [] } = status;
  const isWorkerShown = (worker: WorkerStatus) => isChosen(worker.target) && !(unhealthy && isWell(worker));
  const ids = new Set(statusIds(status));
  const isMachineShown = (machine: MachineStatus) => {
    const own = [workerId(machine.machine), masterId(machine.machine)].filter((id) => ids.has(id));
    return own.some(isChosen) && !(unhealthy && isRunning(machine));
  };
  const shown = {
    workers: workers.filter(isWorkerShown),
    nodes: nodes.filter(
      ({ machine, health }) => isChosen(masterId(machine)) && !(unhealthy && health.state === 'healthy'),
    ),
    machines: machines.filter(isMachineShown),
  };
  const isTold = toldOf(status, shown, include.length > 0 || exclude.length > 0);
  const told = diagnostics.filter(({ detail }) => isTold(detail));
  const left = workers.filter((worker) => !shown.workers.includes(worker));
  const countOf = (kind: ReturnType<typeof kindOf>) => left.filter((worker) => kindOf(worker) === kind).length;
  return {
    ...status,
    filter: {
      ...(unhealthy ? { unhealthy } : {}),
      ...(include.length === 0 ? {} : { include }),
      ...(exclude.length === 0 ? {} : { exclude }),
      hidden: {
        healthy: countOf('healthy'),
        disabled: countOf('disabled'),
        leftBehind: countOf('leftBehind'),
        unhealthy: countOf('unhealthy'),
        nodes: nodes.length - shown.nodes.length,
        machines: machines.length - shown.machines.length,
        diagnostics: diagnostics.length - told.length,
      },
    },
    nodes: shown.nodes,
    workers: shown.workers,
    ...(status.machines === undefined ? {} : { machines: shown.machines }),
    ...(status.diagnostics === undefined ? {} : { diagnostics: told }),
  };
}

/** Whether something of the chosen part is not healthy, or nothing can run anywhere, or that cannot be told. */
export function isAmiss({ health, filter, workers, nodes }: StatusDocument): boolean {
  const isPart = filter?.include !== undefined || filter?.exclude !== undefined;
  if (!isPart || health.state === 'down' || health.state === 'unknown') return health.state !== 'healthy';
  return [...workers, ...nodes].some((part) => part.health !== undefined && part.health.state !== 'healthy');
}

function choiceOf({ include, exclude }: StatusFilter): (id: string | undefined) => boolean {
  const [wanted, unwanted] = [include, exclude].map((ids) => new Set(ids.map(nameKey)));
  return (id) => {
    // What has no name cannot be asked for, nor left out.
    if (id === undefined) return include.length === 0;
    const key = nameKey(id);
    return (include.length === 0 || wanted?.has(key) === true) && unwanted?.has(key) !== true;
  };
}

/** Of a worker: how its state counts. Disabled is no trouble, and a row that was left behind is no worker. */
export function kindOf({ health, enabled }: WorkerStatus): 'healthy' | 'disabled' | 'leftBehind' | 'unhealthy' {
  if (health === undefined) return 'leftBehind';
  if (health.state !== 'healthy') return 'unhealthy';
  return enabled === true ? 'healthy' : 'disabled';
}

function isWell(worker: WorkerStatus): boolean {
  return kindOf(worker) !== 'unhealthy';
}

/** Whether it was seen, and all its services run with certificates that last. */
function isRunning({ state, services }: MachineStatus): boolean {
  if (state !== 'seen' || services.length === 0) return false;
  return services.every(
    ({ state: now, certificate }) => now === 'running' && (certificate?.state ?? 'valid') === 'valid',
  );
}

/** Which messages are told beside a chosen part: those that name nothing else alone. */
function toldOf(
  { workers, nodes, machines = [] }: StatusDocument,
  shown: Pick<StatusDocument, 'workers' | 'nodes' | 'machines'>,
  isPart: boolean,
): (detail: string) => boolean {
  if (!isPart) return () => true;
  const namesOf = (of: typeof shown) =>
    [...of.workers, ...of.nodes, ...(of.machines ?? [])].flatMap(({ machine }) => machine ?? []);
  const chosen = new Set(namesOf(shown).map(nameKey));
  const others = new Set(
    namesOf({ workers, nodes, machines })
      .map(nameKey)
      .filter((name) => !chosen.has(name)),
  );
  return (detail) => {
    const words = new Set(
      nameKey(detail)
        .split(/[^\p{L}\p{N}_.-]+/u)
        .flatMap((word) => [word, word.replace(/\.$/, '')]),
    );
    const names = (all: ReadonlySet<string>) => [...words].some((word) => all.has(word));
    return names(chosen) || !names(others);
  };
}
