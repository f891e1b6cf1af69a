import { logDocument } from '../../../src/doctor/from-log.js';
import { logExceptions, logTexts } from '../../../src/facts/logs.js';
import type { Check } from '../../../src/reconciler/diagnosis/check.js';
import { checks } from '../../../src/reconciler/diagnosis/checks.js';
import { troubleText } from '../../../src/reconciler/view/machine.js';

/** What the checks of an area are about, and what stands there. */
const areas: Readonly<Record<string, string>> = {
  catalog: 'SSISDB and its SQL Server. Target: `catalog`.',
  master:
    'The machines that can host the master. Target: `master/MACHINE`, or `master` for what all of them share. A fault of the node that is the master now has the workers beneath it that are cut off by it; one of another node is a warning: all works until a failover.',
  network: "The master's endpoint, as seen from the machine that scaleout runs on. Target: `network`.",
  worker: 'Each enabled worker, and its machine. Target: `worker/MACHINE`.',
};

/** docs/doctor.md as the registry of checks says it. */
export function doctorPage(): string {
  const sections = Object.entries(areas).map(([area, about]) => {
    const own = checks.filter(({ id }) => id.startsWith(`${area}.`)).map(checkText);
    return `## ${area}\n\n${about}\n\n${own.join('\n\n')}`;
  });
  return `${head}\n\n${sections.join('\n\n')}\n\n${logText()}\n`;
}

/** What `--from-log` finds, by the facts that it goes by. */
function logText(): string {
  const rows = [logTexts, logExceptions].flatMap(({ value }) =>
    value.map((each) => {
      const [kind = '', ...rest] = each.split(': ');
      const log = new TextEncoder().encode(sampleOf(rest.join(': ')));
      const { cause, remedy } = troubleText(kind as Parameters<typeof troubleText>[0]);
      const id = logDocument('log', log, new Date(0)).findings[0]?.id ?? kind;
      return `| \`${id}\` | \`${rest.join(': ').replaceAll('|', '\\|')}\` | ${cause} | ${remedy} |`;
    }),
  );
  return `## log

What \`--from-log\` finds in the log of a service. Target: \`log\`. The texts are regular expressions without case, those of .NET in
English; where it speaks another language, the type of the exception tells (an exception counts only where no text of the line is
known). The last trouble is an error. It is a warning where the log goes on after it, without a stack trace, a retry as between two
troubles or another exception: what a service writes when all is well is not public, so that this is no proof. Earlier trouble is a
warning too.

| id | text | means | remedy |
| --- | --- | --- | --- |
${rows.join('\n')}`;
}

/** A line that the expression takes: its first alternative, of these few forms. */
function sampleOf(expression: string): string {
  return (
    expression
      .replace(/\(([^|)]*)\|[^)]*\)/g, '$1')
      .split('|')[0]
      ?.replaceAll('.*', ' ') ?? ''
  );
}

