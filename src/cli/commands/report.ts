import { type ExitCode, ScaleoutError } from '../../errors/errors.js';
import { surveyRequest } from '../../report/checks.js';
import { gather } from '../../report/found.js';
import { reportMarkdown, summaryText } from '../../report/markdown.js';
import { makeReport, type Report } from '../../report/report.js';
import { paragraph } from '../../text/layout.js';
import { jsonText, printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { version } from '../../version.js';
import { connecting } from '../run-command.js';
import type { ReportCommandOptions } from '../server-options.js';
import type { Command } from '../terminal.js';
import { topologyOrServer } from '../topology-or-server.js';
import { openWorld } from '../world/open-world.js';
import { refuseOverwriting, writeOutput } from '../write-output.js';

const defaultFile = 'scaleout-report.md';

/** scaleout report: whether what this program takes for granted holds there. It takes no lock and changes nothing but its own file. */
export const reportCommand: Command<ReportCommandOptions> = async (options, terminal) => {
  const { json, sandbox, force } = options;
  const out = options.out ?? (json ? undefined : defaultFile);
  const file = out === '-' ? undefined : out;
  if (json && out === '-') {
    throw new ScaleoutError('command.usage', 'Both --json and --out - go to standard output: give one.');
  }
  await refuseOverwriting(file, force);
  const topology = await topologyOrServer({ ...options, name: 'report' }, terminal);
  const parallelism = options.parallelism ?? topology.policy.parallelism;
  await using world = await openWorld(topology, { sandbox, parallelism }, terminal);
  const found = await connecting(topology, sandbox, terminal, () =>
    gather(topology, world, surveyRequest, terminal.interrupts.abort),
  );
  const report = makeReport(topology, found, { version, now: new Date(), env: terminal.env });
  const text = reportMarkdown(report);
  if (file !== undefined) {
    await refuseOverwriting(file, force);
    await writeOutput(file, text, terminal);
  }
  if (json) terminal.out(`${jsonText(report)}\n`);
  else if (file === undefined) terminal.out(text);
  else terminal.print(reportText(report, file, terminal.screen.out));
  return exitCodeOf(report);
};

/** 2 is a difference, as with plan --detailed-exitcode; 4: something could not be looked at, so that nothing is said of it. */
function exitCodeOf({ summary }: Report): ExitCode {
  if (summary.otherwise > 0) return 2;
  return summary.allAsExpected ? 0 : 4;
}

/** What the report comes to, what differs, and where it is. */
export function reportText(report: Report, file: string, screen: Screen): string {
  const differences = report.facts.flatMap(({ fact, expected, verdict, looks }) => {
    if (verdict !== 'otherwise') return [];
    const found = looks.find((look) => look.verdict === 'otherwise');
    return [`${fact}: expected ${expected}; ${found?.where} has ${found?.found}`];
  });
  const lines = [
    ...summaryText(report)
      .split('\n')
      .map((line) => paragraph('', line, screen)),
    ...differences.map((line) => paragraph('  ', printable(line), screen)),
    paragraph('', `Wrote ${printable(file)}. Read it before you give it away.`, screen),
  ];
  return `${lines.join('\n')}\n`;
}
