import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadSandbox } from '../../src/cli/world/sandbox-package.js';
import { runCli, temporaryFolder } from '../support/run-cli.js';

const topology = (...workers: readonly string[]) =>
  [
    'apiVersion: ssis-scaleout/v1',
    'name: growing',
    'catalog: { server: SQLETL01 }',
    'scaleOut: { enabled: true }',
    'master: { machines: [SQLETL01], endpoint: "https://SQLETL01:8391" }',
    'workers:',
    ...workers.map((machine) => `  - { machine: ${machine}, enabled: true }`),
    'access: { transport: ssh, user: svc-scaleout }',
    '',
  ].join('\n');

test('a worker that comes into the topology of a sandbox gets its machine, whoever serves it', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', topology('ETL01'));
  const run = (...words: readonly string[]) => runCli(words, { cwd: folder.path });
  expect((await run('apply', '--yes', '--sandbox', 'fleet')).code).toBe(0);
  await folder.write('topology.yaml', topology('ETL01', 'ETL02'));

  const lacking = await run('plan', '--sandbox', 'fleet');
  expect(lacking.out).toContain('The sandbox in fleet has no machine ETL02');
  expect(lacking.out).toContain('scaleout sandbox add fleet ETL02');
  expect(lacking.out).not.toMatch(/login|identity|host key/i);

  const embedded = await loadSandbox();
  const open = () => embedded.open(folder.file('fleet'), { signal: new AbortController().signal });
  {
    await using serving = await open();
    await using member = await open();
    expect([serving.serving, member.serving]).toEqual([true, false]);
    const worker = { action: 'add', machine: 'ETL02', role: 'worker' } as const;
    expect(await member.add(worker)).toEqual({ machine: 'ETL02', role: 'worker', joined: false, added: true });
    expect(await serving.add(worker)).toMatchObject({ added: false });
    await expect(member.add({ ...worker, machine: 'a b' })).rejects.toMatchObject({ code: 'sandbox.add-refused' });
  }
  const again = await run('sandbox', 'add', 'fleet', 'ETL02');
  expect(again).toMatchObject({ code: 0, out: 'ETL02 is there already, as a worker: nothing was changed.\n', err: '' });
  expect((await run('apply', '--yes', '--sandbox', 'fleet')).code).toBe(0);
  expect((await run('plan', '--detailed-exitcode', '--sandbox', 'fleet')).code).toBe(0);

  // A reset installs what was added, too.
  rmSync(folder.file('.scaleout'), { recursive: true, force: true });
  expect((await run('sandbox', 'reset', 'fleet')).code).toBe(0);
  expect((await run('plan', '--sandbox', 'fleet')).out).not.toContain('sandbox.no-such-machine');
  expect(await run('sandbox', 'add', 'fleet', 'ETL03', '--master', '--joined')).toMatchObject({
    code: 3,
    err: expect.stringContaining('[command.usage]'),
  });
}, 120_000);
