import type { Step } from '../domain/documents.js';
import { type Diagnostic, diagnostic } from '../errors/errors.js';
import type { RehearsalDocument } from '../generated/rehearsal.js';
import { age } from '../text/times.js';
import { counted, firstOf, listed } from '../text/words.js';
import type { Rehearsal } from './rehearsal.js';

type Tried = Pick<RehearsalDocument, 'durationSeconds' | 'capacity' | 'steps' | 'waitedFor'>;

type Tells = Pick<Rehearsal, 'topology' | 'plan' | 'packages' | 'assumptions' | 'timedMachines'>;

type Waited = Tried['waitedFor'];

/** Names that one sentence has at most. */
const named = 8;

/** What is to be told of a rehearsal besides its steps: what would go wrong, and what no twin can know. Only what matters for its plan. */
export function diagnosticsOf(
  rehearsal: Tells,
  tried: Tried,
  result: RehearsalDocument['result'],
): readonly Diagnostic[] {
  const { steps } = rehearsal.plan;
  if (result === 'unlike' || steps.length === 0) return [];
  return [
    ...leftRunning(rehearsal, tried),
    ...noneWorking(rehearsal, tried),
    ...servicesDown(steps),
    ...byHand(steps, tried),
    ...newPackages(steps, tried),
    ...serviceStarts(steps),
    ...timesAssumed(rehearsal),
  ];
}

/** Packages that a drain did not wait for to the end: one of each worker and way. */
function leftRunning({ packages }: Tells, { waitedFor }: Tried): readonly Diagnostic[] {
  return (['cutOff', 'leaseEnded', 'givenUp'] as const).flatMap((outcome) => {
    const left = waitedFor.filter((one) => one.outcome === outcome);
    return [...new Set(left.map(({ worker }) => worker))].map((worker) => {
      const own = left.filter((one) => one.worker === worker);
      const detail = `${worker}: ${runText(own)}${leftText(outcome, own, packages)}`;
      return outcome === 'givenUp'
        ? diagnostic('rehearsal.gave-up', detail, { severity: 'warning' })
        : diagnostic('rehearsal.package-lost', detail, { severity: 'warning', remedy: lostRemedies[outcome] });
    });
  });
}

function runText(own: Waited): string {
  const names = own.map(({ package: name, executionId }) => `${name} (execution ${executionId})`);
  const waited = Math.max(...own.map(({ to }) => to)) - Math.min(...own.map(({ from }) => from));
  return `${firstOf(names, named)} still ${own.length === 1 ? 'runs' : 'run'} when it has been waited for ${age(waited)}.`;
}

function leftText(outcome: NonNullable<Waited[number]['outcome']>, own: Waited, packages: Tells['packages']): string {
  const it = own.length === 1 ? 'it is' : 'they are';
  switch (outcome) {
    case 'givenUp':
      return `${missedBy(own, packages)} The drain gives up, and the worker stays as it is.`;
    case 'cutOff':
      return `${missedBy(own, packages)} The time is up, and the worker is disabled all the same: ${it} cut off and lost.`;
    case 'leaseEnded':
      return ` The worker holds no lease of ${own.length === 1 ? 'it' : 'them'} any more, as where no running master takes its reports, so the drain waits no longer. The steps that follow may cut ${own.length === 1 ? 'it' : 'them'} off, and ${it} lost then.`;
  }
}

const lostRemedies = {
  cutOff:
    'Apply at another time, when the package does not run, or give policy.drain.timeout more than it takes. policy.drain.onTimeout: stop has the step fail in place of losing it.',
  leaseEnded:
    'Apply when the package does not run, or bring the master back first (scaleout doctor says what is wrong with it). More time for the drain does not help.',
} as const;

/** How much later the last of them ends, as far as that is known. */
function missedBy(own: Waited, packages: Tells['packages']): string {
  const to = Math.max(...own.map((one) => one.to));
  const ends = own.map(({ executionId }) => packages.get(executionId)?.endsAfter ?? to);
  const late = Math.max(...ends) - to;
  if (late <= 0) return '';
  const by = own.every(({ basis }) => basis === 'history') ? 'by its last runs' : 'by the time that was assumed';
  return ` ${own.length === 1 ? 'It' : 'The last of them'} would have ended ${age(late)} later, ${by}.`;
}

