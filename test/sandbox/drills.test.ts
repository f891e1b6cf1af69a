import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { askByMember } from '../../packages/sandbox/src/directory/join-server.js';
import { listDrills } from '../../packages/sandbox/src/drills/drill-desk.js';
import { isSandboxError } from '../../packages/sandbox/src/errors.js';
import { drillListText } from '../../src/cli/render/drill-text.js';
import { loadSandbox } from '../../src/cli/world/sandbox-package.js';
import { isScaleoutError } from '../../src/errors/errors.js';
import { checkIds } from '../../src/reconciler/diagnosis/check-id.js';
import { runCli, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { screen } from '../support/screen.js';
import { servedSandbox } from '../support/served-sandbox.js';

const topology = `apiVersion: ssis-scaleout/v1
name: drilled
catalog: { server: SQLETL01, authentication: { type: integrated } }
master: { machines: [SQLETL01, SQLETL02], endpoint: "https://sqletl.corp.example:8391" }
workers: [{ machine: ETL01, enabled: true }, { machine: ETL02, enabled: true }]
access: { transport: ssh }
`;

describe('what is listed', () => {
  test('are findings of the product', () => {
    const known: readonly string[] = checkIds;
    expect(listDrills().filter(({ finding }) => !known.includes(finding))).toEqual([]);
  });

  test('is the table of docs/sandbox.md', () => {
    const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (worker|master|) \| `([a-z.-]+)` \| (.*) \|$/gm)].map(
      ([, drill, machine, finding, says]) => ({ drill, ...(machine === '' ? {} : { machine }), finding, says }),
    );
    expect(rows).toEqual(listDrills());
  });

  test('fits 60 and 80 columns, is not wrapped when piped, and has three words an entry with --json', async () => {
    const [text, json] = await Promise.all([
      runCli(['sandbox', 'drill', '--list']),
      runCli(['sandbox', 'drill', '--list', '--json']),
    ]);
    expect(text.code).toBe(0);
    expect(text.out).toBe(drillListText(listDrills(), [], screen()));
    for (const columns of [60, 80]) {
      const fitted = drillListText(listDrills(), [], screen(columns)).split('\n');
      expect(fitted.filter((line) => line.length > columns)).toEqual([]);
    }
    const drills = listDrills().map(({ drill, machine, finding }) => ({ drill, ...(machine && { machine }), finding }));
    expect(JSON.parse(json.out)).toEqual({ formatVersion: 1, drills });
  });
});

test.each([
  [['./fleet', 'ETL01', 'worker-service-stopped'], './fleet worker-service-stopped ETL01'],
  [['worker-service-stopped', './fleet'], './fleet worker-service-stopped'],
])('%j has another order, and the right one is told', async (words, right) => {
  const { code, err } = await runHere(['sandbox', 'drill', ...words], { cwd: tmpdir() });
  expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(`Write: scaleout sandbox drill ${right}`) });
});

test('the first lesson of docs/sandbox.md goes as it says', async () => {
  const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
  const [, lesson = ''] = /A first lesson.*?```\n(.*?)```/s.exec(page) ?? [];
  const example = fileURLToPath(new URL('../../examples/availability-group.yaml', import.meta.url));
  await using folder = await temporaryFolder();
  const ended: (readonly [string, number | null])[] = [];
  for (const line of lesson.trim().split('\n')) {
    const [command = ''] = line.split('#');
    const words = command.trim().replace('examples/availability-group.yaml', example).split(/ +/).slice(1);
    const { code } = await runHere([...words, ...(words[0] === 'apply' ? ['--no-history'] : [])], { cwd: folder.path });
    ended.push([words[0] ?? '', code]);
  }
  expect(ended).toEqual([
    ['apply', 0],
    ['sandbox', 0],
    ['status', 0],
    ['doctor', 2],
    ['sandbox', 0],
    ['doctor', 0],
  ]);
});

