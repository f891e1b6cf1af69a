import { describe, expect, test } from 'vitest';
import { type Folder, runCli, temporaryFolder } from '../support/run-cli.js';
import { exampleText } from './example-topology.js';
import { choose, isLongRun, tell } from './extent.js';
import { applied, copyOf, killAndGoOn, type Moment, momentsOf } from './killed-apply.js';

/** Moments of each apply in the short test; the long one takes all. */
const sample = 2;
const limit = isLongRun ? 7_200_000 : 300_000;

/** Three workers that run by settings; one of them is out at a time. Of the last one `enabled` need not be managed. */
function rolling(maxTaskCount: number, enabled: 'enabled: true, ' | ''): string {
  const settings = `settings: { MaxTaskCount: ${maxTaskCount} }`;
  const workers = [
    `  - { machine: ETL01, enabled: true, ${settings} }`,
    `  - { machine: ETL02, enabled: true, ${settings} }`,
    `  - { machine: ETL03, ${enabled}${settings} }`,
  ];
  return [
    'apiVersion: ssis-scaleout/v1',
    'name: warehouse',
    'catalog: { server: SQLETL01 }',
    'master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }',
    'scaleOut: { enabled: true }',
    'access: { transport: ssh }',
    'workers:',
    ...workers,
    'policy: { rollout: { maxUnavailable: 1 } }',
    '',
  ].join('\n');
}

async function killAtEach(template: Folder, topology: string, moments: readonly Moment[]): Promise<void> {
  const bad: string[] = [];
  let killed = 0;
  const chosen = choose(moments, sample);
  for (const [index, at] of chosen.entries()) {
    // By turns the fleet lives on in another process, or dies with the apply.
    const served = index % 2 === 0;
    const run = await killAndGoOn(template, topology, at, served);
    const text = `killed at ${at.type} ${at.nth}${served ? ', served' : ''}`;
    tell(`${text}: ${run.killed ? 'killed' : 'too late'}, ${run.problems.join('; ') || 'well'}`);
    if (run.killed) killed += 1;
    bad.push(...run.problems.map((problem) => `${text}: ${problem}`));
  }
  console.log(`${moments.length} moments, ${chosen.length} runs, ${killed} killed; ${bad.length} problems`);
  expect(bad).toEqual([]);
  expect(killed).toBeGreaterThan(0);
}

describe('a process that is killed leaves a world from which the next apply goes on', () => {
  test(
    "in the example's installation",
    async () => {
      await using template = await temporaryFolder();
      await template.write('topology.yaml', await exampleText());
      await runCli(['plan', '--sandbox', 'fleet', '--create'], { cwd: template.path });
      await using whole = await copyOf(template);
      const { events } = await applied(whole, 'topology.yaml');
      await killAtEach(template, 'topology.yaml', momentsOf(events));
    },
    limit,
  );

  test(
    'in a rolling change with drains',
    async () => {
      await using template = await temporaryFolder();
      await template.write('topology.yaml', rolling(4, 'enabled: true, '));
      await template.write('changed.yaml', rolling(8, ''));
      await applied(template, 'topology.yaml');
      await using whole = await copyOf(template);
      const { events } = await applied(whole, 'changed.yaml');
      await killAtEach(template, 'changed.yaml', momentsOf(events));
    },
    limit,
  );
});
