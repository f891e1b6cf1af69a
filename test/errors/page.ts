import { type ErrorCode, entryOf, type Recovery, registry } from '../../src/errors/errors.js';

/** docs/errors.md as the registry says it. */
export function errorsPage(): string {
  const codes = (Object.keys(registry) as ErrorCode[]).sort();
  const areas = [...new Set(codes.map(areaOf))];
  const sections = areas.map((area) => {
    const entries = codes.filter((code) => areaOf(code) === area).map(entryText);
    return `## ${area}\n\n${entries.join('\n\n')}`;
  });
  return `${head}\n\n${sections.join('\n\n')}\n`;
}

const head = `# Errors and warnings

Every code that scaleout reports, what it means and what to do. A test keeps this page equal to the registry
(\`src/errors/\`); \`npx vitest run test/errors -u\` writes it anew.

How a command ends:

| exit code | meaning |
| --- | --- |
| 0 | done, or nothing to do |
| 1 | an unexpected error |
| 2 | changes are pending, or for \`status\` not healthy (only with \`--detailed-exitcode\`) |
| 3 | the topology or the command line is wrong |
| 4 | the world could not be observed: connection, login, rights |
| 5 | refused by a guard |
| 6 | applied in part: something failed, was skipped, or could not be told |
| 130 | interrupted |

Codes marked with exit code 0 are warnings and notes: they never change how a command ends.

Where trying again may help, \`scaleout watch\` does so after a while, longer each time. Where it is no use, watch waits until
the topology, the catalog, the machine or its own rights have changed.`;

function areaOf(code: ErrorCode): string {
  return code.slice(0, code.indexOf('.'));
}

function entryText(code: ErrorCode): string {
  const { exitCode, summary, remedy, recovery, leavesAsFound } = entryOf(code);
  const found = leavesAsFound === true ? ' Nothing was changed.' : '';
  const again = recovery === undefined ? '' : ` ${recoveries[recovery]}`;
  return `### ${code}\n\n${summary}. Exit code ${exitCode}.${again}${found}\n\n${remedy}`;
}

const recoveries: Readonly<Record<Recovery, string>> = {
  passing: 'Trying again may help.',
  lasting: 'Trying again is no use before something is changed.',
  cutOff: 'It did not fail: it was ended from outside.',
};
