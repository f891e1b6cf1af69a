import { counted } from '../text/words.js';
import type { Report, ReportEntry, ReportLook, ReportMachine } from './report.js';

/** A report as Markdown, for an issue on the project's page. What was found stands in code spans: nothing in it is Markdown or HTML. */
export function reportMarkdown(report: Report): string {
  const { tool, createdOn, summary, facts, notByLooking, machines } = report;
  const withVerdict = (verdict: ReportEntry['verdict']) => facts.filter((entry) => entry.verdict === verdict);
  const sections = [
    `# What scaleout takes for granted, on one farm`,
    `Made by \`scaleout report\` of version ${tool.version} on ${createdOn}. It only looked. Names of people and machines, addresses,
identifiers and thumbprints are replaced: the same name has the same placeholder everywhere. Read it before you give it away.`,
    summaryText(report),
    `## Where it was looked`,
    catalogText(report),
    ...(machines.length === 0 ? ['No machine was looked at.'] : [machineTable(machines)]),
    ...entriesSection('Otherwise than expected', withVerdict('otherwise')),
    ...entriesSection('Not seen', withVerdict('not seen')),
    ...entriesSection('As expected', withVerdict('as expected')),
    ...(summary.notByLooking === 0
      ? []
      : [
          '## What no look can tell',
          'docs/real-farm.md has checks for a person and a test farm.',
          table(
            ['fact', 'why'],
            notByLooking.map(({ fact, why }) => [code(fact), why]),
          ),
        ]),
    "A fact that is otherwise is worth an issue on the project's page, with this file.",
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What a report comes to, for a terminal as well. Never "all is as expected" while something was not looked at. */
export function summaryText({ summary, machines, catalog }: Report): string {
  const { asExpected, otherwise, notSeen, leftOut, notByLooking, allAsExpected } = summary;
  const unreached = machines.filter(({ seen }) => !seen).length + (catalog.seen ? 0 : 1);
  const lines = [
    allAsExpected
      ? `All of ${counted(asExpected, 'fact')} that were looked at are as expected.`
      : `${counted(asExpected, 'fact')} as expected, ${otherwise} otherwise, ${notSeen} not seen that should have been.`,
    ...(unreached === 0
      ? []
      : [`${counted(unreached, 'place')} of ${machines.length + 1} could not be looked at or were left out.`]),
    ...(leftOut === 0 ? [] : [`${counted(leftOut, 'fact')} not looked at, because nothing of the kind was in reach.`]),
    ...(notByLooking === 0 ? [] : [`${counted(notByLooking, 'fact')} that no look can tell.`]),
  ];
  return lines.join('\n');
}

function catalogText({ catalog }: Report): string {
  if (!catalog.seen) return `- catalog: not seen (${code(catalog.why ?? '')})`;
  const { productVersion = '', edition = '', schema } = catalog;
  const of = schema === undefined ? '' : `, schema version ${code(schema)}`;
  return `- catalog: SQL Server ${code(productVersion)}, ${code(edition)}${of}`;
}

function machineTable(machines: readonly ReportMachine[]): string {
  const rows = machines.map(({ name, roles, nameLength, seen, why, windows = '', powershell = '', services = [] }) => [
    name,
    roles.join(', '),
    String(nameLength),
    ...(seen
      ? [code(windows), code(powershell), services.map(code).join(', ')]
      : ['', '', `not seen: ${code(why ?? '')}`]),
  ]);
  return table(['machine', 'listed as', 'characters of its name', 'Windows', 'PowerShell', 'services'], rows);
}

function entriesSection(title: string, entries: readonly ReportEntry[]): readonly string[] {
  if (entries.length === 0) return [];
  return [`## ${title}`, ...entries.map(entryText)];
}

function entryText({ fact, says, standing, expected, looks }: ReportEntry): string {
  const places = grouped(looks).map(([shown, where]) => `- ${where.join(', ')}: ${shown}`);
  const none = looks.length === 0 ? ['- nothing of the kind on any place that was looked at'] : [];
  return [`### ${fact}`, '', `${says} (${standing})`, '', `- expected: ${code(expected)}`, ...places, ...none].join(
    '\n',
  );
}

/** A fleet of many machines mostly shows one thing: each is told once, with its places. */
function grouped(looks: readonly ReportLook[]): readonly (readonly [string, readonly string[]])[] {
  const places = new Map<string, string[]>();
  for (const { where, verdict, found, why } of looks) {
    const shown = verdict === 'not seen' ? `not seen: ${code(why ?? '')}` : `${verdict}: ${code(found ?? '')}`;
    places.set(shown, [...(places.get(shown) ?? []), where]);
  }
  return [...places];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A code span: a backtick would end it, and a bar would end a table's cell. */
function code(text: string): string {
  return text === '' ? '(empty)' : `\`${text.replace(/`/g, "'").replace(/\|/g, '/')}\``;
}
