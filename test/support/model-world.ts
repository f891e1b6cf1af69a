import { editConfig } from '../../src/config-file/edit-config.js';
import { type ConfigContent, readConfigFile } from '../../src/config-file/read-config-file.js';
import type { MachineRole, StartMode, StoredCertificate, Thumbprint } from '../../src/domain/machines.js';
import { type WorkerAgentId, workerAgentId } from '../../src/domain/rows.js';
import { instant } from './model-time.js';

/** Whose hand last set a thing: ours, another's, or none since the beginning. */
export type Hand = 'tool' | 'foreign' | 'nobody';

export interface ModelRow {
  readonly id: WorkerAgentId;
  enabled: boolean;
  displayName: string | null;
  description: string | null;
  tags: string | null;
  machineName: string | null;
  /** Of its last heartbeat, in milliseconds of the model's time. */
  beat: number;
  /** Who set `enabled` last. */
  switchedBy: Hand;
}

export interface ModelMachine {
  /** Its computer's name, which somebody may change; the world knows it by its first one. */
  name: string;
  readonly role: MachineRole;
  administrator: boolean;
  readonly clustered: boolean;
  startMode: StartMode;
  running: boolean;
  config: Buffer;
  /** What its service read when it started. */
  loaded: ConfigContent | undefined;
  readonly root: Map<Thumbprint, StoredCertificate>;
  readonly my: Map<Thumbprint, StoredCertificate>;
  readonly bindings: Map<number, Thumbprint>;
  readonly openPorts: Set<number>;
  unreachableUntil: number;
  /** When its service started; it beats then, and at its interval after. */
  started: number;
  /** The last moment at which it tried to beat. */
  tried: number;
  /** It could not reach the master once, and does not try again before its service is restarted. */
  gaveUp: boolean;
}

export interface ModelTask {
  readonly id: string;
  readonly row: WorkerAgentId;
  readonly pulled: number;
  readonly ends: number;
  /** When the lease was renewed last. */
  reported: number;
  /** Its execution names the worker. */
  named: boolean;
  /** Whatever becomes of it is not of our doing. */
  exempt: boolean;
  /** A drain that could not go on left its worker disabled: the end of its lease is not of our doing. */
  excused: boolean;
}

/** What the model's rules are: milliseconds. */
export const rules = { beat: 60_000, report: 10_000, lease: 300_000 } as const;

export const sids = { master: 'S-1-5-80-1000', worker: 'S-1-5-80-2000' } as const;

export interface ModelWorld {
  readonly rows: Map<WorkerAgentId, ModelRow>;
  readonly machines: ReadonlyMap<string, ModelMachine>;
  readonly catalog: {
    scaleOut: 'enabled' | 'neverEnabled' | 'disabled';
    mode: 'server' | 'scaleOut';
    address: string | null;
    masterThumbprint: string | null;
  };
  readonly tasks: Set<ModelTask>;
  /** Tasks that a disabled worker could not report on, and that its restart killed. */
  readonly lost: { readonly task: ModelTask; readonly how: string }[];
  now(): number;
  /** Brings heartbeats and tasks up to date: before every look and every change. */
  settle(): void;
  isHeard(machine: ModelMachine): boolean;
  /** Whether the key that a worker's service has loaded can be used, and the worker and the master trust it. */
  hasPair(machine: ModelMachine): boolean;
  master(): ModelMachine | undefined;
  machineOf(id: WorkerAgentId): ModelMachine | undefined;
  /** Milliseconds between two heartbeats of a running worker. */
  beatOf(machine: ModelMachine): number;
  /** Milliseconds of silence after which a worker counts as offline. */
  silenceOf(machine: ModelMachine): number;
  start(machine: ModelMachine): void;
  stop(machine: ModelMachine): void;
  pull(machine: ModelMachine, milliseconds: number): ModelTask | undefined;
}

export function settingOf(content: ConfigContent | undefined, key: string): string {
  return String(content?.get(key) ?? '');
}

const contents = new WeakMap<Buffer, ConfigContent>();

/** What its config file says now. */
export function contentOf({ config }: ModelMachine): ConfigContent {
  const known = contents.get(config) ?? readConfigFile(config);
  contents.set(config, known);
  return known;
}

export function agentIdOf(machine: ModelMachine): WorkerAgentId | undefined {
  const id = settingOf(machine.loaded ?? contentOf(machine), 'AgentId');
  return id === '' ? undefined : workerAgentId(id);
}