function noneWorking({ topology, plan }: Tells, { capacity }: Tried): readonly Diagnostic[] {
  const { before, lowest, lowestFrom, lowestSeconds } = capacity;
  if (lowest > 0 || before === 0) return [];
  const detail = `From ${age(lowestFrom)} on, for ${age(lowestSeconds)} in all, none of the workers could take work; ${before} could before.`;
  const isOfMaster = plan.steps.some(
    ({ operation, target }) => services.has(operation) && !target.startsWith('worker/'),
  );
  const why = isOfMaster
    ? 'Apply when no package has to start then: while the service of the master restarts, no worker can take work, whatever policy.rollout says.'
    : before > 1 && !isOneAtATime(topology)
      ? 'Apply when no package has to start then, or let policy.rollout.maxUnavailable take out fewer workers at one time.'
      : 'Apply when no package has to start then: fewer workers at one time cannot be taken out.';
  return [diagnostic('rehearsal.none-working', detail, { severity: 'warning', remedy: why })];
}

function isOneAtATime({ policy: { rollout } }: Tells['topology']): boolean {
  return 'workers' in rollout.maxUnavailable && rollout.maxUnavailable.workers <= 1;
}

/** Services that are down, and that the plan starts: why they are down the catalog and the observation do not tell. */
function servicesDown(planned: readonly Step[]): readonly Diagnostic[] {
  return planned.flatMap((step) => {
    const { operation, target, expects } = step;
    if (operation !== 'startService' && operation !== 'restartService') return [];
    if (!('state' in expects) || expects.state === 'running') return [];
    const detail = `The service of ${target} is down now, and why is not known: its start may fail.`;
    return [diagnostic('rehearsal.service-down', detail, { severity: 'warning' })];
  });
}

/** What a person has to do meanwhile: nobody did it on the twin. */
function byHand(planned: readonly Step[], { steps }: Tried): readonly Diagnostic[] {
  const manual = planned.filter((step) => step.manual === true);
  if (manual.length === 0) return [];
  const targets = new Set(manual.map(({ target }) => target));
  const stuck = steps.filter(
    ({ operation, target, outcome }) => operation === 'awaitWorker' && outcome === 'errored' && targets.has(target),
  );
  const left = `Left to a person: ${firstOf(
    manual.map(({ id }) => id),
    named,
  )}. On the twin nobody did ${manual.length === 1 ? 'it' : 'them'}.`;
  const waits =
    stuck.length === 0
      ? ''
      : ` Therefore ${listed(stuck.slice(0, named).map(({ id }) => id))} waited in vain, and what comes after ${stuck.length === 1 ? 'it' : 'them'} was not rehearsed.`;
  return [diagnostic('rehearsal.by-hand', `${left}${waits}`, { severity: 'warning' })];
}

/** Only where a worker is emptied, or packages may be pulled by fewer workers. */
function newPackages(planned: readonly Step[], { durationSeconds }: Tried): readonly Diagnostic[] {
  if (!planned.some(({ operation }) => operation === 'drainWorker')) return [];
  const detail = `What is started in the ${age(durationSeconds)} of the apply runs on the workers too, and drains wait for it.`;
  return [diagnostic('rehearsal.new-packages', detail, { severity: 'note' })];
}

function serviceStarts(planned: readonly Step[]): readonly Diagnostic[] {
  const targets = new Set(
    planned.flatMap(({ operation, target }) =>
      operation === 'restartService' || operation === 'startService' ? [target] : [],
    ),
  );
  if (targets.size === 0) return [];
  const who =
    targets.size === 1
      ? `The service of ${[...targets].join('')} is`
      : `The services of ${firstOf([...targets], named)} are`;
  const detail = `${who} started anew. That may fail for reasons that only the machine knows: its account, its disk, what else runs there.`;
  return [diagnostic('rehearsal.service-start', detail, { severity: 'note' })];
}

const services: ReadonlySet<string> = new Set(['startService', 'stopService', 'restartService']);

function timesAssumed({ assumptions, timedMachines, plan }: Tells): readonly Diagnostic[] {
  const { operationSeconds, catalogSeconds, serviceSeconds } = assumptions;
  const isOnMachine = (step: Step) =>
    step.manual !== true && step.operation !== 'awaitWorker' && 'machine' in step.arguments;
  if (!plan.steps.some(isOnMachine)) return [];
  const measured =
    timedMachines === 0
      ? 'no machine was timed'
      : `the median of ${counted(timedMachines, 'machine')} that ${timedMachines === 1 ? 'was' : 'were'} looked at`;
  const starts = plan.steps.some(({ operation }) => services.has(operation));
  const service = starts
    ? ` A service takes ${age(serviceSeconds)} more to start or stop: nobody has measured it.`
    : '';
  const catalog = ` A request to the catalog takes ${catalogSeconds} s (what looking at it took, and no more than on a machine).`;
  const detail = `An operation on a machine takes ${operationSeconds} s (${measured}).${catalog}${service}`;
  return [diagnostic('rehearsal.times-assumed', detail, { severity: 'note' })];
}
