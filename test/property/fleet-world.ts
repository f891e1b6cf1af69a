import { machineName, workerMark } from '../../src/domain/machine-name.js';
import type { StoredCertificate, Thumbprint } from '../../src/domain/machines.js';
import { type WorkerAgentId, workerAgentId } from '../../src/domain/rows.js';
import type { Access, DesiredWorker, Topology } from '../../src/topology/topology.js';
import { topologyOf } from '../support/build.js';
import { certificateOf } from '../support/machine-build.js';
import type { ModelTime } from '../support/model-time.js';
import { type ModelMachine, type ModelRow, type ModelWorld, modelWorld, sids } from '../support/model-world.js';
import type { Scenario, WorkerPart } from './fleet-scenario.js';

export const workerName = (index: number) => `ETL0${index + 1}`;
export const nodeName = (index: number) => `SQLETL0${index + 1}`;

const readers = (role: 'master' | 'worker') => ({ known: true, value: ['S-1-5-18', sids[role]] }) as const;
const masterNames = { names: ['sqletl01.corp.example'] } as const;
const masterParts = { ...masterNames, keyReaders: readers('master') } as const;
const lasting = certificateOf('master', masterParts);
const ending = certificateOf('master', { ...masterParts, notAfter: '2026-12-20T00:00:00.000Z' });
const named = certificateOf('master named', { ...masterParts, notBefore: '2026-06-01T00:00:00.000Z' });
const masterOf = ({ masterEnds }: Scenario) => (masterEnds ? ending : lasting);
/** The topology names the next one where several nodes have to have it. */
const isNamed = ({ masterEnds, nodes }: Scenario) => masterEnds && nodes.length > 1;
const accessOf = (transport: Access['transport']): Access =>
  transport === 'ssh' ? { transport, user: 'svc' } : { transport };

export function topologyFor(scenario: Scenario): Topology {
  const { policy, port } = scenario;
  const base = topologyOf({
    scaleOut: {
      ...(scenario.enableScaleOut === undefined ? {} : { enabled: scenario.enableScaleOut }),
      ...(scenario.mode === undefined ? {} : { defaultExecutionMode: scenario.mode }),
    },
    workers: scenario.workers.flatMap((part, index) => (part.listed ? [desired(part, index)] : [])),
    policy: {
      prune: policy.prune,
      maxRemovals: policy.maxRemovals,
      drain: { timeoutSeconds: policy.drainTimeout, onTimeout: policy.onTimeout },
      registrationTimeoutSeconds: 90,
      rollout: {
        maxUnavailable: policy.maxUnavailable,
        order: policy.order,
        healthyWithinSeconds: 90,
        pauseAfterFirstSeconds: policy.pauseAfterFirst,
        maxFailures: policy.maxFailures,
      },
      parallelism: policy.parallelism,
    },
  });
  const machines = scenario.nodes.map((_, index) => machineName(nodeName(index)));
  const endpoint = `https://sqletl01.corp.example:${port}`;
  const certificate = isNamed(scenario) ? { certificate: { thumbprint: named.thumbprint } } : {};
  return {
    ...base,
    access: accessOf(scenario.access),
    ...(scenario.masterListed ? { master: { machines, endpoint, ...certificate } } : {}),
  };
}

function desired(
  part: WorkerPart,
  index: number,
): Omit<Partial<DesiredWorker>, 'machine'> & { readonly machine: string } {
  return {
    machine: workerName(index),
    access: accessOf(part.access),
    ...(part.enabled === undefined ? {} : { enabled: part.enabled }),
    ...(part.protect === undefined ? {} : { protect: part.protect }),
    ...(part.tags === undefined ? {} : { tags: part.tags }),
    ...(part.description === undefined ? {} : { description: part.description }),
    ...(part.maxTaskCount === undefined ? {} : { settings: { MaxTaskCount: part.maxTaskCount, ...part.wantedBeat } }),
    ...(part.certificate === 'none' ? {} : { certificate: { thumbprint: namedOf(part, index).thumbprint } }),
  };
}

function namedOf(part: WorkerPart, index: number): StoredCertificate {
  return part.certificate === 'other' ? certificateOf(`other ${index}`) : ownOf(part, index);
}

/** Those that have ended, or do so within renewBefore. */
const ends: Partial<Record<WorkerPart['own'], string>> = {
  ended: '2026-06-01',
  endedOurs: '2026-06-01',
  ending: '2026-12-04',
  endingOurs: '2026-12-04',
};

/** The certificate that a worker's config names; where its machine was made from another's, that one's. */
function ownOf(part: WorkerPart, index: number): StoredCertificate {
  const owner = part.sharesCertificate ? 0 : index;
  const end = ends[part.own];
  return certificateOf(`worker ${owner}${end === undefined ? '' : ` until ${end}`}`, {
    keyReaders: part.own === 'unreadable' ? { known: true, value: ['S-1-5-18'] } : readers('worker'),
    ...(end === undefined ? {} : { notAfter: `${end}T00:00:00.000Z` }),
    friendlyName: part.own.endsWith('Ours') ? workerMark('test', workerName(index)) : '',
  });
}

const publicHalf = (found: StoredCertificate, friendlyName = ''): StoredCertificate => ({
  ...found,
  friendlyName,
  keyReaders: null,
});
const stored = (certificates: readonly StoredCertificate[]) =>
  new Map<Thumbprint, StoredCertificate>(certificates.map((found) => [found.thumbprint, found]));

