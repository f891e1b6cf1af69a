import { expect, test } from 'vitest';
import { shellWords } from '../deploy/command-lines.js';
import { readProjectFile } from '../deploy/deploy-files.js';
import { temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';

const page = readProjectFile('docs/certificates.md');

const topology = `apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
scaleOut: { enabled: true, defaultExecutionMode: scaleOut }
master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }
workers:
  - { machine: ETL01, enabled: true }
  - { machine: ETL02, enabled: true }
access: { transport: ssh, user: svc-scaleout, identity: { file: id_ed25519 } }
`;

/** The command lines of the blocks without a language, in their order. */
const commands = [...page.matchAll(/^```(\w*)\n(.*?)^```/gms)]
  .flatMap(([, language, text = '']) => (language === '' ? text.trim().split('\n') : []))
  .filter((line) => line.startsWith('scaleout '));

const changing = (words: readonly string[]) =>
  words[0] === 'apply' ||
  (words[0] === 'rotate' &&
    !words.includes('--status') &&
    (words[1] !== 'master' || ['--prepare', '--switch', '--complete'].some((phase) => words.includes(phase))));

test('whoever goes by docs/certificates.md renews a worker, all of them, and the master, as the page says', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', topology);
  const said = new Map<string, string[]>();
  const run = async (words: readonly string[]) => {
    const ran = await runHere(changing(words) ? [...words, '--yes'] : words, { cwd: folder.path });
    const key = words.filter((word) => word !== '--sandbox' && word !== './fleet').join(' ');
    said.set(key, [...(said.get(key) ?? []), ran.out]);
    return ran;
  };
  for (const line of commands) {
    const words = shellWords(line).slice(1);
    const { code, out, err } = await run(words);
    expect({ line, code }, `${out}${err}`).toEqual({ line, code: 0 });
  }
  const outOf = (key: string) => said.get(key)?.join('\n---\n') ?? `${key} was not run`;
  expect(outOf('rotate workers --status')).toMatch(/^ETL01 +due .*\nETL02 +current/m);
  expect(outOf('plan')).toMatch(/Switches worker\/ETL01 to another certificate/);
  expect(outOf('plan')).toContain('Taken back if a step fails:');
  expect(outOf('rotate worker/ETL01 --status')).toMatch(/^ETL01 +current/m);
  expect(outOf('rotate worker/ETL01 --status')).toContain('Not used any more, and still trusted:');
  expect(outOf('rotate worker/ETL02')).toContain('a new certificate is asked for');
  expect(outOf('rotate workers --exclude worker/ETL01')).not.toContain('~ worker/ETL01');
  const [before, after] = said.get('rotate master') ?? [];
  expect(before).toContain('Phase: current');
  expect(outOf('rotate master --status')).toContain('Phase: prepared');
  expect(outOf('rotate master --status')).toContain('scaleout rotate master --switch --sandbox ./fleet');
  expect(outOf('rotate master --switch')).toContain('all workers are emptied');
  expect(after).toContain('Phase: keeping');
  expect(after).toContain('scaleout rotate master --complete --sandbox ./fleet');

  // Too early: refused, and nothing is changed.
  const early = await run(['rotate', 'master', '--complete', '--sandbox', './fleet']);
  expect({ code: early.code, told: early.out }).toEqual({
    code: 5,
    told: expect.stringContaining('[guard.rotation-kept]'),
  });
  expect((await run(['status', '--detailed-exitcode', '--sandbox', './fleet'])).code).toBe(0);
  expect((await run(['plan', '--detailed-exitcode', '--sandbox', './fleet'])).code).toBe(0);
  const history = (await run(['history', '--json'])).out;
  const applies = JSON.parse(history).applies as readonly { readonly options: { readonly rotate?: unknown } }[];
  expect(applies.flatMap(({ options }) => options.rotate ?? [])).toEqual([
    { of: 'master', phase: 'complete' },
    { of: 'master', phase: 'switch' },
    { of: 'master', phase: 'prepare' },
    { of: 'workers' },
    { of: 'workers' },
  ]);

  // Not all of what was asked for: the rest is done, the worker that is left out is named, and it ends with 6.
  const inUse = /^ETL02 +current +([0-9A-F]{40})/m.exec(
    (await run(['rotate', 'workers', '--status', '--sandbox', './fleet'])).out,
  );
  const certificate = `certificate: { thumbprint: ${inUse?.[1]} }`;
  await folder.write('topology.yaml', topology.replace('{ machine: ETL02, ', `{ machine: ETL02, ${certificate}, `));
  const part = await run(['rotate', 'workers', '--sandbox', './fleet']);
  expect({ code: part.code, out: part.out }).toEqual({
    code: 6,
    out: expect.stringMatching(
      /worker\/ETL02 is not renewed: the topology names its[\s\S]*steps done, 1 not done \(told above\)/,
    ),
  });
  const none = await run(['rotate', 'worker/ETL02', '--json', '--sandbox', './fleet']);
  const summary = JSON.parse(none.out.trim().split('\n').at(-1) ?? '{}');
  expect({ code: none.code, summary }).toMatchObject({
    code: 6,
    summary: { result: 'partial', done: 0, notRotated: 1 },
  });
}, 120_000);
