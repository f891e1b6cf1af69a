import type { Rollback, Step, StepOf, Value } from '../../domain/documents.js';
import type { MachineName } from '../../domain/machine-name.js';
import { awaitMasterStep } from '../steps/await-master.js';
import { bindPortStep } from '../steps/bind-port.js';
import { configArgument, editConfigStep } from '../steps/edit-config.js';
import type { StepPlace } from '../steps/machine-step.js';
import { openFirewallStep } from '../steps/open-firewall.js';
import { setMasterAddressStep } from '../steps/set-master-address.js';
import { setEnabledStep } from '../steps/set-worker-enabled.js';
import type { WorkerView } from '../view/worker.js';
import type { CutOverParts } from './cut-over-parts.js';
import { type DiffContext, type Difference, workerId } from './kind.js';
import type { PortMove } from './master-move.js';

type Undo = Rollback['undo'][number];

interface Parts extends CutOverParts {
  readonly before: Step;
  readonly after: Step;
  /** The node whose change has the waits. */
  readonly machine: MachineName;
  /** With the fields that say what each config had before. */
  readonly differences: readonly Difference[];
}

/**
 * What takes a cut-over back where one of its steps fails before the first worker is heard of: the nodes as they were, the
 * master heard of with the certificate of before, the first worker back on it, and everybody enabled who was. The old
 * certificate is trusted everywhere until long after.
 */
export function cutOverRollback(parts: Parts, context: DiffContext): Rollback {
  const { drains, chain, after, machine, firstSteps } = parts;
  const target = `master/${machine}`;
  const nodes = nodesBack(parts, context);
  const [start] = chain;
  const before = context.catalog.master.certificateThumbprint;
  const { healthyWithinSeconds } = context.topology.policy.rollout;
  const heard =
    start === undefined
      ? []
      : [
          {
            undoes: start.id,
            step: awaitMasterStep(
              target,
              'heardOf:back',
              { machine, certificate: { thumbprint: before }, anew: true },
              healthyWithinSeconds,
              nodes.map(({ step }) => step.id),
            ),
          },
        ];
  const heardIds = heard.map(({ step }) => step.id);
  const first = firstBack(parts, heardIds, context);
  const views = new Map(context.workers.map((view) => [workerId(view.worker.machine), view]));
  const enabled = drains.flatMap((drain) => {
    const view = views.get(drain.target);
    const own = first.filter(({ step }) => step.target === drain.target).map(({ step }) => step.id);
    return view === undefined ? [] : enabledBack(drain, view, [...heardIds, ...own]);
  });
  return {
    target,
    steps: [...drains, ...chain, after, ...firstSteps].map(({ id }) => id),
    undo: [...nodes, ...heard, ...first, ...enabled],
  };
}

function back(id: string): string {
  return `${id}:back`;
}

/** Each needs all before it: a service reads its config when it starts. */
function nodesBack({ chain, differences }: Parts, context: DiffContext): readonly Undo[] {
  const undo: Undo[] = [];
  for (const step of chain) {
    if (step.operation === 'setMasterAddress') {
      const taken = addressBack(step);
      if (taken !== undefined) undo.push({ undoes: step.id, step: taken });
      continue;
    }
    const place = placeOfNode(step, context);
    const needs = undo.map(({ step: { id } }) => id);
    const taken =
      place === undefined
        ? undefined
        : nodeStepBack(step, place, needs, { differences, move: context.masterChange.move });
    if (taken !== undefined) undo.push({ undoes: step.id, step: taken });
  }
  return undo;
}

/** One that was never there stays. */
function addressBack(step: StepOf<'setMasterAddress'>): Step | undefined {
  const { address: before } = step.expects;
  if (before === null) return undefined;
  const taken = setMasterAddressStep(step.target, { from: step.arguments.address, to: before }, []);
  return { ...taken, id: back(step.id) };
}

function placeOfNode({ target }: Step, { master }: DiffContext): StepPlace | undefined {
  const node = master.nodes.find(({ name }) => `master/${name}` === target);
  return node === undefined ? undefined : { target, machine: node.name, reachability: node.reachability };
}

