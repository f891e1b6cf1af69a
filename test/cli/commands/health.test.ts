import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { isEvent, isPlan, isStatus } from '../schemas.js';

const topology = [
  'apiVersion: ssis-scaleout/v1',
  'name: night',
  'catalog: { server: SQLETL01 }',
  'scaleOut: { enabled: true }',
  'master: { machines: [SQLETL01], endpoint: "https://SQLETL01:8391" }',
  'workers:',
  '  - { machine: ETL01, enabled: true }',
  'access: { transport: ssh, user: svc-scaleout, identity: { file: id } }',
  // Else a plan would renew what has ended.
  'policy: { certificates: { renewBefore: never } }',
  '',
].join('\n');

test('an outage is no good night: plan, apply and status tell it although nothing differs', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', topology);
  await folder.write('id', '');
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
  const drill = (...words: readonly string[]) => runHere(['sandbox', 'drill', 'fleet', ...words], { cwd: folder.path });
  const applied = await run('apply', '--yes');
  expect(applied).toMatchObject({ code: 0 });
  // What was seen before the steps says nothing of the time after them.
  expect(applied.out).toMatch(/Applied: .*\n$/);
  const well = await run('status', '--detailed-exitcode');
  expect(well).toMatchObject({ code: 0 });
  expect(well.out.split('\n')[1]).toBe('Health: healthy');

  expect(await drill('master-certificate-expired')).toMatchObject({ code: 0 });
  const planned = await run('plan', '--detailed-exitcode');
  expect(planned.code).toBe(0);
  expect(planned.out).toContain('Nothing to do: all is as the topology says.\n\nHealth: down: Nothing can run on a');
  const document = JSON.parse((await run('plan', '--json')).out);
  expect(isPlan(document), JSON.stringify(isPlan.errors)).toBe(true);
  expect(document.health).toMatchObject({ state: 'down', since: expect.any(String) });

  const again = await run('apply', '--yes', '--json');
  expect(again.code).toBe(0);
  const events = again.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const event of events) expect(isEvent(event), JSON.stringify([event, isEvent.errors])).toBe(true);
  expect(events.slice(-2)).toMatchObject([{ type: 'health', health: { state: 'down' } }, { type: 'apply_summary' }]);

  const status = await run('status', '--detailed-exitcode');
  expect(status.code).toBe(2);
  expect(status.out.split('\n')[1]).toMatch(/^Health: down: Nothing can run on a worker: /);
  expect(status.out).toMatch(/^ETL01 +down +yes +no /m);
  const shown = JSON.parse((await run('status', '--json')).out);
  expect(isStatus(shown), JSON.stringify(isStatus.errors)).toBe(true);
  expect(shown).toMatchObject({
    health: { state: 'down' },
    workers: [{ machine: 'ETL01', health: { state: 'down' } }],
  });
}, 120_000);
