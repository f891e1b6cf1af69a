import type { Immutable } from '../domain/documents.js';
import type * as generated from '../generated/doctor.js';
import { checks } from '../reconciler/diagnosis/checks.js';
import { unseenReasons } from '../reconciler/diagnosis/context.js';
import { type CheckResult, diagnoseBy, type Finding } from '../reconciler/diagnosis/diagnose.js';
import { tellingOfSuspensions } from '../reconciler/plan/suspended-finding.js';
import { acknowledgementFor, readAcknowledgements } from '../reconciler/view/acknowledgements.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';

/** The document of schemas/doctor.schema.json, deeply readonly. */
export type DoctorDocument = Immutable<generated.DoctorDocument>;
export type DoctorFinding = Immutable<generated.DoctorFinding>;

interface DocumentOptions {
  /** The sandbox's folder, where one stood in for the server. */
  readonly sandbox: string | undefined;
  /** Whether a file says what there is; false: a server alone was named. */
  readonly isFile: boolean;
  /** The words of the command line that say which topology and which world, as its shell takes them: commands to copy have them too. */
  readonly words?: readonly string[];
}

/** Of every check of a machine where a server alone was named. */
export const noTopology = 'machines are not looked at without a topology';

/** What is wrong with what was looked at. */
export function doctorDocument(
  topology: Topology,
  observation: Observation,
  { sandbox, isFile, words = [] }: DocumentOptions,
): DoctorDocument {
  const { findings, results } = diagnoseBy(checks, topology, observation);
  const { server, database } = topology.catalog;
  return {
    ...headOf(results, observation.catalog.observedAt),
    ...(isFile ? { topology: { name: topology.name, file: topology.source.file } } : {}),
    catalog: { server: server.text, database, ...(sandbox === undefined ? {} : { sandbox }) },
    findings: shownFindings(findings, topology, observation, isFile ? words : undefined),
    checks: isFile ? results : results.map(withoutTopology),
  };
}

/** Findings as documents show them. Without `words` there is no topology, and nothing that our own commands could apply. */
export function shownFindings(
  findings: readonly Finding[],
  topology: Topology,
  observation: Observation,
  words: readonly string[] | undefined,
): readonly DoctorFinding[] {
  const given = words === undefined ? undefined : { words, file: topology.source.file };
  const telling = tellingOfSuspensions(topology, observation);
  const acknowledgedBy = given === undefined ? nobody : acknowledging(topology, observation);
  return findings.map((finding) => shown(finding, { given, telling, acknowledgedBy }));
}

type AcknowledgedBy = (finding: Finding) => DoctorFinding['acknowledged'];

const nobody: AcknowledgedBy = () => undefined;

/** Who has said by the page to know of a finding. Nobody where the notes cannot be seen, or read. */
function acknowledging({ name }: Topology, { catalog: { notes, observedAt } }: Observation): AcknowledgedBy {
  const read = readAcknowledgements(notes);
  if (!read.known || read.value.length === 0) return nobody;
  const now = Date.parse(observedAt);
  return ({ id, target, result: severity }) => {
    const found = acknowledgementFor(read.value, { topology: name, id, target, severity }, now);
    if (found === undefined) return undefined;
    const { who, since, until, reason } = found;
    return { who, since, until, reason };
  };
}

function withoutTopology(result: CheckResult): CheckResult {
  return result.reason === unseenReasons.unlisted ? { ...result, reason: noTopology } : result;
}

/** What stands at the head of every document, whatever was looked at. */
export function headOf(results: readonly Pick<CheckResult, 'result'>[], checkedAt: string) {
  const summary = { ok: 0, warning: 0, error: 0, unknown: 0 };
  for (const { result } of results) summary[result] += 1;
  return { formatVersion: 1, tool: { name: 'ssis-scaleout', version }, checkedAt, summary } as const;
}

interface Given {
  readonly words: readonly string[];
  readonly file: string;
}

interface Showing {
  readonly given: Given | undefined;
  readonly telling: (finding: Finding) => Finding;
  readonly acknowledgedBy: AcknowledgedBy;
}

function shown(found: Finding, showing: Showing): DoctorFinding {
  const { given, telling, acknowledgedBy } = showing;
  const finding = telling(found);
  const acknowledged = acknowledgedBy(found);
  const { id, target, result, summary, evidence, cause, remedy, page, consequences } = finding;
  const isOurs = finding.command?.startsWith('scaleout ') === true;
  const command = isOurs ? given && withWords(finding.command, given) : finding.command;
  return {
    id,
    target,
    severity: result,
    summary,
    evidence,
    cause,
    remedy,
    ...(command === undefined ? {} : { command }),
    page,
    ...(acknowledged === undefined ? {} : { acknowledged }),
    consequences: consequences.map((one) => shown(one, showing)),
  };
}

/** `scaleout apply prod.yaml --target worker/ETL01`: the words name the file, where the command line did. */
function withWords(command: string | undefined, { words, file }: Given): string | undefined {
  if (command === undefined || words.length === 0) return command;
  // Which worker is meant stands before the topology's file.
  if (command.startsWith('scaleout rotate ')) {
    const bare = command.endsWith(` -f ${file}`) ? command.slice(0, -` -f ${file}`.length) : command;
    // Its words are targets: the file is an option.
    return [bare, ...(words[0]?.startsWith('-') === true ? [] : ['-f']), ...words].join(' ');
  }
  const [begin = ''] = /^scaleout (?:undrain \S+|\w+)/.exec(command) ?? [];
  const rest = command.slice(begin.length);
  const isNamed = rest === ` ${file}` || rest.startsWith(` ${file} `);
  return [begin, ...words].join(' ') + (isNamed ? rest.slice(file.length + 1) : rest);
}
