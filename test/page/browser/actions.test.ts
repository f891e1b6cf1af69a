import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { shellWords } from '../../deploy/command-lines.js';
import { runHere } from '../../support/run-here.js';
import { axeFindings, test } from './browser.js';
import { type Farm, smallTopology, startFarm } from './farm.js';

const login = `apiVersion: ssis-scaleout/v1
tokens:
  - { name: anna, role: approver, token: { env: APPROVER } }
  - { name: visitor, role: viewer, token: { env: VIEWER } }
`;
const env = { APPROVER: 'approver-token-of-the-night', VIEWER: 'viewer-token-of-the-night' };

/** A watch that carries out what was approved, and where it is reached: a secure cookie needs a name that a browser trusts. */
async function watched(farm: Farm): Promise<string> {
  await farm.folder.write('login.yaml', login);
  const words = ['watch', '--mode', 'full', '--approve', '--interval', '1s', '--machine-interval', '1s'];
  const { port } = await farm.show([...words, '--login', 'login.yaml'], env);
  return `http://localhost:${port}`;
}

async function logIn(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token').fill(token);
  await page.keyboard.press('Enter');
  await page.locator('nav').waitFor();
}

/** Goes through the dialog that a button opened, and what was answered. */
async function through(
  page: Page,
  button: string,
  fill?: (dialog: ReturnType<Page['locator']>) => Promise<void>,
): Promise<string> {
  const dialog = page.locator('dialog');
  await dialog.waitFor();
  await fill?.(dialog);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.getByRole('button', { name: 'Close' }).or(dialog.locator('.refusal')).first().waitFor();
  expect(await dialog.locator('.refusal').allInnerTexts()).toEqual([]);
  const text = await dialog.innerText();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  return text;
}

const because = (reason: string) => (dialog: ReturnType<Page['locator']>) => dialog.getByLabel('Reason').fill(reason);

const descriptionOf = async (farm: Farm, machine: string) =>
  (await farm.sql(`SELECT IsEnabled, Description FROM catalog.worker_agents WHERE MachineName = N'${machine}'`))[0];