/** The world that catalog and machines share. It lives by the rules that real ones live by, in short. */
export function modelWorld(
  parts: Pick<ModelWorld, 'rows' | 'machines' | 'catalog' | 'now'>,
  newAgentId: () => WorkerAgentId,
  /** Whether a worker that could not reach the master tries again by itself. Nobody documents it. */
  retries = true,
): ModelWorld {
  const { rows, machines, catalog, now } = parts;
  const tasks = new Set<ModelTask>();
  const lost: { readonly task: ModelTask; readonly how: string }[] = [];
  const nodes = [...machines.values()].filter((machine) => machine.role === 'master');
  const workers = [...machines.values()].filter((machine) => machine.role === 'worker');
  let tasksMade = 0;

  const master = () => nodes.find((node) => node.running && node.loaded !== undefined);
  const machineOf = (id: WorkerAgentId) => workers.find((machine) => agentIdOf(machine) === id);
  const beatOf = ({ loaded }: ModelMachine): number => {
    const [hours, minutes, seconds] = settingOf(loaded, 'AgentHeartbeatInterval').split(':').map(Number);
    const found = ((hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000;
    return found > 0 ? found : rules.beat;
  };
  const silenceOf = (machine: ModelMachine) => 3 * Math.max(beatOf(machine), rules.beat);
  const isHeard = (machine: ModelMachine) => !machine.gaveUp && isAccepted(machine);
  const isAccepted = (machine: ModelMachine): boolean => {
    const node = master();
    if (node === undefined || !machine.running || catalog.scaleOut !== 'enabled') return false;
    const port = Number(settingOf(node.loaded, 'PortNumber'));
    const certificate = node.root.get(settingOf(node.loaded, 'SSLCertThumbprint') as Thumbprint);
    if (certificate === undefined || certificate.keyReaders === null) return false;
    if (node.bindings.get(port) !== certificate.thumbprint || !node.openPorts.has(port)) return false;
    const { loaded } = machine;
    if (settingOf(loaded, 'MasterEndpoint') !== `https://sqletl01.corp.example:${port}`) return false;
    if (settingOf(loaded, 'MasterHttpsCertThumbprint') !== certificate.thumbprint) return false;
    return machine.root.has(certificate.thumbprint) && hasPair(machine);
  };
  const hasPair = (machine: ModelMachine): boolean => {
    const own = machine.my.get(settingOf(machine.loaded, 'WorkerHttpsCertThumbprint') as Thumbprint);
    if (own?.keyReaders?.known !== true || !own.keyReaders.value.includes(sids.worker)) return false;
    if (own.notAfter < instant(now()) || !machine.root.has(own.thumbprint)) return false;
    return master()?.root.has(own.thumbprint) === true;
  };
  const beat = (machine: ModelMachine, at: number) => {
    const id = agentIdOf(machine);
    if (id === undefined || machine.gaveUp) return;
    if (!isAccepted(machine)) {
      machine.gaveUp = !retries;
      return;
    }
    const row = rows.get(id);
    if (row !== undefined) {
      row.beat = Math.max(row.beat, at);
      row.machineName = machine.name;
      return;
    }
    const bare = { displayName: null, description: null, tags: null, enabled: false };
    rows.set(id, { id, ...bare, machineName: machine.name, beat: at, switchedBy: 'nobody' });
  };
  const live = (task: ModelTask, moment: number) => {
    const row = rows.get(task.row);
    const machine = machineOf(task.row);
    const heard = machine !== undefined && isHeard(machine);
    if (!heard || row === undefined || (!row.enabled && row.switchedBy !== 'tool')) task.exempt = true;
    if (heard && row?.enabled === true) {
      const until = Math.min(moment, task.ends);
      task.reported = task.pulled + Math.floor((until - task.pulled) / rules.report) * rules.report;
      task.named ||= task.reported > task.pulled;
      if (task.ends <= moment) tasks.delete(task);
    } else if (moment > task.reported + rules.lease) {
      tasks.delete(task);
      task.exempt ||= task.excused;
      lost.push({ task, how: 'its lease ended while it could not report' });
    }
  };
  const settle = () => {
    const moment = now();
    for (const machine of workers) {
      if (!machine.running) continue;
      const period = beatOf(machine);
      const due = machine.started + Math.floor((moment - machine.started) / period) * period;
      if (due <= machine.tried) continue;
      machine.tried = due;
      beat(machine, due);
    }
    for (const task of tasks) live(task, moment);
  };
  return {
    rows,
    machines,
    catalog,
    tasks,
    lost,
    now,
    settle,
    isHeard,
    hasPair,
    master,
    machineOf,
    beatOf,
    silenceOf,
    start(machine) {
      if (machine.role === 'worker' && settingOf(contentOf(machine), 'AgentId') === '') {
        machine.config = Buffer.from(editConfig(machine.config, { AgentId: newAgentId() }));
      }
      machine.running = true;
      machine.loaded = contentOf(machine);
      machine.started = now();
      machine.tried = Number.NEGATIVE_INFINITY;
      machine.gaveUp = false;
      if (machine.role === 'master' && catalog.scaleOut === 'enabled') {
        catalog.masterThumbprint = settingOf(machine.loaded, 'SSLCertThumbprint');
      }
    },
    stop(machine) {
      const id = agentIdOf(machine);
      for (const task of tasks) {
        if (task.row !== id) continue;
        tasks.delete(task);
        lost.push({ task, how: 'its service was stopped' });
      }
      machine.running = false;
      machine.loaded = undefined;
    },
    pull(machine, milliseconds) {
      const id = agentIdOf(machine);
      const row = id === undefined ? undefined : rows.get(id);
      if (id === undefined || row?.enabled !== true || !isHeard(machine)) return undefined;
      // It asks for tasks only after a heartbeat.
      if (now() - row.beat > silenceOf(machine)) return undefined;
      tasksMade += 1;
      const moment = now();
      const task = { id: `T${tasksMade}`, row: id, pulled: moment, ends: moment + milliseconds, reported: moment };
      const made: ModelTask = { ...task, named: false, exempt: false, excused: false };
      tasks.add(made);
      return made;
    },
  };
}
