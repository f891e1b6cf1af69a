import type { Change, Plan, Step } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { counted, firstOf } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { alikeFindings, bareTarget } from '../diagnosis/alike.js';
import type { CheckId } from '../diagnosis/check-id.js';
import type { Finding } from '../diagnosis/diagnose.js';
import { isOutage, type OutageCause, outageCauses } from '../diagnosis/outage-causes.js';
import { fleetMachines } from '../view/fleet.js';
import { type Observation, silentLog } from '../view/machine.js';
import { tellingOfSuspensions } from './suspended-finding.js';

/** Machines named in one phrase. */
const named = 3;

/** What a plan says by itself, and does: where it names a cause or mends it, that need not be told at length once more. */
export type SaidByPlan = Pick<Plan, 'changes' | 'steps'> & {
  readonly diagnostics: readonly Pick<Diagnostic, 'code'>[];
};

/**
 * Why master and workers are out of service, one diagnostic a cause: what is wrong, whom it takes out, and what to do. It is
 * what the doctor finds by an observation alone. `said`: the plan beside which it is told; undefined: none was made.
 */
export function causeDiagnostics(
  topology: Topology,
  observation: Observation,
  said?: SaidByPlan,
): readonly Diagnostic[] {
  const given = said === undefined ? new Set() : givenUp(said);
  const found = outageCauses(topology, observation).filter(({ finding }) => !given.has(finding.target));
  if (found.length === 0) return [];
  const telling = tellingOfSuspensions(topology, observation);
  const causes = found.map((cause) => ({ ...cause, finding: telling(cause.finding) }));
  const isBare = ({ finding }: OutageCause) =>
    isOutage(finding) && finding.id !== 'master.silent' && finding.consequences.length === 0;
  const bare = causes.filter(isBare);
  const silent = bare.filter(({ finding }) => finding.id === 'worker.offline');
  // A listed worker without a row is a change of the plan, which says of it what there is to say.
  const unknown = bare.filter(({ finding }) => finding.id === 'worker.unregistered');
  const others = causes.filter((cause) => !isBare(cause));
  return [
    ...alike(others, said).map((causes) => causeDiagnostic(causes, said)),
    ...unexplained(silent, (machines) => `${machines} are enabled and not heard of`, topology, observation),
    ...(said === undefined
      ? unexplained(unknown, (machines) => `${machines} are listed and not registered`, topology, observation)
      : []),
  ];
}

/** One cause at several targets, of which the same is to be said. */
type Alike = readonly [OutageCause, ...OutageCause[]];

/** What a plan mends is not told with what it leaves. */
function alike(causes: readonly OutageCause[], said: SaidByPlan | undefined): readonly Alike[] {
  const byFinding = new Map(causes.map((one) => [one.finding, one]));
  const isMended = (finding: Finding) => said?.steps.some((step) => mends(step, finding)) === true;
  const findings = causes.map(({ finding }) => finding);
  return alikeFindings(findings, (finding) => `${finding.result} ${isMended(finding)}`).flatMap((group) => {
    const [first, ...others] = group.flatMap((finding) => byFinding.get(finding) ?? []);
    return first === undefined ? [] : [[first, ...others] as const];
  });
}

function causeDiagnostic(causes: Alike, said: SaidByPlan | undefined): Diagnostic {
  const [cause, ...others] = causes;
  const { finding } = cause;
  const also = others.map((other) => bareTarget(other.finding));
  const what = [
    `${finding.summary}${lineText(finding)}.`,
    ...(also.length === 0 ? [] : [`The same at ${firstOf(also, named)}.`]),
    ...consequenceText(causes),
  ].join(' ');
  const mending = said?.steps.filter((step) => causes.some((one) => mends(step, one.finding))) ?? [];
  const [first] = mending;
  if (first !== undefined) {
    const isByHand = mending.every((step) => step.manual === true);
    const tried = trying(mending);
    const does = tried === undefined ? `Mended by this plan${isByHand ? ', by hand' : ''}` : `This plan ${tried} it`;
    const detail = `${what} ${does}: ${firstOf(mendingIds(mending, causes), named)}.`;
    const remedy = tried === undefined ? 'Carry the plan out.' : `Carry the plan out. Where that fails, run ${doctor}.`;
    const told = diagnostic('plan.cause', detail, { severity: 'note', remedy });
    const joining = onlyJoining(causes);
    return joining === undefined ? told : { ...told, summary: `${joining} cannot run packages yet` };
  }
  const own = toldBy[finding.id];
  const isTold = own !== undefined && said?.diagnostics.some(({ code }) => code === own) === true;
  const remedy = isTold ? `See [${own}] in this plan: it says what to do.` : finding.remedy;
  return diagnostic('plan.cause', what, { severity: 'warning', remedy });
}

/** The one worker that is out by these causes, where it has no row yet: it is new, and nobody who was in service is out. */
function onlyJoining(causes: Alike): string | undefined {
  const [joining, ...others] = new Set(causes.flatMap(({ unregistered }) => unregistered));
  const isAlone =
    others.length === 0 && causes.every(({ offline, isMasterSilent }) => !isMasterSilent && offline.length === 0);
  return isAlone ? joining : undefined;
}

/** Why a service was stopped, or stopped by itself, an observation alone may not know. */
const doctor = 'scaleout doctor: it reads why Windows did not start the service';

