import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPty, runInPty } from '../support/pty.js';
import { type Folder, runCli, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { type Serving, serveHere } from '../support/served-sandbox.js';

const long = 'etl-worker-0001.production.warehouse.corp.example.com';

/** Names as long as Windows has them, texts that need several lines, and one that would act on a terminal. */
const topology = `apiVersion: ssis-scaleout/v1
name: warehouse-of-the-whole-group-in-production
catalog: { server: SQLETL01 }
scaleOut: { enabled: true }
master: { machines: [SQLETL01], endpoint: https://SQLETL01:8391 }
workers:
  - machine: ${long}
    displayName: Loader of the nightly deliveries from all of the subsidiaries
    description: Nightly loads, which have to be done before the offices of the whole group open at six in the morning
    enabled: true
  - machine: ETL02
    enabled: true
    description: "\\u202Ehostile\\nof two lines"
  - machine: ETL03
  - machine: ETL04
    access: { transport: manual }
access: { transport: ssh, user: svc-scaleout, identity: { file: id } }
`;

/** As the topology, but for what a plan then has to do. */
const wanted = topology
  .replace('Nightly loads, which have', 'Loads of the night and of the weekend, which have')
  .replace('ETL03\n', 'ETL03\n    enabled: true\n    tags: weekend\n')
  .replace(
    '  - machine: ETL04',
    '  - machine: etl-worker-0005.production.warehouse.corp.example.com\n  - machine: ETL04',
  );

const broken = topology
  .replace(
    '{ server: SQLETL01 }',
    '{ server: SQLETL01, databse: SSISDB_OF_THE_WAREHOUSE_OF_THE_WHOLE_GROUP_IN_PRODUCTION }',
  )
  .replace('enabled: true\n', 'enabeld: true\n')
  .replace('description: "', 'description: "\\e[2J');

interface Row {
  readonly words: readonly string[];
  /** Also in a terminal of 80 columns. */
  readonly wide?: true;
  /** What it does can be done once: only in a terminal of 60 columns, and never piped. */
  readonly once?: true;
  readonly input?: string;
  /** It names its own command line: a process of its own says the same when it is piped. */
  readonly named?: true;
}

const sandbox = ['--sandbox', 'fleet'];
const at = (command: string, ...words: string[]) => [command, ...words, ...sandbox];

/** Every command with a text output, in the order in which they are run. */
const rows: readonly Row[] = [
  { words: ['validate', 'broken.yaml'] },
  { words: at('status'), wide: true },
  { words: at('status', '-o', 'wide'), wide: true },
  { words: at('status', '--unhealthy') },
  { words: at('doctor', '--all'), wide: true },
  { words: at('plan', 'wanted.yaml'), wide: true },
  { words: at('plan', 'wanted.yaml', '--steps', '--expand'), wide: true },
  // Without the master nobody takes the execution that waits: who does is chance, and each of the three looks at a moment of its own.
  {
    words: at(
      'rehearse',
      'wanted.yaml',
      '--steps',
      ...['worker/ETL02', 'worker/ETL03'].flatMap((id) => ['--target', id]),
    ),
    wide: true,
  },
  { words: at('plan', 'wanted.yaml', '--out', 'plan.json'), once: true },
  { words: ['show', 'plan.json'], wide: true },
  { words: at('apply', 'wanted.yaml', '--target', 'worker/ETL03', '--yes'), once: true },
  { words: at('apply', 'wanted.yaml', '--target', 'worker/ETL02'), once: true, input: 'no\n' },
  { words: ['history'], wide: true },
  { words: ['history', '1'], wide: true },
  { words: at('import', '--out', 'found.yaml', '--force') },
  { words: at('report', '--force') },
  { words: at('script', 'ETL04', '--out', 'etl04.ps1') },
  { words: ['sandbox', 'run', 'fleet', 'ETL04', 'etl04.ps1'], once: true },
  {
    words: at('suspend', 'worker/ETL02', '--reason', 'the month end of the whole group is closed here', '--for', '2h'),
  },
  { words: at('plan'), named: true },
  { words: at('watch', '--once', '--no-history'), once: true },
  { words: at('resume', 'worker/ETL02'), once: true },
  { words: at('approve', '0123456789abcdef'), named: true },
  { words: ['sandbox', 'drill', 'fleet', '--list'], wide: true },
  { words: ['sandbox', 'drill', 'fleet', 'worker-not-trusted', long], once: true },
  { words: ['sandbox', 'drill', 'fleet', '--undo'], once: true },
  { words: ['sandbox', 'drill', 'fleet', 'worker-not-trused'] },
  { words: ['--help'], wide: true },
  ...['plan', 'rehearse', 'apply', 'watch', 'import'].map((name) => ({ words: [name, '--help'] })),
  { words: ['sandbox', 'drill', '--help'] },
  { words: ['help', 'drlil'] },
  { words: ['plna'], named: true },
  { words: ['status', 'there-is-no-such-topology-in-this-folder-at-all.yaml'], named: true },
  { words: at('plan', '--target', `worker/not-${long}`), named: true },
];

/** A zone whose distance from UTC nothing else has. */
const env = { TZ: 'Asia/Kolkata' };

let folder: Folder;
let serving: Serving | undefined;

describe.skipIf(!hasPty)('in a terminal', () => {
  beforeAll(async () => {
    folder = await temporaryFolder();
    await folder.write('topology.yaml', topology);
    await folder.write('wanted.yaml', wanted);
    await folder.write('broken.yaml', broken);
    const installed = await runHere(at('apply', '--yes', '--exclude', 'worker/ETL04'), { cwd: folder.path });
    expect(installed.code, installed.err).toBe(0);
    serving = await serveHere(folder);
    for (const drill of [
      ['master-service-disabled'],
      ['worker-certificate-ending', 'ETL02'],
      ['worker-clock-wrong', 'ETL03'],
      ['log-login-missing'],
      ['executions-pinned'],
    ]) {
      const made = await runHere(['sandbox', 'drill', 'fleet', ...drill], { cwd: folder.path });
      expect(made.code, made.err).toBe(0);
    }
  });

  afterAll(async () => {
    await serving?.stop();
    await folder[Symbol.asyncDispose]();
  });

  test.each(rows.map((row) => [row.words.join(' '), row] as const))('scaleout %s', async (_, row) => {
    const { words, input } = row;
    const cwd = folder.path;
    const narrow = await runInPty(60, words, { cwd, env, ...(input === undefined ? {} : { input }) });
    // Who answers ends the line of the question; this terminal shows nothing of what is typed.
    expect(tooWide(narrow.text.replace('is taken as consent: ', '$&\n'), 60)).toEqual([]);
    // A moment of a document is shown as of the reader's zone.
    if (!words.includes('--help')) expect(narrow.text).not.toMatch(/\d\d:\d\d(?:\.\d+)?(?:Z| UTC)|\dT\d\d:|[‘’“”]/);
    if (row.once) return;
    const [piped, wide] = await Promise.all([
      (row.named ? runCli : runHere)(words, { cwd }),
      row.wide ? runInPty(80, words, { cwd, env }) : undefined,
    ]);
    expect(narrow.code).toBe(piped.code);
    expect(cutWords(`${piped.out}\n${piped.err}`, narrow.text)).toEqual([]);
    if (wide === undefined) return;
    expect(tooWide(wide.text, 80)).toEqual([]);
    expect(cutWords(`${piped.out}\n${piped.err}`, wide.text)).toEqual([]);
  });
});

function tooWide(text: string, columns: number): readonly string[] {
  return text.split('\n').filter((line) => stringWidth(line) > columns);
}

/**
 * Words of the text that is not fitted which the fitted one has not as a whole; without lines of a
 * file, titles of columns, bars of a timeline, and what differs from run to run.
 */
function cutWords(text: string, fitted: string): readonly string[] {
  const known = new Set(fitted.split(/\s+/));
  const words = text
    .replace(/^ *\d+ \|.*$/gm, '')
    .split(/\s+/)
    .filter(
      (word) =>
        word.length > 1 && word.length <= 24 && !/\d|^[A-Z. ]+$|^(s|min|h|d|\(in)\W*$|^[|=.!?^dr-]+$/.test(word),
    );
  return [...new Set(words)].filter((word) => !known.has(word));
}

test('colours: --color outdoes FORCE_COLOR, and that NO_COLOR', async () => {
  await using own = await temporaryFolder();
  await own.write('topology.yaml', broken);
  const isPainted = async (words: readonly string[], env: Record<string, string>) =>
    (await runCli(['validate', ...words], { cwd: own.path, env })).out.includes('\u001b[');
  expect(await isPainted([], {})).toBe(false);
  expect(await isPainted([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(true);
  expect(await isPainted(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
  expect(await isPainted(['--color=always'], { NO_COLOR: '1' })).toBe(true);
});
