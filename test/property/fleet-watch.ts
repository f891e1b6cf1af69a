import type { EventBody, Plan, Step } from '../../src/domain/documents.js';
import { sameMachine } from '../../src/domain/machine-name.js';
import type { MachineObservation } from '../../src/domain/machines.js';
import type { WorkerAgentId } from '../../src/domain/rows.js';
import { inputsOf } from '../../src/reconciler/steps/step.js';
import { machineView, type Observation } from '../../src/reconciler/view/machine.js';
import { isProtected } from '../../src/reconciler/view/row-machine.js';
import type { Topology } from '../../src/topology/topology.js';
import type { ModelWrite } from '../support/model-fleet.js';
import { type ModelRow, type ModelWorld, rules, settingOf } from '../support/model-world.js';
import { argumentsOf } from '../support/step-of.js';

/** Looks on while plans are carried out, and keeps what should never be. */
export interface FleetWatch {
  readonly violations: readonly string[];
  /** Rows and machines that another hand changed: what becomes of them is not ours alone. */
  readonly meddled: Set<string>;
  /** The plan that is carried out from now on, and what it was made from. */
  follow(plan: Plan, observation: Observation): void;
  event(event: EventBody): void;
  write(write: ModelWrite): void;
  touch(machine: string): void;
}

interface Active {
  readonly step: Step;
  readonly wasProtected: boolean;
  /** The row that the step's machine had when it began. */
  readonly ownRow: WorkerAgentId | undefined;
}