test('what an approver asks for is done, and stands in the history by name; a viewer is offered none of it', async ({
  open,
}) => {
  await using farm = await startFarm();
  const url = await watched(farm);
  const page = await open(`${url}/t/warehouse/overview`);
  await logIn(page, env.APPROVER);
  await page.getByText('Healthy').first().waitFor();

  await page.getByRole('button', { name: 'Look again now' }).click();
  await expect.poll(() => page.locator('.looking [role=status]').innerText()).toMatch(/\w/);

  // A plan waits, is shown in the dialog, is approved, and is carried out.
  await farm.folder.write('topology.yaml', smallTopology().replace('description: Month end', 'description: Books'));
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.locator('dialog').waitFor();
  await expect.poll(() => page.locator('dialog').innerText()).toMatch(/worker\/ETL02/);
  expect(await axeFindings(page)).toEqual([]);
  expect(await through(page, 'Approve')).toContain('Done.');
  await expect.poll(() => descriptionOf(farm, 'ETL02')).toMatchObject({ Description: 'Books' });

  // A suspension is seen by everybody, and ends.
  await page.getByRole('button', { name: /^Suspend all of it/ }).click();
  // Without a reason nothing is asked for.
  await page.locator('dialog').getByRole('button', { name: 'Suspend', exact: true }).click();
  await page.getByText('Say why: everybody who looks').waitFor();
  expect(await through(page, 'Suspend', because('upgrade <b>of</b> SQL'))).toContain('Done.');
  await page.getByText('upgrade <b>of</b> SQL').first().waitFor();
  const suspended = await farm.run(['status']);
  expect(suspended.out).toContain('upgrade <b>of</b> SQL');
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  expect(await through(page, 'Resume')).toContain('Done.');

  // Outside of its windows a plan that is approved goes on waiting, so that the approval can be withdrawn.
  const never = 'windows: [{ deny: "0 0 * * *", duration: 24h, timeZone: UTC }], ';
  const later = smallTopology().replace('description: Month end', 'description: Books');
  await farm.folder.write(
    'topology.yaml',
    later.replace('policy: { ', `policy: { ${never}`).replace('MaxTaskCount: 8', 'MaxTaskCount: 6'),
  );
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await through(page, 'Approve');
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  expect(await through(page, 'Withdraw')).toContain('Done.');
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await farm.folder.write('topology.yaml', later);

  // A worker leaves for a while, and comes back.
  await page.getByRole('link', { name: 'ETL02' }).first().click();
  await page.getByRole('button', { name: /^Drain/ }).click();
  expect(await through(page, 'Drain', because('Windows updates'))).toMatch(/Accepted|Done/);
  await expect.poll(() => descriptionOf(farm, 'ETL02')).toMatchObject({ IsEnabled: false });
  await page.getByText('maintenance').first().waitFor();
  // One thing after the other: the drain is over when the history says how it ended.
  const historyHere = async () => (await runHere(['history'], { cwd: farm.folder.path })).out;
  await expect.poll(historyHere).toMatch(/done +drain worker\/ETL02/);
  await expect.poll(() => page.locator('.notices').innerText()).not.toMatch(/under way/);
  await page.getByRole('button', { name: /^Bring back/ }).click();
  expect(await through(page, 'Bring back')).toMatch(/Accepted|Done/);
  await expect.poll(() => descriptionOf(farm, 'ETL02')).toMatchObject({ IsEnabled: true });

  await farm.drill('worker-certificate-ending', 'ETL01', '--days', '9');
  await page.getByRole('link', { name: 'Findings' }).click();
  await page.getByRole('button', { name: /^Acknowledge/ }).click();
  expect(await through(page, 'Acknowledge', because('renewed on Friday'))).toContain('Done.');
  await page.getByText('renewed on Friday').waitFor();
  await page.getByRole('button', { name: /Count it again/ }).click();
  expect(await through(page, 'Count it again')).toContain('Done.');
  await page.getByText('renewed on Friday').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'History' }).click();
  await expect.poll(() => page.locator('main').innerText()).toContain('anna');
  const history = await runHere(['history'], { cwd: farm.folder.path });
  for (const word of ['anna', 'drain', 'suspend', 'resume', 'approve']) expect(history.out).toContain(word);

  const other = await open(`${url}/t/warehouse/overview`, { allow: [/404 .*actions\/look/] });
  await logIn(other, env.VIEWER);
  await other.getByText('Healthy').or(other.getByText('Degraded')).first().waitFor();
  expect(await other.locator('main button').allInnerTexts()).not.toContainEqual(
    expect.stringMatching(/Suspend|Look|Approve|Drain/),
  );
  const asked = await other
    .evaluate(async () => {
      const headers = { 'Content-Type': 'application/json' };
      const to = '/api/topologies/warehouse/actions/look';
      return (await fetch(to, { method: 'POST', headers, body: '{}' })).status;
    })
    .catch(() => 0);
  expect([403, 404]).toContain(asked);
}, 180_000);

