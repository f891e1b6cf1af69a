import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { serveFleet } from '../support/served-sandbox.js';
import { isFormat } from './schemas.js';
import { topologyText } from './topologies.js';

const topology = topologyText(
  'scaleOut: { enabled: true }',
  'master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }',
  'workers:',
  '  - { machine: ETL01, enabled: true }',
  '  - { machine: ETL09, enabled: true, access: { transport: manual } }',
).replace('access: { transport: none }', 'access: { transport: ssh, user: svc, identity: { file: key } }');

const digits = '0123456789abcdef'.repeat(4);

/** What each line is not, of a command that prints a document, or a document a line. */
function wrong(out: string, format: string): readonly unknown[] {
  const lines = out.trim().split('\n');
  expect(lines.length, out).toBeGreaterThan(0);
  return lines
    .map((line) => JSON.parse(line) as { readonly formatVersion?: unknown })
    .filter((document) => document.formatVersion !== 1 || !isFormat(format, document));
}

test('each command prints documents of its format, and each of them and each line has formatVersion', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', topology);
  const { served, stop } = await serveFleet(folder, ['-f', 'topology.yaml']);
  await stop();
  expect([served].filter((document) => !isFormat('sandbox-serve', document))).toEqual([]);
  const env = { SCALEOUT_WATCH_LISTEN: '127.0.0.1:0' };
  const run = async (format: string, code: number, ...words: readonly string[]) => {
    const ended = await runHere(words, { cwd: folder.path, env });
    const found = { words, code: ended.code, wrong: wrong(ended.out, format) };
    expect(found, ended.err).toEqual({ words, code, wrong: [] });
    return ended.out;
  };
  const inFleet = ['--sandbox', 'fleet', '--json'];
  await run('validate', 0, 'validate', '--json');
  await run('plan', 0, 'plan', '--out', 'plan.json', ...inFleet);
  await run('plan', 0, 'show', 'plan.json', '--json');
  await run('suspend', 0, 'suspend', 'worker/ETL01', '--reason', 'month end', '--for', '2h', ...inFleet);
  await run('resume', 0, 'resume', 'worker/ETL01', ...inFleet);
  await run('approve', 0, 'approve', digits, '--ahead', ...inFleet);
  await run('event', 0, 'apply', '--yes', '--exclude', 'worker/ETL09', ...inFleet);
  const script = await run('script', 0, 'script', 'ETL09', '--out', 'etl09.ps1', ...inFleet);
  expect(JSON.parse(script)).toMatchObject({ machine: 'ETL09', scriptFile: 'etl09.ps1', missing: [] });
  const ofMaster = await run('script', 0, 'script', 'SQLETL01', ...inFleet);
  expect(JSON.parse(ofMaster).missing).toEqual([
    expect.stringMatching(/^The certificate of ETL09 is not known \(.+\), so the master does not come to trust it\. /),
  ]);
  await run('sandbox-run', 0, 'sandbox', 'run', 'fleet', 'ETL09', 'etl09.ps1', '--json');
  await run('sandbox-drill', 0, 'sandbox', 'drill', 'fleet', 'worker-service-stopped', 'ETL01', '--json');
  await run('sandbox-drill', 0, 'sandbox', 'drill', 'fleet', '--list', '--json');
  await run('sandbox-drill', 0, 'sandbox', 'drill', 'fleet', '--undo', '--json');
  await run('sandbox-add', 0, 'sandbox', 'add', 'fleet', 'ETL10', '--json');
  await run('explain', 0, 'explain', 'guard.lock-held', '--json');
  await run('import', 0, 'import', ...inFleet);
  await run('watch-event', 0, 'watch', '--once', ...inFleet);
  await run('watch-log', 0, 'watch', '--once', '--sandbox', 'fleet');
  await run('failure', 3, 'status', 'nowhere.yaml', ...inFleet);
  await run('event', 3, 'apply', 'nowhere.yaml', ...inFleet);
  await run('sandbox-reset', 0, 'sandbox', 'reset', 'fleet', '--json');
  const unbegun = await runCli(['sandbox', 'reset', '--json']);
  expect({ code: unbegun.code, wrong: wrong(unbegun.out, 'failure') }).toEqual({ code: 3, wrong: [] });
});