/** What a plan does of which nobody knows beforehand whether it helps; undefined: it changes what is wrong. */
function trying(mending: readonly Step[]): 'starts' | 'restarts' | undefined {
  if (mending.some(({ manual }) => manual === true)) return undefined;
  if (mending.every(({ operation }) => operation === 'restartService')) return 'restarts';
  return mending.some(({ operation }) => operation === 'startService') &&
    mending.every(({ operation }) => operation === 'startService' || operation === 'setStartMode')
    ? 'starts'
    : undefined;
}

/** The first step for each. */
function mendingIds(steps: readonly Step[], causes: Alike): readonly string[] {
  return causes.flatMap(({ finding }) => steps.find((step) => mends(step, finding))?.id ?? []);
}

/** The line of a log, where that is what was found. */
function lineText({ id, evidence: [line] }: Finding): string {
  return line === undefined || !id.endsWith('.log') ? '' : ` (${line.where}: ${line.read})`;
}

/** `4 workers are offline: ETL01, ETL02, ETL03 and 1 more.` */
function consequenceText(causes: Alike): readonly string[] {
  const [{ finding }] = causes;
  const isMasterSilent = causes.some((one) => one.isMasterSilent);
  const offline = causes.flatMap((one) => one.offline);
  const unregistered = causes.flatMap((one) => one.unregistered);
  const whose = isOutage(finding) ? finding.target : undefined;
  const text = (machines: readonly string[], how: string) => {
    const all = machines.filter((machine) => `worker/${machine}` !== whose);
    if (all.length === 0) return [];
    return [all.length === 1 ? `${all[0]} is ${how}.` : `${all.length} workers are ${how}: ${firstOf(all, named)}.`];
  };
  return [
    ...(isMasterSilent && finding.id !== 'master.silent' ? ['The master is not heard of.'] : []),
    ...text(offline, 'offline'),
    ...text(unregistered, 'not registered'),
  ];
}

/** All of which nothing is known but that they are out, in one. */
function unexplained(
  causes: readonly OutageCause[],
  what: (machines: string) => string,
  topology: Topology,
  observation: Observation,
): readonly Diagnostic[] {
  const [first, ...more] = causes;
  if (first === undefined) return [];
  const { finding } = first;
  const machines = causes.flatMap(({ offline, unregistered }) => [...offline, ...unregistered]);
  const detail =
    more.length === 0
      ? `${finding.summary}.${logText(finding, topology, observation)}`
      : `${what(counted(machines.length, 'worker'))}: ${firstOf(machines, named)}.`;
  return [diagnostic('plan.worker-offline', detail, { severity: 'warning', remedy: finding.remedy })];
}

/** Which log says nothing, where its machine was seen. */
function logText({ target }: Finding, topology: Topology, observation: Observation): string {
  const machine = fleetMachines(topology, observation).workers.find(
    ({ worker }) => `worker/${worker.machine}` === target,
  );
  return machine?.reachability.state === 'seen' ? silentLog(machine.reachability.machine.logs, 'worker') : '';
}

/** Workers that the plan takes out of service for good: nobody waits for those. */
function givenUp({ changes }: Pick<Plan, 'changes'>): ReadonlySet<string> {
  const isDisabled = ({ fields }: Change) => fields.some(({ path, after }) => path === 'enabled' && after === false);
  const gone = changes.filter((change) => change.action === 'remove' || isDisabled(change));
  return new Set(gone.map(({ id }) => id));
}

type Operation = Step['operation'];

/** By which operations a plan mends what a check finds. */
const mendedBy: Partial<Record<CheckId, readonly Operation[]>> = {
  'catalog.scale-out-off': ['enableScaleOut'],
  'master.config-unread': ['restartService'],
  'master.service': ['startService', 'setStartMode', 'restartService'],
  'master.config': ['editConfig'],
  'master.port': ['editConfig'],
  'master.binding': ['bindPort'],
  'master.firewall': ['openFirewall'],
  'master.address': ['setMasterAddress'],
  'worker.service': ['startService', 'setStartMode', 'restartService'],
  'worker.config': ['editConfig'],
  'worker.config-unread': ['restartService'],
  'worker.endpoint': ['editConfig'],
  'worker.master-thumbprint': ['editConfig'],
  'worker.master-not-trusted': ['trustCertificate'],
  'worker.certificate-missing': ['createCertificate', 'editConfig'],
  'worker.certificate-expired': ['createCertificate', 'editConfig'],
  'worker.key-missing': ['createCertificate', 'editConfig'],
  'worker.key-unreadable': ['grantKey'],
  'worker.not-trusted': ['trustCertificate'],
};

/** Whether a step of a plan mends what was found. */
export function mends(step: Step, { id, target }: Finding): boolean {
  if (mendedBy[id]?.includes(step.operation) !== true) return false;
  const isOf = (part: string) => step.target === part || step.target.startsWith(`${part}/`);
  return target === 'catalog' || isOf(target);
}

/** What a plan has always told by itself. */
export const toldBy: Partial<Record<CheckId, Diagnostic['code']>> = {
  'master.machine-unreached': 'plan.machine-unreached',
  'master.certificate-missing': 'plan.master-key-missing',
  'master.foreign-root': 'plan.root-not-self-signed',
  'worker.machine-unreached': 'plan.machine-unreached',
  'worker.row-unreadable': 'plan.row-unreadable',
};