export interface FleetWorld {
  readonly world: ModelWorld;
  readonly certificates: Map<string, StoredCertificate>;
  readonly ghosts: ReadonlySet<WorkerAgentId>;
}

const idOf = (kind: number, index: number): WorkerAgentId =>
  workerAgentId(`0000000${kind}-0000-4000-8000-00000000000${index}`);

export function worldFor(scenario: Scenario, time: ModelTime): FleetWorld {
  const rows = new Map<WorkerAgentId, ModelRow>();
  const machines = new Map<string, ModelMachine>();
  const ghosts = new Set<WorkerAgentId>();
  const owns = scenario.workers.map(ownOf);
  const certificates = new Map([masterOf(scenario), named, ...owns].map((found) => [found.der, publicHalf(found)]));
  scenario.nodes.forEach((_, index) => {
    machines.set(nodeName(index), nodeMachine(scenario, index, owns));
  });
  let agents = 0;
  scenario.workers.forEach((part, index) => {
    if (part.registered) rows.set(idOf(1, index), rowFor(part, index));
    if (part.staleRow !== 'none') {
      const id = idOf(2, index);
      const enabled = part.staleRow === 'enabled';
      rows.set(id, { ...rowFor(part, index), id, enabled, tags: null, beat: -90_000_000 });
      if (part.ghost) ghosts.add(id);
    }
    if (part.exists) machines.set(workerName(index), workerMachine(part, index, masterOf(scenario)));
  });
  const catalog = { scaleOut: scenario.scaleOut, mode: 'server', address: null, masterThumbprint: null } as const;
  const world = modelWorld(
    { rows, machines, catalog: { ...catalog }, now: time.now },
    () => idOf(3, agents++),
    scenario.retries,
  );
  for (const [name, machine] of machines) {
    const running = machine.running;
    machine.running = false;
    if (running && (name !== nodeName(1) || !scenario.masterClustered)) world.start(machine);
  }
  world.settle();
  return { world, certificates, ghosts };
}

function rowFor(part: WorkerPart, index: number): ModelRow {
  return {
    id: idOf(1, index),
    enabled: part.rowEnabled,
    displayName: null,
    description: null,
    tags: part.rowTags,
    machineName: workerName(index),
    beat: part.ghost ? -90_000_000 : -400_000,
    switchedBy: 'nobody',
  };
}

function machineBase(
  name: string,
): Pick<ModelMachine, 'name' | 'loaded' | 'bindings' | 'openPorts' | 'unreachableUntil'> &
  Pick<ModelMachine, 'started' | 'tried' | 'gaveUp'> {
  const never = Number.NEGATIVE_INFINITY;
  const bare = { loaded: undefined, unreachableUntil: never, started: 0, tried: never, gaveUp: false };
  return { name, bindings: new Map(), openPorts: new Set(), ...bare };
}

const bytesOf = (settings: object) => Buffer.from(JSON.stringify(settings, null, 2));

function nodeMachine(scenario: Scenario, index: number, owns: readonly StoredCertificate[]): ModelMachine {
  const part = scenario.nodes[index] ?? scenario.nodes[0];
  if (part === undefined) throw new Error('no node');
  const base = machineBase(nodeName(index));
  const keyReaders = part.hasKey ? readers('master') : null;
  const trusted = scenario.workers.flatMap((worker, at) => {
    const own = owns[at];
    if (own === undefined || worker.trusted === 'none' || (worker.trusted === 'first' && index > 0)) return [];
    return [publicHalf(own, worker.marked ? workerMark('test', workerName(at)) : '')];
  });
  const master = masterOf(scenario);
  if (part.bound) base.bindings.set(part.port, master.thumbprint);
  if (part.open) base.openPorts.add(part.port);
  return {
    ...base,
    role: 'master',
    administrator: part.administrator,
    clustered: scenario.masterClustered,
    startMode: scenario.masterClustered ? 'manual' : part.startMode,
    running: part.running,
    config: bytesOf({ PortNumber: part.port, SSLCertThumbprint: master.thumbprint }),
    root: stored([...trusted, { ...master, keyReaders }, ...(isNamed(scenario) ? [{ ...named, keyReaders }] : [])]),
    my: stored([]),
  };
}

function workerMachine(part: WorkerPart, index: number, master: StoredCertificate): ModelMachine {
  const own = ownOf(part, index);
  const has = part.own !== 'none';
  const root = [...(part.trustsMaster ? [publicHalf(master)] : []), ...(part.trustsItself ? [publicHalf(own)] : [])];
  return {
    ...machineBase(workerName(index)),
    role: 'worker',
    administrator: part.administrator,
    clustered: part.clustered,
    startMode: part.startMode,
    running: part.running,
    config: bytesOf({
      MasterEndpoint: part.endpoint === 'right' ? 'https://sqletl01.corp.example:8391' : '',
      MasterHttpsCertThumbprint: master.thumbprint,
      WorkerHttpsCertThumbprint: has ? own.thumbprint : '',
      MaxTaskCount: 10,
      AgentHeartbeatInterval: part.beat,
      ...(part.registered ? { AgentId: idOf(1, index) } : {}),
    }),
    root: stored(root),
    my: stored(has ? [own] : []),
  };
}