test('by keys alone: find a worker, open it, copy its command, approve a plan that removes it', async ({ open }) => {
  const prune = 'prune: true, ';
  const wanted = (text: string) => text.replace('policy: { ', `policy: { ${prune}`);
  await using farm = await startFarm(wanted(smallTopology()));
  const url = await watched(farm);
  const page = await open(`${url}/t/warehouse/workers`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await logIn(page, env.APPROVER);
  await page.getByRole('link', { name: 'ETL02' }).waitFor();
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  await press('/');
  await page.keyboard.type('etl03');
  await expect.poll(() => page.locator('main tbody tr').count()).toBe(1);
  for (let tabs = 0; tabs < 20 && !(await focused()).startsWith('ETL03'); tabs += 1) await press('Tab');
  await press('Enter');
  await page.getByRole('heading', { name: 'ETL03' }).waitFor();
  const isCopy = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  for (let tabs = 0; tabs < 40 && !/^Copy the command scaleout/.test(await isCopy()); tabs += 1) await press('Tab');
  await press('Enter');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^scaleout .*ETL03/);

  await farm.folder.write('topology.yaml', wanted(smallTopology()).replace(/^ {2}- \{ machine: ETL03.*\n/m, ''));
  await page.goto(`${url}/t/warehouse/plan`);
  await page.getByRole('button', { name: /^Approve/ }).waitFor({ timeout: 40_000 });
  for (let tabs = 0; tabs < 40 && !/^Approve/.test(await focused()); tabs += 1) await press('Tab');
  await press('Enter');
  const dialog = page.locator('dialog');
  await dialog.getByText('Destructive:').waitFor();
  const fingerprint = await dialog.locator('.fingerprint').first().innerText();
  for (let tabs = 0; tabs < 20 && (await page.evaluate(() => document.activeElement?.tagName)) !== 'INPUT'; tabs += 1)
    await press('Tab');
  await page.keyboard.type('ffffff' === fingerprint.slice(0, 6) ? '000000' : 'ffffff');
  await press('Enter');
  await dialog.getByText(/These are not the first six digits/).waitFor();
  await press('Control+A');
  await page.keyboard.type(fingerprint.slice(0, 6));
  await press('Enter');
  await dialog.getByText('Done.').waitFor();
  await press('Escape');
  await expect.poll(() => descriptionOf(farm, 'ETL03'), { timeout: 60_000 }).toBeUndefined();
}, 180_000);

test('an edit writes nothing: its patch is taken by git am, and its command does the same', async ({ open }) => {
  await using farm = await startFarm();
  const cwd = farm.folder.path;
  const git = (...words: readonly string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=anna', '-c', 'user.email=anna@corp.example', '-c', 'commit.gpgsign=false', ...words],
      { cwd, encoding: 'utf8' },
    );
  git('init', '--quiet');
  git('add', 'topology.yaml');
  git('commit', '--quiet', '--message', 'begin');
  await using ui = await farm.show(['ui', '--interval', '1s']);
  const page = await open(`${ui.url}/t/warehouse/workers/ETL02`, { acceptDownloads: true });
  await page.getByRole('link', { name: "Edit in the topology's file" }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill('Books "of" the month # all');
  await page.getByRole('button', { name: 'Make the patch' }).click();
  await page.getByText('Nothing was written.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Download / }).click();
  const download = await coming;
  await mkdir(farm.folder.file('patches'));
  const patch = farm.folder.file(`patches/${download.suggestedFilename()}`);
  await download.saveAs(patch);
  const before = readFileSync(farm.folder.file('topology.yaml'), 'utf8');
  expect(before).toBe(smallTopology());
  const label = await page.getByRole('button', { name: /^Copy the command scaleout / }).getAttribute('aria-label');
  const words = shellWords((label ?? '').replace('Copy the command ', ''));
  expect(await runHere([...words.slice(1), '--yes'], { cwd }), label ?? '').toMatchObject({ code: 0 });
  const byCommand = readFileSync(farm.folder.file('topology.yaml'), 'utf8');
  git('checkout', '--quiet', 'topology.yaml');
  git('am', '--quiet', patch);
  const after = readFileSync(farm.folder.file('topology.yaml'), 'utf8');
  expect(byCommand).toBe(after);
  expect(after).toBe(
    before.replace('description: Month end', `description: ${JSON.stringify('Books "of" the month # all')}`),
  );
  // The page follows the file.
  await page.goto(`${ui.url}/t/warehouse/plan`);
  await expect.poll(() => page.locator('main').innerText()).toMatch(/worker\/ETL02[\s\S]*Books "of" the month # all/);
}, 120_000);
