import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { planMarkdown } from '../../../src/cli/render/plan-markdown.js';
import type { Plan } from '../../../src/domain/documents.js';
import { codeBlock, codeSpan } from '../../../src/text/markdown.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { planWith, sshTopology, workerMachine } from '../../support/scale-out-world.js';

const hostile = [
  '</details><script>alert(1)</script><img src=x onerror=alert(1)>',
  '@octocat @corp/etl #12 GH-3 corp/etl#4 !7 AB#9',
  '[x](https://evil.example) <https://evil.example> https://evil.example www.evil.example a@evil.example',
  '``` ```` ` ~~~ | \\| \\` \\\\ &lt; &#64;octocat **b** _i_ ~~s~~ $x$ :tada:',
  '\n\n# title\n\n- item\n\n> quote\n\n```\nfence\n```\n\n</summary>\n\u202e\u0000',
].join(' ');

function hostilePlan(text: string): Plan {
  const row = rowOf('ETL01', 1, { enabled: true, description: text });
  const gone = rowOf(text.slice(0, 200), 2, { lastOnlineAge: 90_000 });
  const plan = planOf(
    topologyOf({ workers: [{ machine: 'ETL01', description: 'plain' }], policy: { prune: true } }),
    catalogOf([row, gone]),
  );
  const diagnostic = { severity: 'error', code: text, summary: text, detail: text, remedy: text } as const;
  return {
    ...plan,
    topology: { ...plan.topology, name: text, file: text },
    catalog: { server: text, database: text },
    health: { state: 'down', reason: text },
    diagnostics: [...plan.diagnostics, diagnostic, { ...diagnostic, severity: 'warning' }],
  };
}

/** The tags of what a browser gets, without what is in code: there nothing is a link or a mention. */
function outsideOfCode(markdown: string): string {
  const html = marked.parse(markdown, { async: false, gfm: true });
  return html.replace(/<pre><code[^>]*>[^<]*<\/code><\/pre>/g, '').replace(/<code>[^<]*<\/code>/g, '');
}

/** All that may be left outside of code: our own words and marks. */
function expectHarmless(markdown: string): void {
  const left = outsideOfCode(markdown);
  expect(left).not.toMatch(/<a\b|<script|<img|@|https?:|www\.|evil|octocat|#\d/);
  const tags = [...left.matchAll(/<\/?([a-z0-9]+)/g)].map(([, name]) => name);
  const own = ['h3', 'p', 'strong', 'br', 'ul', 'li', 'details', 'summary'];
  expect(tags.filter((name) => !own.includes(name ?? ''))).toEqual([]);
  for (const name of ['details', 'summary']) {
    expect(left.split(`<${name}>`).length).toBe(left.split(`</${name}>`).length);
  }
}

const forty = Array.from({ length: 40 }, (_, at) => `ETL${String(at + 1).padStart(2, '0')}`);
const cases = {
  removal: planWith(
    { ETL02: workerMachine('ETL02') },
    { topology: sshTopology({ workers: ['ETL01'], policy: { prune: true } }) },
  ),
  refused: planOf(
    topologyOf({ workers: [{ machine: 'ETL01', enabled: true }], policy: { prune: true } }),
    catalogOf([
      rowOf('ETL01', 1, { enabled: true }),
      rowOf('OLD01', 2, { lastOnlineAge: 90_000 }),
      rowOf('OLD02', 3, { lastOnlineAge: 90_000 }),
    ]),
  ),
  'nothing-to-do': planOf(topologyOf({ scaleOut: { enabled: true } }), catalogOf([])),
  'forty-equal': planOf(
    topologyOf({ workers: forty.map((machine) => ({ machine, tags: 'nightly' })) }),
    catalogOf(forty.map((machine, at) => rowOf(machine, at, { enabled: true }))),
  ),
  hostile: hostilePlan(hostile),
};

describe('a plan as the comment of a pull request', () => {
  test.each(Object.entries(cases))('%s', async (name, plan) => {
    const markdown = planMarkdown(plan);
    expectHarmless(markdown);
    await expect(markdown).toMatchFileSnapshot(`../../golden/plans/markdown/${name}.md`);
  });

  test('what is destructive stands before everything that is folded, and so does what refuses it', () => {
    const [visible = ''] = planMarkdown(cases.removal).split('<details>');
    expect(visible).toContain('**Destructive:**\n\n- `worker/ETL02` (`not in the topology`): ');
    expect(visible).toContain('`remove the worker from the catalog`');
    const [refused = ''] = planMarkdown(cases.refused).split('<details>');
    expect(refused).toContain('**Refused:**');
    expect(refused).toContain('guard.prune-limit');
  });

  test('whatever stands in it, it breaks out of nothing and mentions nobody', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '`',
        '``',
        '```',
        '~~~',
        '\n',
        '\n\n',
        '|',
        '\\',
        '<',
        '>',
        '</details>',
        '<summary>',
        '@x',
        '[a](b:c)',
        '&#64;',
        ' ',
        '#1',
      ),
      fc.string({ maxLength: 8 }),
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (foreign) => expectHarmless(planMarkdown(hostilePlan(foreign)))),
      { numRuns: 60 },
    );
  });

  test('a plan of thousands of changes is cut at 60,000 characters, says so, and stays whole as Markdown', () => {
    const names = Array.from({ length: 1_000 }, (_, at) => `ETL${at}`);
    const long = planOf(
      topologyOf({ workers: names.map((machine, at) => ({ machine, description: `${hostile} ${at}` })) }),
      catalogOf(names.map((machine, at) => rowOf(machine, at, { enabled: true }))),
    );
    const markdown = planMarkdown(long);
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(markdown.length).toBeGreaterThan(50_000);
    expect(markdown).toMatch(/<summary>1000 changes \(cut: \d+ lines left out; scaleout plan shows all\)<\/summary>/);
    expect(markdown).toContain('... cut here, ');
    expect(markdown).toContain(`Fingerprint \`${long.fingerprint}\``);
    expectHarmless(markdown);
  });

  test('thousands of destructive changes with the longest texts leave it within the limit', () => {
    const names = Array.from({ length: 120 }, (_, at) => `${'`|'.repeat(60)}${at}`);
    const removals = planOf(
      topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true } }),
      catalogOf([rowOf('ETL01', 999), ...names.map((name, at) => rowOf(name, at, { lastOnlineAge: 90_000 }))]),
    );
    const diagnostic = {
      severity: 'error',
      code: 'x',
      summary: '`'.repeat(9_999),
      detail: '`'.repeat(9_999),
      remedy: '',
    } as const;
    const markdown = planMarkdown({ ...removals, diagnostics: Array.from({ length: 60 }, () => diagnostic) });
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expectHarmless(markdown);
  });
});

test('code holds what is in it: marks of any length, and blanks at its ends', () => {
  for (const text of ['`', '``', 'a`b', ' a ', '` `', '```x', 'plain']) {
    const html = marked.parseInline(codeSpan(text), { async: false });
    expect(html).toBe(`<code>${text}</code>`);
  }
  expect(codeSpan('')).toBe('`(empty)`');
  const block = marked.parse(codeBlock(['```', '~~~', '</details>']), { async: false });
  expect(block).toBe('<pre><code class="language-text">```\n~~~\n&lt;/details&gt;\n</code></pre>\n');
});