function checkText({ id, title, reads, door, cause, remedy, source, page, leadsTo = [] }: Check): string {
  const follows = [...new Set(leadsTo.map(({ check }) => `\`${check}\``))];
  const lines = [
    `**Reads** ${reads}.`,
    `**Cause** ${cause}`,
    `**Remedy** ${remedy}`,
    ...(follows.length === 0 ? [] : [`**Beneath it** ${follows.join(', ')}`]),
    `**Asked by** ${door === 'observation' ? 'doctor, plan, status and watch' : 'doctor alone'}`,
    `**Source** ${source}. [Microsoft's page](${page})`,
  ];
  return `### ${id}\n\n${title}.\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

const head = `# The doctor

\`scaleout doctor [FILE]\` looks at everything that your rights and access let it see, and says what is wrong, why, and what to do. It
only reads. This page teaches to read what it prints, then lists every check; a test keeps the list equal to the checks themselves
(\`src/reconciler/diagnosis/checks/\`), and \`npx vitest run test/reconciler/diagnosis -u\` writes it anew.

## How to read it

\`\`\`
error   master/SQLETL01  master.firewall
  The firewall of SQLETL01 has no rule of scaleout that lets port 8391 in
  Read     inbound rule = enabled false, allows true, ports 8391 (Windows
           firewall of SQLETL01, ssis-scaleout-master)
  Why      Workers reach the master on that port alone: they log "no endpoint
           listening".
  Do       Let scaleout open it; then restart the services of workers that are
           still not heard of.
  Run      scaleout apply --target master/SQLETL01
  Hence    worker.offline at 5 targets: ETL01, ETL02, ETL03, ETL04, ETL05
\`\`\`

- **The first finding is where to begin.** Errors come before warnings, and of two errors the one that more follows from. What merely
  follows from a finding stands beneath it as \`Hence\`, never beside it: five workers that are offline because one port is
  closed are one finding. Two findings are two things to mend.
- \`error\`: packages do not run, or not as they should. \`warning\`: that will come (a certificate that ends, a node of the master that
  is not ready for a failover), or the doctor sees a fault that is not felt: a worker that is still heard of may have begun with an
  older config, or was changed a moment ago.
- \`Read\` is the evidence: which value, of what, and where it stands. Where the doctor is wrong, it shows there.
- \`Do\` is for a person, \`Run\` is to copy. The doctor itself changes nothing.
- \`Known\` stands at a finding that somebody has acknowledged by the page of a watch: who, until when (at most 90 days), and why. It is shown, and counts, as before, and
  so do the exit code, the health and every plan. One that is gone and comes back within that time is acknowledged still. A warning that has
  become an error is not: that is another matter. The acknowledgements stand in the catalog (\`ssis-scaleout.acknowledgements\`); where they cannot be seen or
  read, nothing is acknowledged.
- \`?\` lists what could not be looked at, by reason: a machine without access (\`transport: none\` or \`manual\`), a right that is missing, a
  check that depends on something that was not seen. **\`?\` is never right and never wrong**: give the access or the right and ask again.
- \`ok\` is shown with \`--all\`: every check that was made, machine by machine.
- Of a worker that is disabled nothing is told: it takes no packages, whatever is wrong with it. One that the topology has
  \`enabled: true\`, and that is in no maintenance, was left so, by a rotation that failed for example: it is looked at like all others. What will matter once it is
  enabled shows in the plan.

| exit code | meaning |
| --- | --- |
| 0 | nothing was found in what could be looked at |
| 2 | something was found |
| 3 | the topology or the command line is wrong |
| 4 | nothing could be looked at: neither the catalog nor any machine |

## What it looks at

- **With a topology** the catalog, every machine that the topology gives access to, and the master's endpoint from here, side by
  side. Machines show more than in a plan: their System log, what listens on ports, rights of accounts, disks. Clocks are compared less the time that the asking took.
- \`--server NAME\` looks at a catalog without a topology: the catalog's own checks, and which workers are heard of. Machines are not looked at then. [The sandbox](sandbox.md#connect-to-it) shows how to practise it.
- \`--from-log FILE\` looks at a worker's or a master's log that somebody sent you: what its lines mean, what of it is the latest, and what helps.
  The logs are in \`AppData\\Local\\SSIS\\ScaleOut\` below the profile of the service's account.
- A login that only reads (\`ssis_cluster_executor\`) is enough for most. Checks that need more say in their \`Reads\` which right that is,
  and are \`?\` without it.
- A catalog that does not answer is a finding of its own (\`catalog.unreachable\`); the machines are looked at all the same.

The same checks are behind \`plan\`, \`status\` and \`watch\`, as far as what these read is enough (\`Asked by\`): they cost no further
request there.

\`--json\` prints one document by \`schemas/doctor.schema.json\`: \`findings\` (each with its \`consequences\`), \`checks\` (how each check ended
at each target, with the reason of what is unknown) and \`summary\`. Ids of checks are never renamed.

To practise, \`scaleout sandbox drill\` makes a fault in a sandbox (docs/sandbox.md).`;
