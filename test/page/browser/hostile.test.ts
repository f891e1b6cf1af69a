import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { axeFindings, test } from './browser.js';
import { smallTopology, startShown } from './farm.js';

/** What somebody leaves in the catalog who may write to it. */
const hostile = [
  '<script>globalThis.pwned=1</script>',
  '"><img src=x onerror=globalThis.pwned=1>',
  'javascript:globalThis.pwned=1',
  '../../session?x=1#y',
  'ETL\u202egnirts\u2066\u200b\u001b[2J',
  `ETL${'N'.repeat(10_000)}`,
];

test('whatever stands in a name of the catalog is text, bounded, and in its own place', async ({ open }) => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', smallTopology());
  const applied = await runHere(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
  expect(applied.code, applied.err).toBe(0);
  const file = folder.file('fleet/state.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  const rows: Record<string, Record<string, unknown>> = state.tables.workerAgents;
  const [first] = Object.values(rows);
  for (const [index, text] of hostile.entries()) {
    const key = `00000000-0000-4000-8000-00000000E7F${index}`;
    rows[key] = { ...first, machineName: text, displayName: text, description: text };
  }
  if (first !== undefined) Object.assign(first, { displayName: hostile[0], description: hostile[4] });
  writeFileSync(file, JSON.stringify(state));

  await using ui = await startShown(['ui', '--sandbox', 'fleet', '--json'], folder.path);
  const page = await open(`${ui.url}/t/warehouse/workers`, { viewport: { width: 360, height: 740 } });
  const row = page.locator('main tbody tr');
  await expect.poll(() => row.count()).toBe(3 + hostile.length);
  await page.getByRole('searchbox').fill('javascript:');
  await expect.poll(() => row.count()).toBe(1);
  await page.getByRole('searchbox').fill('');
  const links = await page
    .locator('main tbody a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links).toHaveLength(3 + hostile.length);

  for (const path of ['overview', 'topology', 'plan', 'findings', 'executions', 'history']
    .map((view) => `/t/warehouse/${view}`)
    .concat(links)) {
    await page.goto(new URL(path, ui.url).href);
    await page.locator('main h1').waitFor();
    await page.locator('[aria-busy="true"], .waiting').waitFor({ state: 'detached' });
    const found = await page.evaluate(() => ({
      // Nothing of it ran, became an element, or leads anywhere.
      ran: 'pwned' in globalThis,
      scripts: document.scripts.length,
      images: document.images.length,
      strayed: [...document.links].map((link) => link.href).filter((link) => !link.startsWith(`${location.origin}/`)),
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      turned: /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText),
      wider: Math.max(0, document.documentElement.scrollWidth - innerWidth),
      isLong: document.body.innerText.length > 40_000,
    }));
    expect({ path: path.slice(0, 80), ...found }).toEqual({
      path: path.slice(0, 80),
      ran: false,
      scripts: 1,
      images: 0,
      strayed: [],
      turned: false,
      wider: 0,
      isLong: false,
    });
  }
  expect(await axeFindings(page)).toEqual([]);
  // The worker whose name is a path of ours has a page of its own.
  await page.goto(`${ui.url}/t/warehouse/workers`);
  await page.getByRole('link', { name: '../../session' }).click();
  await page.getByRole('heading', { level: 1, name: '../../session?x=1#y' }).waitFor();
});
