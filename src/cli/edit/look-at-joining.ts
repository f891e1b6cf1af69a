import type { Plan } from '../../domain/documents.js';
import type { MachineName } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import { isCertificateUnread, joiningChecks, topologyOfJoining } from '../../reconciler/joining.js';
import type { JoiningCheck } from '../../reconciler/joining-check.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { observe } from '../../reconciler/observe.js';
import { plan } from '../../reconciler/plan/plan.js';
import { paragraph } from '../../text/layout.js';
import type { Topology } from '../../topology/topology.js';
import { joiningSentences, joiningText } from '../render/joining-text.js';
import { planText } from '../render/plan-text.js';
import { connecting, planOptions } from '../run-command.js';
import type { Terminal } from '../terminal.js';
import { openWorld } from '../world/open-world.js';
import type { Looked } from './edit-file.js';
import type { AddOptions } from './edit-options.js';

/** Looks at the new worker's machine, the nodes of the master and the catalog, with the file as it would be. */
export async function lookAtJoining(
  machine: MachineName,
  topology: Topology,
  options: AddOptions,
  terminal: Terminal,
): Promise<Looked> {
  const id = workerId(machine);
  const joining = topologyOfJoining(topology, machine);
  const { parallelism } = topology.policy;
  await using world = await openWorld(joining, { sandbox: options.sandbox, parallelism }, terminal);
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(joining, world, terminal.interrupts.abort),
  );
  const checks = joiningChecks(topology, joining, observation);
  const planned = plan(joining, observation, planOptions({ ...options, target: [id] }, joining));
  const made: Plan = { ...planned, diagnostics: planned.diagnostics.map((found) => ofOne(found, machine)) };
  const { applyable, changes, steps, diagnostics } = made;
  const refusal =
    refusalOf(machine, checks, isCertificateUnread(joining, observation)) ?? refusedByGuards(machine, diagnostics);
  return {
    document: {
      checks: checks.map(({ check, at, state, shows }) => ({ check, at, state, shows })),
      plan: { applyable, changes, steps, diagnostics },
    },
    text(screen) {
      const seen = joiningText(checks, screen);
      if (refusal !== undefined) return seen;
      const { steps: withSteps, expand } = options;
      // The apply shows its own plan, and asks by that.
      if (options.apply) return `${seen}\n\n${paragraph('', laterPlan, screen)}`;
      return `${seen}\n\n${planText(ofJoining(made), screen, { include: [id], steps: withSteps, expand }).trimEnd()}`;
    },
    sentences: joiningSentences(checks),
    refusal,
  };
}

type PlanDiagnostic = Plan['diagnostics'][number];

const laterPlan = 'The plan of it comes when the file is written, and nothing of it is done before that plan is shown.';

/** Nobody else was looked at, so that a cause is of this worker, and takes nobody out who is in service now. */
function ofOne(found: PlanDiagnostic, machine: MachineName): PlanDiagnostic {
  return found.code === 'plan.cause' ? { ...found, summary: `${machine} cannot run packages yet` } : found;
}

/** How the other workers are, and what else differs, was not looked at. */
function ofJoining({ health: _, ...made }: Plan): Plan {
  return { ...made, diagnostics: made.diagnostics.filter(({ code }) => code !== 'plan.target-left-out') };
}

/** Why the worker is not to be added, where a look showed a reason. */
function refusalOf(
  machine: MachineName,
  checks: readonly JoiningCheck[],
  isUnread: boolean,
): ScaleoutError | undefined {
  const blocking = checks.filter(({ blocks }) => blocks !== undefined);
  if (blocking.length > 0) {
    const detail = blocking.map(({ at, shows }) => `${at}: ${shows}.`.replace(/\.\.$/, '.')).join('\n');
    const remedies = [...new Set(blocking.flatMap(({ blocks }) => blocks?.remedy ?? []))];
    const remedy = ['Nothing was written; --no-check adds the entry without a look at anything.', ...remedies].join(
      ' ',
    );
    return new ScaleoutError('edit.machine-not-ready', detail, { remedy });
  }
  if (!isUnread) return undefined;
  const config = checks.find(({ check }) => check === 'config');
  return new ScaleoutError('edit.certificate-unknown', `${machine}: ${config?.shows ?? 'its config cannot be read'}`);
}

/** What refuses a plan for what the entry says or its machine has: not for the hour, the login, or what the file said before. */
const guardsOfEntry: ReadonlySet<string> = new Set([
  'guard.certificate-authority',
  'guard.certificate-useless',
  'guard.endpoint-not-covered',
  'guard.worker-protected',
]);

/** Once the entry is in the file, every plan of the file would be refused with that of the worker. */
function refusedByGuards(machine: MachineName, diagnostics: readonly PlanDiagnostic[]): ScaleoutError | undefined {
  const refusing = diagnostics.filter(({ severity, code }) => severity === 'error' && guardsOfEntry.has(code));
  if (refusing.length === 0) return undefined;
  const detail = refusing.map(({ summary, code, detail }) => `${summary} [${code}]: ${detail}`).join('\n');
  const remedies = [...new Set(refusing.map(({ remedy }) => remedy))];
  const remedy = [
    `Nothing was written: with an entry of ${machine} each plan of the file would be refused. --no-check adds it all the same.`,
    ...remedies,
  ].join(' ');
  return new ScaleoutError('edit.plan-refused', detail, { remedy });
}
