import { type DoctorFinding, shownFindings } from '../../doctor/doctor-document.js';
import type { CatalogExamination } from '../../domain/examination.js';
import { checks } from '../../reconciler/diagnosis/checks.js';
import { type CheckResult, type Diagnosis, diagnose, diagnoseBy } from '../../reconciler/diagnosis/diagnose.js';
import { commandLine, sameWords, withGivenWords } from '../../text/given-words.js';
import type { FindingDetail, FindingsDetail } from '../wire/details.js';
import type { Acknowledged, FindingLine, Head } from '../wire/head.js';
import type { Look } from './look.js';
import { masked, shownTexts } from './shown-text.js';

/** What a look shows to be wrong, and what somebody examined of the catalog besides. */
export interface Found {
  readonly diagnosis: Diagnosis;
  /** The worst first; those that somebody knows of come last. */
  readonly findings: readonly FindingDetail[];
}

/** `examination`: undefined where nobody has looked at more than a watch does. */
export function foundBy(look: Look, examination: CatalogExamination | undefined): Found {
  const { topology, observation, given } = look;
  const diagnosis =
    examination === undefined
      ? diagnose(topology, observation)
      : diagnoseBy(checks, topology, { ...observation, examination });
  const shown = shownFindings(diagnosis.findings, topology, observation, sameWords('apply', given));
  const findings = shownTexts(shown.map((finding) => findingDetail(finding, look)));
  return { diagnosis, findings: [...findings.filter(isOpen), ...findings.filter((one) => !isOpen(one))] };
}

/** Nobody has said to know of it. */
export function isOpen({ acknowledged }: FindingLine): boolean {
  return acknowledged === null;
}

function knownBy({ who, until, reason }: NonNullable<DoctorFinding['acknowledged']>): Acknowledged {
  return { who, until, reason };
}

/** An apply that has no step for it would say that there is nothing to do; other commands are their own. */
function isOfUse(command: string, { plan: { steps } }: Look): boolean {
  if (!command.startsWith('scaleout apply')) return true;
  const target = / --target (\S+)$/.exec(command)?.[1]?.replaceAll(/['"]/g, '');
  return steps.some((step) => step.manual !== true && (target === undefined || step.target === target));
}

function findingDetail(finding: DoctorFinding, look: Look): FindingDetail {
  const { id, target, severity, summary, command, cause, remedy, evidence, consequences, acknowledged } = finding;
  return {
    id,
    target,
    severity,
    summary,
    command: command === undefined || !isOfUse(command, look) ? null : command,
    acknowledged: acknowledged === undefined ? null : knownBy(acknowledged),
    cause,
    remedy: withGivenWords(remedy, look.given),
    page: `docs/doctor.md#${id.replaceAll('.', '')}`,
    evidence: evidence.map(({ read, where, value }) => ({
      read,
      where,
      value: masked(read, value),
    })),
    consequences: consequences.map((one) => findingDetail(one, look)),
  };
}

/** Findings of the head. */
const mostLines = 5;

/** What the head says of findings: causes are counted, not what follows from them. */
export function headFindings({ findings }: Found): Head['findings'] {
  const open = findings.filter(isOpen);
  return {
    first: open.slice(0, mostLines).map(({ id, target, severity, summary, command, acknowledged }) => ({
      id,
      target,
      severity,
      summary,
      command,
      acknowledged,
    })),
    errors: open.filter(({ severity }) => severity === 'error').length,
    warnings: open.filter(({ severity }) => severity === 'warning').length,
    acknowledged: findings.length - open.length,
  };
}

/** Findings and reasons that a page is sent; further ones are counted. */
const most = 500;

export function findingsDetail(look: Look, { diagnosis, findings }: Found, version: string): FindingsDetail {
  return {
    version,
    checkedAt: look.observation.catalog.observedAt,
    findings: findings.slice(0, most),
    omitted: Math.max(0, findings.length - most),
    unknown: shownTexts(unknownChecks(diagnosis.results)),
    doctor: commandLine('doctor', look.given),
    onlyByDoctor: doctorsOwn.size,
  };
}

/** Checks of what is read of machines and the network for the doctor alone: that they are not made says nothing of the farm. */
const doctorsOwn: ReadonlySet<string> = new Set(
  checks.flatMap(({ id, door }) => (door === 'examination' && !id.startsWith('catalog.') ? [id] : [])),
);

/** Gathered by their reason, the one of most targets first. */
function unknownChecks(results: readonly CheckResult[]): FindingsDetail['unknown'] {
  const found = new Map<string, { readonly checks: Set<string>; readonly targets: Set<string> }>();
  for (const { id, target, result, reason = '' } of results) {
    if (result !== 'unknown' || doctorsOwn.has(id)) continue;
    const one = found.get(reason) ?? { checks: new Set(), targets: new Set() };
    found.set(reason, one);
    one.checks.add(id);
    one.targets.add(target);
  }
  return [...found]
    .map(([reason, one]) => ({ checks: [...one.checks], targets: one.targets.size, reason }))
    .sort((one, other) => other.targets - one.targets)
    .slice(0, most);
}