/** What tells how a node was before. */
interface Before {
  readonly differences: readonly Difference[];
  readonly move: PortMove | undefined;
}

function nodeStepBack(
  step: Step,
  place: StepPlace,
  needs: readonly string[],
  { differences, move }: Before,
): Step | undefined {
  switch (step.operation) {
    case 'editConfig':
      return configBack(step, place, needs, differences);
    case 'bindPort': {
      const { thumbprint } = step.expects;
      if (thumbprint === null) return undefined;
      // What else is set of the entry is kept by the machine.
      const wanted = { port: step.arguments.port, certificate: { thumbprint }, negotiate: undefined };
      return { ...bindPortStep(place, wanted, thumbprint), id: back(step.id), needs };
    }
    case 'openFirewall':
      if (move === undefined) return undefined;
      return { ...openFirewallStep(place, step.arguments.rule, move.from), id: back(step.id), needs };
    case 'restartService':
      return { ...step, id: back(step.id), needs };
    default:
      return undefined;
  }
}

/** The keys that it set, as they were; one that was not there stays. */
function configBack(
  step: StepOf<'editConfig'>,
  place: StepPlace,
  needs: readonly string[],
  differences: readonly Difference[],
): Step | undefined {
  const fields = differences.find(({ change }) => change.id === step.target)?.change.fields ?? [];
  const set = new Set([...Object.keys(step.arguments), ...('inputs' in step ? Object.keys(step.inputs) : [])]);
  const before = fields.flatMap(({ path, before: value }) => {
    const key = path.replace(/^(Master|Worker)Settings\./, '');
    return key !== path && set.has(configArgument(key)) && isScalar(value) ? [{ key, before: null, after: value }] : [];
  });
  if (before.length === 0) return undefined;
  const file = { path: step.arguments.path, sha256: null };
  return { ...editConfigStep(place, file, before, { needs }), id: back(step.id) };
}

function isScalar(value: Value): value is string | number | boolean {
  return value !== null;
}

function firstBack(
  { firstSteps, differences }: Parts,
  heard: readonly string[],
  { masterChange: { cutOver } }: DiffContext,
): readonly Undo[] {
  if (cutOver?.first === undefined) return [];
  const { worker, reachability } = cutOver.first;
  const config = firstSteps.find((step): step is StepOf<'editConfig'> => step.operation === 'editConfig');
  const restart = firstSteps.find((step): step is StepOf<'restartService'> => step.operation === 'restartService');
  const online = firstSteps.find((step): step is StepOf<'awaitWorker'> => step.operation === 'awaitWorker');
  const place = { target: workerId(worker.machine), machine: worker.machine, reachability };
  const written = config === undefined ? undefined : configBack(config, place, [], differences);
  const undo: Undo[] = [];
  if (config !== undefined && written !== undefined) undo.push({ undoes: config.id, step: written });
  if (restart === undefined) return undo;
  const restarted: Step = {
    ...restart,
    id: back(restart.id),
    needs: [...heard, ...(written === undefined ? [] : [written.id])],
  };
  undo.push({ undoes: restart.id, step: restarted });
  if (online === undefined) return undo;
  const { inputs: _, ...wait } = online;
  const yields = 'inputs' in online ? { inputs: { lastOnline: restarted.id } } : {};
  undo.push({ undoes: restart.id, step: { ...wait, ...yields, id: back(online.id), needs: [restarted.id] } });
  return undo;
}

/** One that the topology wants disabled stays so. */
function enabledBack(
  drain: StepOf<'drainWorker'>,
  { worker, row }: WorkerView,
  needs: readonly string[],
): readonly Undo[] {
  if (row === undefined || worker.enabled === false || (!row.enabled && worker.enabled !== true)) return [];
  const reference = { row: { ...row, enabled: false } };
  const step = setEnabledStep(drain.target, reference, true, { needs, risk: 'safe' });
  return [{ undoes: drain.id, step: { ...step, id: back(step.id) } }];
}
