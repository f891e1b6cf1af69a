import type { Fact } from '../../src/facts/fact.js';
import { facts } from '../../src/facts/facts.js';

/** docs/facts.md as src/facts says it. */
export function factsPage(): string {
  const all = [...facts].sort((one, other) => (one.id < other.id ? -1 : 1));
  const areas = [...new Set(all.map(areaOf))];
  const sections = areas.map((area) => {
    const entries = all.filter((fact) => areaOf(fact) === area).map(entryText);
    return `## ${area}\n\n${entries.join('\n\n')}`;
  });
  return `${head}\n\n${sections.join('\n\n')}\n`;
}

const head = `# What this program takes for granted

\`scaleout\` works with products that it does not own: SQL Server, its SSISDB, the Scale Out services, Windows. Each thing that it
believes of them has one place in the code, and stands here with its value, its source, and what is done where the world is
otherwise. A test keeps this page equal to \`src/facts/\`; \`npx vitest run test/facts -u\` writes it anew. The
[sandbox](sandbox.md) has its own statement of each fact, and a test compares the two.

How sure a fact is:

| standing | meaning |
| --- | --- |
| documented | the maker's own pages say so |
| published | the maker's published scripts or code say so |
| reported | scripts or threads of users say so |
| inferred | concluded from the others, and never seen |`;

const areaOf = ({ id }: Fact) => id.slice(0, id.indexOf('.'));

function entryText({ id, says, value, source, standing, otherwise }: Fact): string {
  return [
    `### ${id}`,
    '',
    says,
    '',
    `- Value: \`${JSON.stringify(value)}\``,
    `- Source: ${source} (${standing})`,
    `- Otherwise: ${otherwise}`,
  ].join('\n');
}
