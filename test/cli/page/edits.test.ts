import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPageEdits } from '../../../src/cli/page/page-edits.js';
import type { Viewer } from '../../../src/page/login/viewer.js';
import type { EditAnswer, EditRequest } from '../../../src/page/wire/session.js';
import { runHere } from '../../support/run-here.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const text = `# The farm of the warehouse.
apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
workers:
  # The big one, with the disks.
  - machine: ETL01
    enabled: true # since March
    description: Loads
    settings: { MaxTaskCount: 8 }
  - machine: ETL02
    tags: day
`;

let place: ReturnType<typeof temporaryDirectory>;
let repository: string;
let file: string;
let env: NodeJS.ProcessEnv;
let edits: ReturnType<typeof openPageEdits>;
const git = (...words: readonly string[]) =>
  execFileSync('git', [...words], { cwd: repository, env, encoding: 'utf8' });

beforeAll(() => {
  place = temporaryDirectory();
  repository = join(place.path, 'our farm');
  env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: join(place.path, 'none'), HOME: place.path };
  execFileSync('git', ['init', '--quiet', repository], { env });
  file = join(repository, 'topology.yaml');
  writeFileSync(file, text);
  for (const [key, value] of [
    ['user.name', 'Anna'],
    ['user.email', 'anna@example.com'],
  ] as const)
    git('config', key, value);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
  const fileOf = (name: string) => (name === 'warehouse' ? file : undefined);
  edits = openPageEdits({ fileOf, terminal: { env }, sandbox: './fleet' });
});
afterAll(async () => {
  await edits[Symbol.asyncDispose]();
  place[Symbol.dispose]();
});

const viewer = { user: 'anna', role: 'viewer', via: 'token', until: undefined, session: undefined } as const;
const of = { by: viewer, signal: new AbortController().signal };

const edit = (
  request: EditRequest,
  parts: { readonly named?: string; readonly by?: Partial<Viewer> } = {},
): Promise<EditAnswer> => edits.edit(parts.named ?? 'warehouse', request, { ...of, by: { ...viewer, ...parts.by } });

/** The file as git am makes it of the patch; put back afterwards. */
function byGit({ patch }: EditAnswer): string {
  writeFileSync(join(place.path, 'one.patch'), patch);
  git('am', '--quiet', join(place.path, 'one.patch'));
  const made = readFileSync(file, 'utf8');
  git('reset', '--quiet', '--hard', 'HEAD~1');
  return made;
}

/** The file as the command makes it; put back afterwards. */
async function byCommand({ command }: EditAnswer): Promise<string> {
  const out = execFileSync('sh', [
    '-c',
    `for word in ${command.slice('scaleout '.length)}; do printf '%s\\0' "$word"; done`,
  ]);
  const words = out.toString().split('\0').slice(0, -1);
  const ran = await runHere([...words, '--yes', ...(words[0] === 'add' ? ['--no-check'] : [])], { cwd: place.path });
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const made = readFileSync(file, 'utf8');
  writeFileSync(file, text);
  return made;
}

describe('an edit by the page', () => {
  const cases: readonly (readonly [string, EditRequest, string, string])[] = [
    [
      'sets values',
      {
        kind: 'set',
        worker: 'worker/etl01',
        set: { enabled: false, description: "Anna's $HOME; rm -rf /", 'settings.MaxTaskCount': '12' },
        unset: [],
      },
      'set-worker-etl01.patch',
      text
        .replace('enabled: true #', 'enabled: false #')
        .replace('description: Loads', "description: Anna's $HOME; rm -rf /")
        .replace('MaxTaskCount: 8', 'MaxTaskCount: 12'),
    ],
    [
      'takes a value out',
      { kind: 'set', worker: 'ETL02', set: {}, unset: ['tags'] },
      'set-worker-etl02.patch',
      text.replace('    tags: day\n', ''),
    ],
    [
      'adds a worker like another',
      { kind: 'add', machine: 'ETL05', like: 'worker/ETL01', set: { tags: 'night, and day' } },
      'add-worker-etl05.patch',
      '',
    ],
    [
      'takes a worker out',
      { kind: 'remove', worker: 'worker/ETL02', absent: false },
      'remove-worker-etl02.patch',
      text.replace('  - machine: ETL02\n    tags: day\n', ''),
    ],
    ['has a worker leave for good', { kind: 'remove', worker: 'ETL02', absent: true }, 'remove-worker-etl02.patch', ''],
  ];

  test.each(cases)(
    '%s: git am and the command make the same of the file, comments kept',
    async (_, request, name, wanted) => {
      const answer = await edit(request);
      expect(answer.fileName).toBe(name);
      expect(readFileSync(file, 'utf8')).toBe(text);
      const made = byGit(answer);
      expect(await byCommand(answer)).toBe(made);
      if (wanted !== '') expect(made).toBe(wanted);
      expect(made).toContain('# The big one, with the disks.');
      expect(answer.diff).toMatch(/^@@ /);
      expect(answer.command).toContain(` -f '${file}'`);
    },
  );

  test('says what follows, with the file and the sandbox in each command', async () => {
    const { follows } = await edit({ kind: 'remove', worker: 'ETL02', absent: false });
    expect(follows.join(' ')).toMatch(/policy\.prune is false.*scaleout remove worker\/ETL02 --absent/);
    expect(follows.join(' ')).toContain(` -f '${file}' --sandbox ./fleet`);
    const added = await edit({ kind: 'add', machine: 'ETL05', set: {} });
    expect(added.follows.join(' ')).toContain('Nothing was looked at');
  });

  test('of what the file says already is no edit', async () => {
    const answer = await edit({ kind: 'set', worker: 'ETL02', set: { tags: 'day' }, unset: [] });
    expect(answer).toMatchObject({ diff: '', patch: '', follows: [] });
  });

  test.each<readonly [string, EditRequest, string]>([
    [
      'another key',
      { kind: 'set', worker: 'ETL01', set: { 'certificate.file': '/etc/passwd' }, unset: [] },
      'page.request-wrong',
    ],
    [
      'a way to a machine',
      { kind: 'add', machine: 'ETL05', set: { 'access.identity.file': 'x' } },
      'page.request-wrong',
    ],
    ['a key of the file', { kind: 'set', worker: 'ETL01', set: {}, unset: ['machine'] }, 'page.request-wrong'],
    ['nothing', { kind: 'set', worker: 'ETL01', set: {}, unset: [] }, 'page.request-wrong'],
    [
      'a block',
      { kind: 'set', worker: 'ETL01', set: { 'settings.X': '{file: /etc/passwd}' }, unset: [] },
      'page.request-wrong',
    ],
    [
      'a long text',
      { kind: 'set', worker: 'ETL01', set: { description: 'x'.repeat(1001) }, unset: [] },
      'page.request-wrong',
    ],
    [
      'a secret',
      { kind: 'set', worker: 'ETL01', set: { description: 'Password=geheim' }, unset: [] },
      'edit.secret-in-patch',
    ],
    [
      'a setting of the wrong kind',
      { kind: 'set', worker: 'ETL01', set: { 'settings.MaxTaskCount': 'many' }, unset: [] },
      'topology.wrong-value',
    ],
    ['a worker that is not listed', { kind: 'remove', worker: 'ETL09', absent: false }, 'command.target-unknown'],
    ['a worker that is listed', { kind: 'add', machine: 'etl02', set: {} }, 'edit.worker-listed'],
    ['a path for a machine', { kind: 'add', machine: '../../etc/passwd', set: {} }, 'topology.machine-name'],
  ])('of %s is refused, and nothing is written', async (_, request, code) => {
    const before = statSync(file).mtimeMs;
    await expect(edit(request)).rejects.toMatchObject({ code });
    expect(statSync(file).mtimeMs).toBe(before);
  });

  test.each<readonly [Partial<Viewer>, string]>([
    [{ user: 'anna' }, 'anna <anna@scaleout.invalid>'],
    [{ user: 'CORP\\anna' }, '"CORP\\\\anna" <anna@scaleout.invalid>'],
    [{ user: 'anna@corp.example' }, '"anna@corp.example" <anna@corp.example>'],
    [{ user: 'this machine', via: 'loopback' }, 'scaleout page <page@scaleout.invalid>'],
  ])('of %j names its author, and not who serves the page', async (by, author) => {
    const { patch } = await edit({ kind: 'remove', worker: 'ETL02', absent: false }, { by });
    expect(/^From: (.*)$/m.exec(patch)?.[1]).toBe(author);
  });

  test('of a large farm keeps nothing else waiting, and few of them are taken at one time', async () => {
    const large = join(place.path, 'large.yaml');
    const workers = Array.from({ length: 1_000 }, (_, index) => `  - machine: FARM${index}\n    description: Loads`);
    writeFileSync(large, `${text.split('workers:')[0]}workers:\n${workers.join('\n')}\n`);
    await using edits = openPageEdits({ fileOf: () => large, terminal: { env } });
    const request: EditRequest = { kind: 'set', worker: 'FARM1', set: { description: 'x' }, unset: [] };
    const began = performance.now();
    let [longest, last, isOver] = [0, began, false];
    const look = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (!isOver) setImmediate(look);
    };
    setImmediate(look);
    const asked = [1, 2, 3].map(() => edits.edit('warehouse', request, of));
    const others = Array.from({ length: 8 }, (_, index) =>
      edits.edit('warehouse', request, { ...of, by: { ...viewer, user: `other ${index}` } }),
    );
    const ended = await Promise.allSettled([...asked, ...others.slice(5)]);
    await Promise.allSettled(others);
    isOver = true;
    expect(longest).toBeLessThan((performance.now() - began) / 8);
    const codes = ended.map((one) => (one.status === 'rejected' ? one.reason.code : 'done'));
    expect(codes).toEqual(['done', 'done', 'page.busy', 'done', 'page.busy', 'page.busy']);
  }, 30_000);

  test('of a topology that is not watched is refused', async () => {
    const asked = edit({ kind: 'remove', worker: 'ETL02', absent: false }, { named: '../warehouse' });
    await expect(asked).rejects.toMatchObject({ code: 'page.no-topology' });
  });

  test('whose lines hold a secret already is refused', async () => {
    writeFileSync(file, `${text}    password: geheim\n`);
    const asked = edit({ kind: 'remove', worker: 'ETL02', absent: false });
    await expect(asked).rejects.toMatchObject({
      code: 'edit.secret-in-patch',
      message: expect.not.stringContaining('geheim'),
    });
    writeFileSync(file, text);
  });
});
