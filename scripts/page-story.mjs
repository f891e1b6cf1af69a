// The farm that the pictures of the page show: a night in which one worker is offline for a reason, the certificate of another one ends soon, a
// third one is in maintenance, and a fourth one is looked after by hand. It is a sandbox, made by the built program, each step at
// a moment of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import sql from 'mssql';

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const clock = new URL('picture-clock.mjs', import.meta.url).href;

/** When the pictures are taken. */
export const storyMoment = '2026-03-03T02:15:10Z';

const topology = ({ tasks = 4, bankDescription = 'Files from and to the banks', certificate = false }) => `\
apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
scaleOut: { enabled: true, defaultExecutionMode: scaleOut }
master:
  machines: [SQLETL01, SQLETL02]
  endpoint: https://sqletl.corp.example:8391
workers:
  - { machine: ETL01, enabled: true, displayName: Loader 1, description: Nightly warehouse loads, settings: { MaxTaskCount: 8 } }
  - { machine: ETL02, enabled: true, displayName: Loader 2, description: Nightly warehouse loads, settings: { MaxTaskCount: ${tasks} } }
  - { machine: ETL03, enabled: true, displayName: Loader 3, description: Nightly warehouse loads, settings: { MaxTaskCount: ${tasks * 2} } }
  - { machine: ETL04, enabled: true, displayName: Cubes, description: Weekly cubes, settings: { MaxTaskCount: 8 } }
  - { machine: ETL05, enabled: true, displayName: Month end, description: Books of the month, settings: { MaxTaskCount: 8 } }
  - machine: ETL09
    enabled: true
    displayName: Exchange
    description: ${bankDescription}
    access: { transport: manual }${certificate ? '\n    certificate: { file: SSISScaleOutWorker-ETL09.cer }' : ''}
access: { transport: ssh, user: svc-scaleout, identity: { file: id_ed25519 } }
policy: { certificates: { renewBefore: 5d }, rollout: { maxUnavailable: 2 } }
`;

/** Starts the program in a folder, at a moment at which its clock stands still, unless it has a speed. */
export function startAt(folder, moment, words, { speed = 0, ...options } = {}) {
  const env = {
    ...process.env,
    TZ: 'UTC',
    NO_COLOR: '1',
    NODE_OPTIONS: `--import ${clock}`,
    SCALEOUT_PICTURE_MOMENT: moment,
    SCALEOUT_PICTURE_SPEED: String(speed),
    SCALEOUT_PICTURE_COLUMNS: '100',
  };
  delete env.SCALEOUT_TOPOLOGY;
  return spawn(process.execPath, [main, ...words], { cwd: folder, env, ...options });
}

/** Makes the farm in `fleet` of an empty folder, with topology.yaml beside it. */
export async function tellStory(folder) {
  const run = async (moment, words, { codes = [0], speed = 0 } = {}) => {
    const child = startAt(folder, moment, words, { speed, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
    let said = '';
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (text) => {
        said += text;
      });
    }
    const [code] = await once(child, 'close');
    if (!codes.includes(code)) throw new Error(`scaleout ${words.join(' ')} ended with ${code}:\n${said}`);
  };
  const apply = (moment, words = [], options = {}) =>
    run(moment, ['apply', '--sandbox', 'fleet', '--yes', ...words], options);
  /** Heartbeats come each minute: who waits for one need not wait as long as that. */
  const hurried = { speed: 6 };
  const write = (text) => writeFileSync(join(folder, 'topology.yaml'), text);

  write(topology({ tasks: 2 }));
  await apply('2026-02-27T20:00:00Z', ['--exclude', 'worker/ETL09']);
  packagesTake(folder, 7200);
  await run('2026-02-27T20:10:00Z', ['script', 'ETL09', '--sandbox', 'fleet', '--out', 'etl09.ps1']);
  await run('2026-02-27T20:11:00Z', ['sandbox', 'run', 'fleet', 'ETL09', 'etl09.ps1']);
  write(topology({ tasks: 2, certificate: true }));
  await apply('2026-02-27T20:30:00Z', [], hurried);
  // The restart for another number of tasks fails where the account is locked: that worker is offline from then on.
  write(topology({ certificate: true }));
  await run('2026-03-03T01:57:00Z', ['sandbox', 'drill', 'fleet', 'worker-account-locked', 'ETL03', '--ago', '0s']);
  await apply('2026-03-03T01:58:00Z', [], { ...hurried, codes: [6] });
  await run('2026-03-03T02:00:00Z', [
    'sandbox',
    'drill',
    'fleet',
    'worker-certificate-ending',
    'ETL05',
    '--days',
    '11',
  ]);
  const drain = ['drain', 'worker/ETL04', '--sandbox', 'fleet', '--reason', 'Windows updates', '--for', '4h', '--yes'];
  await run('2026-03-03T02:05:00Z', drain, hurried);
  await startPackages(folder, '2026-03-03T02:10:00Z', ['ETL01', 'ETL01', 'ETL01', 'ETL02', 'ETL02', 'ETL05', 'ETL03']);
  write(topology({ certificate: true, bankDescription: 'Files from and to the banks, at night' }));
}

/** The packages of a sandbox that nobody serves now take so many seconds. */
function packagesTake(folder, seconds) {
  const file = join(folder, 'fleet', 'state.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  for (const row of Object.values(state.tables.packages)) row.durationSeconds = seconds;
  writeFileSync(file, JSON.stringify(state));
}

async function startPackages(folder, moment, workers) {
  const child = startAt(folder, moment, ['sandbox', 'serve', 'fleet', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { host, port, logins } = JSON.parse(line);
  const { domain, user, password } = logins.find((login) => login.kind === 'windows' && login.user === 'scaleout');
  const pool = await sql.connect({
    server: host,
    port,
    database: 'SSISDB',
    authentication: { type: 'ntlm', options: { domain, userName: user, password } },
    options: { trustServerCertificate: true },
  });
  const packages = ['LoadSales.dtsx', 'LoadStock.dtsx', 'LoadCustomers.dtsx'];
  for (const [index, worker] of workers.entries()) {
    await pool
      .request()
      .input('name', sql.NVarChar, packages[index % packages.length])
      .input('machine', sql.NVarChar, worker)
      .query(`DECLARE @worker uniqueidentifier = (SELECT WorkerAgentId FROM catalog.worker_agents WHERE MachineName = @machine);
DECLARE @execution bigint;
EXEC catalog.create_execution @folder_name = N'Warehouse', @project_name = N'Loads', @package_name = @name,
     @runinscaleout = 1, @useanyworker = 0, @execution_id = @execution OUTPUT;
EXEC catalog.add_execution_worker @execution_id = @execution, @workeragent_id = @worker;
EXEC catalog.start_execution @execution_id = @execution;`);
  }
  await pool.close();
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
