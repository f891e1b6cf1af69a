import { cp, readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { project } from '../../deploy/deploy-files.js';
import { lacking } from '../../support/posix.js';
import { type Folder, temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { isFormat } from '../schemas.js';
import { topologyText } from '../topologies.js';

const group = 'examples/availability-group.yaml';

let folder: Folder;
const run = (...words: readonly string[]) => runHere(words, { cwd: folder.path });

/** What the live farm comes to: a rehearsal leaves it so. */
async function seen(): Promise<unknown> {
  const { out } = await run('plan', group, '--sandbox', 'fleet', '--json');
  const { fingerprint, changes } = JSON.parse(out);
  return { fingerprint, changes };
}

const existing = (path: string) =>
  stat(folder.file(path)).then(
    () => true,
    () => false,
  );

beforeAll(async () => {
  folder = await temporaryFolder();
  await cp(`${project}/examples`, folder.file('examples'), { recursive: true });
  const made = await run('apply', group, '--sandbox', 'fleet', '--yes');
  expect(made.code, made.err).toBe(0);
});
afterAll(() => folder[Symbol.asyncDispose]());

describe('a plan without steps', () => {
  test('in words: there is nothing to do, and no more', async () => {
    const { code, out, err } = await run('rehearse', group, '--sandbox', 'fleet');
    expect({ code, out, err }).toEqual({ code: 0, out: 'Nothing to do: all is as the topology says.\n', err: '' });
  });

  test('as JSON: a whole document', async () => {
    const { code, out } = await run('rehearse', group, '--sandbox', 'fleet', '--json');
    expect(code).toBe(0);
    expect(isFormat('rehearse', JSON.parse(out))).toBe(true);
    expect(JSON.parse(out)).toMatchObject({ result: 'done', steps: [], plan: { steps: 0, risk: null } });
  });
});

test('how long an unknown package is taken to run: half of the longest drain, 10 minutes at most, or as told', async () => {
  const text = await readFile(folder.file(group), 'utf8');
  await folder.write('examples/quick.yaml', text.replace('\npolicy:\n', '\npolicy:\n  drain: { timeout: 4m }\n'));
  const assumed = async (...words: readonly string[]) =>
    JSON.parse((await run('rehearse', '--sandbox', 'fleet', '--json', ...words)).out).assumptions.packageSeconds;
  expect(await assumed(group)).toBe(600);
  expect(await assumed('examples/quick.yaml')).toBe(120);
  expect(await assumed('examples/quick.yaml', '--assume', '20m')).toBe(1200);
});

describe('a plan that would be done', () => {
  beforeAll(async () => {
    const drill = [
      'sandbox',
      'drill',
      'fleet',
      'worker-certificate-ending',
      'FINETL02.dmz.corp.example',
      '--days',
      '7',
    ];
    expect((await run(...drill)).code).toBe(0);
  });

  test('it is told, written, drawn and kept, and the live farm stays as it was', async () => {
    const before = await seen();
    expect((await run('plan', group, '--sandbox', 'fleet', '--out', 'plan.json')).code).toBe(0);
    const rehearsed = await run(
      ...['rehearse', 'plan.json', '--sandbox', 'fleet', '--steps'],
      ...['--out', 'rehearsal.json', '--svg', 'timeline.svg', '--keep', 'twin'],
    );
    expect(rehearsed.code, rehearsed.out).toBe(0);
    expect(rehearsed.out).toMatch(/^Rehearsal: nothing was changed/);
    expect(rehearsed.out).toMatch(/^It would end well: all \d+ steps would be done, in /m);
    expect(rehearsed.out).toMatch(/^At the lowest 1 worker could take work, from \+/m);
    expect(rehearsed.out).toMatch(/^ {2}worker\/FINETL02\.dmz\.corp\.example {2}[=dr.!]{61} {2}\d+ s$/m);
    expect(rehearsed.out).toMatch(/^\+\d.* worker\/FINETL02\.dmz\.corp\.example:\S+ +done$/m);
    expect(rehearsed.out).toContain(
      'Look at the twin: scaleout status examples/availability-group.yaml --sandbox twin\n',
    );
    expect(rehearsed.out).toMatch(
      /\nApply it: scaleout apply plan\.json --sandbox fleet --rehearsal rehearsal\.json\n$/,
    );
    expect(rehearsed.err).toContain('Wrote rehearsal.json.\n');
    expect(await seen()).toEqual(before);

    const document = JSON.parse(await readFile(folder.file('rehearsal.json'), 'utf8'));
    expect(isFormat('rehearse', document)).toBe(true);
    const plan = JSON.parse(await readFile(folder.file('plan.json'), 'utf8'));
    expect(document.plan).toMatchObject({ fingerprint: plan.fingerprint, steps: plan.steps.length });
    expect(document.steps.map(({ id }: { id: string }) => id).sort()).toEqual(
      plan.steps.map(({ id }: { id: string }) => id).sort(),
    );
    expect(await readFile(folder.file('timeline.svg'), 'utf8')).toMatch(/^<svg .*FINETL02.*<\/svg>\n$/s);

    // The twin is as the farm would be afterwards.
    const planned = await run('plan', group, '--sandbox', 'twin');
    expect(planned.out, planned.err).toContain('Nothing to do');
    expect((await run('status', group, '--sandbox', 'twin', '--detailed-exitcode')).code).toBe(0);
    // What a twin has not is unknown there, as docs/rehearse.md says, and no finding.
    const doctor = await run('doctor', group, '--sandbox', 'twin', '--json');
    expect(JSON.parse(doctor.out).findings.map(({ id }: { id: string }) => id)).toEqual([]);
  });

  test.skipIf(lacking.modes)('what is written is for its owner alone', async () => {
    for (const file of ['rehearsal.json', 'timeline.svg']) {
      expect((await stat(folder.file(file))).mode & 0o777).toBe(0o600);
    }
  });

  test('as JSON it is the document alone; a part of the plan is rehearsed by itself', async () => {
    const { code, out, err } = await run(
      'rehearse',
      group,
      '--sandbox',
      'fleet',
      '--target',
      'worker/FINETL01',
      '--json',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(isFormat('rehearse', JSON.parse(out))).toBe(true);
    const words = ['--exclude', 'worker/FINETL01', '--take-over', '--parallelism', '2'];
    const text = await run('rehearse', group, '--sandbox', 'fleet', ...words);
    expect(text.out).toContain(`Apply it: scaleout apply ${group} --sandbox fleet ${words.join(' ')}\n`);
  });

  test('a folder that holds something is not taken for the twin', async () => {
    const taken = await run('rehearse', group, '--sandbox', 'fleet', '--keep', 'examples');
    expect(taken.code).toBe(3);
    expect(await existing('examples/state.json')).toBe(false);
  });

  test('a plan that does not hold any more is not rehearsed: 5, and nothing is written', async () => {
    expect((await run('sandbox', 'drill', 'fleet', '--undo')).code).toBe(0);
    const stale = await run('rehearse', 'plan.json', '--sandbox', 'fleet', '--out', 'stale.json', '--keep', 'stale');
    expect(stale.code).toBe(5);
    expect(stale.err).toContain('[guard.plan-stale]');
    expect(await existing('stale.json')).toBe(false);
    expect(await existing('stale')).toBe(false);
    const json = await run('rehearse', 'plan.json', '--sandbox', 'fleet', '--json');
    expect(json.code).toBe(5);
    expect(JSON.parse(json.out)).toMatchObject({ formatVersion: 1, diagnostics: [{ code: 'guard.plan-stale' }] });
    expect(isFormat('failure', JSON.parse(json.out))).toBe(true);
  });
});

test('what would wait in vain is told with 2, in a moment', async () => {
  // Nobody does on the twin what is left to the administrator of ETL09.
  const topology = 'examples/topology.yaml';
  const made = await run('apply', topology, '--exclude', 'worker/ETL09', '--sandbox', 'other', '--yes', '--no-history');
  expect(made.code, made.err).toBe(0);
  const began = performance.now();
  const rehearsed = await run('rehearse', topology, '--sandbox', 'other', '--out', 'vain.json');
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(rehearsed.code, rehearsed.out).toBe(2);
  expect(rehearsed.out).toMatch(/^It would not end well: of \d+ steps 1 would fail, /m);
  expect(rehearsed.out).toContain('worker/ETL09:register at +10 min');
  expect(rehearsed.out).toContain('[rehearsal.by-hand]');
  expect(rehearsed.out).toContain(
    `Mend that, and rehearse again: scaleout rehearse ${topology} --sandbox other --out vain.json\n`,
  );
  const document = JSON.parse(await readFile(folder.file('vain.json'), 'utf8'));
  expect(isFormat('rehearse', document)).toBe(true);
  expect(document.result).toBe('partial');
});

test('what a guard refuses is told as a plan tells it, with 5, and nothing is rehearsed', async () => {
  const workers = 'workers: [{ machine: ETL01 }, { machine: ETL02 }, { machine: ETL03 }]';
  await folder.write('three.yaml', topologyText('scaleOut: { enabled: true }', workers));
  expect((await run('apply', 'three.yaml', '--yes', '--no-history', '--sandbox', 'three')).code).toBe(0);
  await folder.write(
    'one.yaml',
    topologyText(
      'scaleOut: { enabled: true }',
      'workers: [{ machine: ETL01 }]\npolicy: { prune: true, maxRemovals: 1 }',
    ),
  );
  const refused = await run('rehearse', 'one.yaml', '--sandbox', 'three', '--out', 'refused.json');
  expect(refused.code).toBe(5);
  expect(refused.out).toContain('Plan refused:');
  expect(refused.out).toContain('[guard.prune-limit]');
  expect(refused.out).toMatch(/Refused: nothing was rehearsed, since an apply would not begin\.\n$/);
  expect(await existing('refused.json')).toBe(false);
  const json = await run('rehearse', 'one.yaml', '--sandbox', 'three', '--json');
  expect(json.code).toBe(5);
  expect(isFormat('failure', JSON.parse(json.out))).toBe(true);
});

test.each([
  [['--assume', '0s'], /--assume does not take "0s"/],
  [['--assume', 'soon'], /--assume does not take "soon"/],
  [['--out', 'same', '--svg', './same'], /--out and --svg name the same file, same\./],
  [['--out', group], /is a topology, which would be lost/],
  [['--svg', group], /is a topology, which would be lost/],
  [['--out', 'fleet/state.json'], /is a file of the sandbox, which would be lost/],
  [['--svg', './fleet/../fleet/ssh_key'], /is a file of the sandbox, which would be lost/],
  [['--keep', 'fleet/twin'], /fleet\/twin lies in the sandbox fleet, which is only read/],
  [['--yes'], /has no option --yes/],
])('%j is refused', async (words, message) => {
  const { code, err } = await run('rehearse', group, '--sandbox', 'fleet', ...words);
  expect(code).toBe(3);
  expect(err).toMatch(message);
});

test('nothing takes the place of the plan or of a topology in JSON that is read', async () => {
  const topology = '{ "apiVersion": "ssis-scaleout/v1", "name": "w", "catalog": { "server": "SQL1" } }';
  await folder.write('topology.json', topology);
  await folder.write('saved.json', '{"formatVersion":1}');
  for (const [words, message] of [
    [['rehearse', 'saved.json', '--out', './saved.json'], /is what the command reads, which would be lost/],
    [['rehearse', 'saved.json', '--svg', 'fleet/../saved.json'], /is what the command reads, which would be lost/],
    [['plan', 'topology.json', '--out', 'topology.json'], /is a topology, which would be lost/],
  ] as const) {
    const { code, err } = await run(...words, '--sandbox', 'fleet');
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(message) });
  }
  expect(await readFile(folder.file('topology.json'), 'utf8')).toBe(topology);
});

test('no sandbox is made to rehearse on', async () => {
  const { code } = await run('rehearse', group, '--sandbox', 'nowhere');
  expect(code).toBe(3);
  expect(await existing('nowhere')).toBe(false);
});