export function fleetWatch(topology: Topology, world: ModelWorld): FleetWatch {
  const violations: string[] = [];
  const meddled = new Set<string>();
  const active = new Map<string, Active>();
  /** Rows that we took out, with the change that did; those taken out for good only while that change is under way. */
  const out = new Map<WorkerAgentId, { readonly target: string; readonly isForGood: boolean }>();
  const stepsLeft = new Map<string, number>();
  const completed = new Set<string>();
  /** Targets that were enabled and whose drain has begun. */
  const begun = new Set<string>();
  let plan: Plan | undefined;
  let limit = 0;
  let seen: Observation['machines'] = new Map();
  let observed = new Map<string, { readonly enabled: boolean; readonly online: boolean }>();
  let enables = 0;
  /** Workers that had a key which works when the plan was made. */
  let paired: readonly WorkerAgentId[] = [];

  const undoOf = (id: string) => plan?.rollbacks?.flatMap(({ undo }) => undo).find(({ step }) => step.id === id);

  const say = (text: string) => violations.push(`at ${world.now()}: ${text}`);
  const stepNamed = (id: string): Step | undefined => plan?.steps.find((found) => found.id === id) ?? undoOf(id)?.step;
  const hasPair = (id: WorkerAgentId) => {
    const machine = world.machineOf(id);
    return machine !== undefined && world.rows.get(id)?.enabled === true && world.hasPair(machine);
  };
  /** What another hand has undone is not ours. */
  const checkPairs = (when: string) => {
    if (meddled.size > 0 || world.master() === undefined) return;
    for (const id of paired) {
      const machine = world.machineOf(id);
      if (machine?.running === true && world.rows.get(id)?.enabled === true && !hasPair(id))
        say(`after ${when} ${machine.name} is enabled, and has no key and trust that work`);
    }
  };
  const listedAs = (row: WorkerAgentId) => {
    // The catalog's name counts: a machine that was renamed keeps the old one there until it is heard of.
    const name = world.rows.get(row)?.machineName ?? world.machineOf(row)?.name ?? '';
    return topology.workers.find((worker) => sameMachine(worker.machine, name));
  };
  /** The row that the catalog shows as a machine's: the last one that beat with its name. */
  const rowOf = (machine: string): WorkerAgentId | undefined => {
    const rows = [...world.rows.values()].filter((row) => sameMachine(row.machineName ?? '', machine));
    return rows.reduce<ModelRow | undefined>(
      (last, row) => (last !== undefined && last.beat >= row.beat ? last : row),
      undefined,
    )?.id;
  };
  const isAbout = ({ step, ownRow }: Active, write: ModelWrite): boolean => {
    const { row, machine, request } = write;
    const values = argumentsOf(step);
    if (row !== undefined) {
      if (inputsOf(step).workerAgentId === undefined) return values.workerAgentId === row;
      // A step looks and then writes: a machine that registers anew between the two has the write done to its old row.
      return row === ownRow || row === rowOf(String(values.machine));
    }
    if (machine === undefined) return true;
    if (!sameMachine(String(values.machine), machine)) return false;
    if (request === undefined || !('thumbprint' in request) || values.thumbprint === undefined) return true;
    return values.thumbprint === request.thumbprint;
  };
  const automatedOperationOf = (write: ModelWrite) =>
    write.operation === 'writeConfig' ? 'editConfig' : write.operation;
  const isDoneBy = (by: Active, write: ModelWrite) =>
    (by.step.operation === automatedOperationOf(write) ||
      (by.step.operation === 'drainWorker' && write.operation === 'setWorkerEnabled')) &&
    isAbout(by, write);

  const isBack = (id: WorkerAgentId) => {
    const row = world.rows.get(id);
    const machine = world.machineOf(id);
    if (row === undefined || meddled.has(id)) return true;
    if (machine === undefined || meddled.has(machine.name)) return true;
    return row.enabled && world.now() - row.beat <= world.silenceOf(machine);
  };
  const takenOut = (id: WorkerAgentId, step: Step, isForGood: boolean) => {
    const before = observed.get(id);
    for (const [row, { target }] of out) if (isBack(row) || completed.has(target)) out.delete(row);
    if (before?.enabled === true && before.online && !meddled.has(id)) {
      const others = [...out].filter(([row]) => row !== id);
      const isTogether = step.operation === 'drainWorker' && step.arguments.together === true;
      if (others.length + 1 > limit && !isTogether) {
        say(`${id} is taken out by ${step.id} while ${others.map(([row]) => row).join()} are out, of ${limit} allowed`);
      }
    }
    // Where the topology does not say that it should be enabled, the next plan can only tell that it is not.
    out.set(id, { target: step.target, isForGood: isForGood || listedAs(id)?.enabled === undefined });
  };
  const disabled = (id: WorkerAgentId, step: Step, wasProtected: boolean) => {
    const wanted = listedAs(id);
    const isForGood = wanted === undefined || wanted.enabled === false || step.target.split('/').length > 2;
    if (wasProtected && isForGood) say(`${step.id} disables a protected worker`);
    takenOut(id, step, isForGood);
  };
  const removed = (id: WorkerAgentId, step: Step, wasProtected: boolean) => {
    if (wasProtected) say(`${step.id} removes a protected worker`);
    const change = plan?.changes.find((found) => found.id === step.target);
    const named = change?.fields.some((field) => field.path === 'workerAgentId' && field.before === id);
    if (change?.action !== 'remove' || named !== true) say(`${id} is removed and the plan does not say so`);
    if (!topology.policy.prune) say(`${id} is removed without prune`);
    const machine = world.machineOf(id);
    if (machine === undefined || !topology.workers.some((worker) => sameMachine(worker.machine, machine.name))) return;
    // Whoever gave the machine its name since it was looked at, or one that nobody may look at, is not seen by the plan.
    const shown = seen.get(machine.name);
    if (!meddled.has(machine.name) || (shown?.known === true && configuredId(shown.value) === id))
      say(`${id} is removed, and is the row of the listed ${machine.name}`);
  };
  const machineWritten = (machine: string, { request, operation }: ModelWrite) => {
    const found = [...world.machines.values()].find((one) => one.name === machine);
    const isService = /Service$|^setStartMode$/.test(operation);
    // Where another machine has got the name since, its script refuses; the step was not planned for it.
    if (found?.clustered === true && isService && !meddled.has(machine))
      say(`${operation} on the clustered service of ${machine}`);
    if (request?.operation !== 'distrustCertificate') return;
    for (const worker of world.machines.values()) {
      // Which one a machine uses that was not seen cannot be known.
      const isListed = topology.workers.some((listed) => sameMachine(listed.machine, worker.name));
      const isSeen = seen.get(worker.name)?.known === true;
      if (!isListed || !isSeen || settingOf(worker.loaded, 'WorkerHttpsCertThumbprint') !== request.thumbprint)
        continue;
      if (world.isHeard(worker) && !meddled.has(worker.name))
        say(`the certificate of the listed ${worker.name} is distrusted`);
    }
  };
  return {
    violations,
    meddled,
    follow(made, { catalog, machines }) {
      plan = made;
      seen = machines;
      for (const [row, { isForGood }] of out) if (isForGood) out.delete(row);
      active.clear();
      completed.clear();
      begun.clear();
      stepsLeft.clear();
      for (const { target } of made.steps) stepsLeft.set(target, (stepsLeft.get(target) ?? 0) + 1);
      const rows = catalog.workers.known ? catalog.workers.value : [];
      observed = new Map(
        rows.map((row) => {
          const machine = world.machineOf(row.id);
          const silence = machine === undefined ? 3 * rules.beat : world.silenceOf(machine);
          return [row.id, { enabled: row.enabled, online: row.lastOnlineAge * 1000 <= silence }];
        }),
      );
      const isHeard = (id: WorkerAgentId) => observed.get(id)?.online === true;
      paired = rows.map(({ id }) => id).filter((id) => isHeard(id) && hasPair(id));
      const enabled = rows.filter((row) => row.enabled).length;
      const { maxUnavailable } = topology.policy.rollout;
      limit =
        'workers' in maxUnavailable
          ? maxUnavailable.workers
          : Math.max(1, Math.floor((enabled * maxUnavailable.percent) / 100));
    },
    event(event) {
      if (event.type === 'step_skipped') {
        const target = stepNamed(event.step)?.target;
        if (target !== undefined && begun.has(target) && event.reason.includes('policy.rollout'))
          say(`${event.step} is withheld although ${target} is out`);
      } else if (event.type === 'step_start') {
        const step = stepNamed(event.step);
        if (step === undefined) return void say(`${event.step} is not in the plan`);
        const row = world.rows.get(argumentsOf(step).workerAgentId as WorkerAgentId);
        if (step.operation === 'drainWorker' && step.expects.enabled) begun.add(step.target);
        const { machine } = argumentsOf(step);
        world.settle();
        const ownRow = typeof machine === 'string' ? rowOf(machine) : undefined;
        active.set(step.id, { step, wasProtected: isProtected(row?.tags ?? null), ownRow });
      } else if (event.type === 'step_complete' || event.type === 'step_errored') {
        const step = active.get(event.step)?.step;
        active.delete(event.step);
        if (step === undefined) return void say(`${event.step} ends and never began`);
        checkPairs(event.step);
        // A rollback brings back who is counted as out already.
        if (!plan?.steps.some(({ id }) => id === step.id)) return;
        const { target, operation } = step;
        const failed = event.type === 'step_errored';
        const { workerAgentId } = argumentsOf(step);
        // A drain that fails with its worker in service leaves nobody to be brought back.
        if (failed && operation === 'drainWorker' && !out.has(workerAgentId as WorkerAgentId)) begun.delete(target);
        if (failed) for (const task of world.tasks) if (task.row === workerAgentId) task.excused = true;
        // A text that could not be set keeps no worker out.
        if (failed && operation !== 'setWorkerProperty') return;
        const left = (stepsLeft.get(target) ?? 0) - 1;
        stepsLeft.set(target, left);
        if (left === 0) completed.add(target);
      }
    },
    write(made) {
      const by = [...active.values()].find((one) => isDoneBy(one, made));
      if (by === undefined)
        return void say(`no step under way does ${JSON.stringify({ ...made, request: undefined })}`);
      const { step, wasProtected } = by;
      if (step.manual === true) say(`${step.id} is a person's`);
      if (made.operation === 'enableScaleOut') {
        enables += 1;
        if (enables > 1 || world.catalog.scaleOut === 'enabled') say('Scale Out is enabled a second time');
      }
      if (made.row !== undefined) {
        // A drain that gives up leaves the worker as it was, whether the master hears of it or not.
        const isLeft = step.operation === 'drainWorker' || undoOf(step.id) !== undefined;
        if (made.enabled === true && isLeft) out.delete(made.row);
        if (made.enabled === false) disabled(made.row, step, wasProtected);
        if (made.operation === 'removeWorker') removed(made.row, step, wasProtected);
      }
      if (made.machine !== undefined) machineWritten(made.machine, made);
    },
    touch(machine) {
      const worker = topology.workers.find((listed) => sameMachine(listed.machine, machine));
      const isNode = topology.master?.machines.some((node) => sameMachine(node, machine)) === true;
      const isRemoved = topology.policy.prune && worker === undefined;
      const access = worker?.access ?? topology.access;
      const isOpen = access.transport !== 'manual' && access.transport !== 'none';
      if (!isOpen || !(worker !== undefined || isNode || isRemoved)) say(`${machine} is touched without access`);
    },
  };
}

function configuredId(machine: MachineObservation): WorkerAgentId | undefined {
  return machineView(machine).installations.find(({ role }) => role === 'worker')?.agentId;
}