describe('a sandbox that another process serves', () => {
  test('takes drills from a second one, and has them on the disk before it answers', async () => {
    await using served = await servedSandbox(topology);
    const { folder } = served;
    const run = (...words: readonly string[]) => runCli(['sandbox', 'drill', 'fleet', ...words], { cwd: folder.path });
    const journal = () => readFileSync(`${folder.path}/fleet/journal.jsonl`, 'utf8');

    const made = await run('worker-key-gone', 'etl02', '--json');
    expect(made.err).toBe('');
    expect(JSON.parse(made.out)).toMatchObject({
      drill: 'worker-key-gone',
      machine: 'ETL02',
      finding: 'worker.key-missing',
    });
    expect(journal()).toContain('worker-key-gone/ETL02');

    // Whatever the drill takes from the login that commands use, the way of drills is another.
    expect((await run('login-may-not-see', '--ago', '0s')).code).toBe(0);
    const listed = await run('--list');
    expect(listed.out).toContain('Made here (2 drills):\n  worker-key-gone ETL02, since ');

    const unknown = await run('worker-key-gon');
    expect(unknown.code).toBe(3);
    expect(unknown.err).toContain('There is no drill "worker-key-gon". Did you mean worker-key-gone?\n');
    expect(unknown.err).toContain('[sandbox.drill-unknown]');
    const twice = await run('worker-key-gone', 'ETL02');
    expect(twice.code).toBe(3);
    expect(twice.err).toContain('[sandbox.drill-refused]');

    const undone = await run('--undo', '--json');
    expect(JSON.parse(undone.out)).toEqual({
      formatVersion: 1,
      undone: [
        { drill: 'login-may-not-see', left: [] },
        { drill: 'worker-key-gone', machine: 'ETL02', left: [] },
      ],
    });
    expect((await run('--undo')).out).toBe('No drill is made here: there is nothing to undo.\n');
  });

  test('answers a member of the same process as it answers itself', async () => {
    const embedded = await loadSandbox();
    await using folder = await temporaryFolder();
    const open = () =>
      embedded.open(`${folder.path}/fleet`, {
        fleet: () => ({ serverName: 'SQLETL01', masterMachines: ['SQLETL01'], workers: [], joined: true }),
        signal: new AbortController().signal,
      });
    await using serving = await open();
    await using member = await open();
    expect([serving.serving, member.serving]).toEqual([true, false]);
    const listed = await Promise.all([serving.drill({ action: 'list' }), member.drill({ action: 'list' })]);
    expect(listed[0]).toEqual(listed[1]);
    const refused = await member.drill({ action: 'make', drill: 'firewall-closed' }).catch((error: unknown) => error);
    expect(isScaleoutError(refused, 'sandbox.drill-refused')).toBe(true);
    expect(isSandboxError(refused)).toBe(false);
  });
});

test('a server of another version that knows no drills is told of', async () => {
  const membership = { leave: async () => undefined, call: async () => undefined };
  const refused = await askByMember(membership, { action: 'list' }).catch((error: unknown) => error);
  expect(isSandboxError(refused, 'sandbox.drill-unanswered')).toBe(true);
});

describe('a sandbox that nobody serves', () => {
  test('is opened for the drill, and keeps it', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', topology);
    const run = (...words: readonly string[]) => runHere(words, { cwd: folder.path });
    expect((await run('plan', '--sandbox', 'fleet', '--create')).code).toBe(0);
    const made = await run('sandbox', 'drill', 'fleet', 'binding-missing', '--json');
    expect(JSON.parse(made.out)).toMatchObject({ drill: 'binding-missing', machine: 'SQLETL01' });
    const state = () =>
      JSON.parse(readFileSync(`${folder.path}/fleet/state.json`, 'utf8')) as {
        readonly tables: Readonly<Record<string, Readonly<Record<string, { readonly bindings?: object }>>>>;
      };
    expect(state().tables.windows?.SQLETL01?.bindings).toEqual({});
    const undone = await run('sandbox', 'drill', 'fleet', 'binding-missing', 'SQLETL01', '--undo');
    expect(undone.out).toBe('binding-missing SQLETL01: undone.\n');
    expect(state().tables.windows?.SQLETL01?.bindings).not.toEqual({});
    expect(state().tables.drills).toEqual({});
  });

  test.each([
    [['sandbox', 'drill'], 'The folder of the sandbox is missing'],
    [['sandbox', 'drill', 'fleet'], 'The drill is missing.'],
    [['sandbox', 'drill', 'fleet', '--list', '--undo'], 'exclude each other'],
    [['sandbox', 'drill', 'fleet', 'firewall-closed', '--list'], '--list takes no drill'],
    [['sandbox', 'drill', 'fleet', '--undo', '--days', '3'], 'are for making a drill'],
    [['sandbox', 'drill', 'fleet', 'firewall-closed', '--ago', 'soon'], '--ago'],
    [['sandbox', 'drill', 'nowhere', 'firewall-closed'], 'sandbox.no-sandbox'],
  ])('%j is wrong', async (words, text) => {
    await using folder = await temporaryFolder();
    const { code, err } = await runCli(words, { cwd: folder.path });
    expect(code).toBe(3);
    expect(err).toContain(text);
  });
});
