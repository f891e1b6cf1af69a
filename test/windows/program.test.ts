import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shellWord } from '../../src/text/printable.js';
import { temporaryFolder } from '../support/run-cli.js';
import { serveFleet } from '../support/served-sandbox.js';
import { holdingScript, restoreMachine, windowsMissing, windowsScript, writeWindowsFile } from './machine.js';
import {
  home,
  installProgram,
  nodeMissing,
  removeProgram,
  runInFolder,
  scaleout,
  scaleoutInConsole,
} from './program.js';

const missing = windowsMissing ?? nodeMissing;
const endpoint = 'https://sqletl01.corp.example:8391';

/** A topology as an editor of Windows saves it. */
const topology = (...lines: readonly string[]) =>
  ['apiVersion: ssis-scaleout/v1', 'name: warehouse', ...lines, ''].join('\r\n');
const fleet = [
  'catalog: { server: SQLETL01 }',
  'scaleOut: { enabled: true }',
  `master: { machines: [SQLETL01], endpoint: "${endpoint}" }`,
  'workers:',
  '  - { machine: ETL01, enabled: true, description: "Nightly loads", settings: { MaxTaskCount: 8 } }',
  "access: { transport: ssh, user: 'CORP\\svc', identity: { file: 'C:\\keys\\id' } }",
];
const catalogAt = (port: number) =>
  `catalog: { server: "127.0.0.1,${port}", trustServerCertificate: true, authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } } }`;
const write = (name: string, text: string | Uint8Array) => writeWindowsFile(`scale out\\${name}`, text);

describe.skipIf(missing !== undefined)(`the program under node.exe (${missing ?? 'on Wine'})`, () => {
  beforeAll(async () => {
    await restoreMachine();
    await installProgram();
    await write('my files\\topology.yaml', topology(...fleet));
  });
  afterAll(removeProgram);
  const file = `${home}\\my files\\topology.yaml`;

  it('validates a file with CRLF by a path with backslashes, and names the place of what is wrong', async () => {
    expect(await scaleout(['validate', file])).toMatchObject({ code: 0, out: `${file}: valid, 1 worker\n`, err: '' });
    expect(await scaleout(['validate', '-f', 'my files\\topology.yaml'])).toMatchObject({ code: 0 });
    await write('my files\\wrong.yaml', topology(...fleet.map((line) => line.replace('enabled:', 'enabeld:'))));
    const wrong = await scaleout(['validate', 'my files\\wrong.yaml']);
    expect(wrong.code).toBe(3);
    expect(wrong.out + wrong.err).toContain('my files\\wrong.yaml:7:');
  });

  it('plans, applies, and finds nothing to do, against a sandbox in a folder of Windows', async () => {
    const sandbox = ['--sandbox', `${home}\\fleets\\one`];
    expect(await scaleout(['plan', file, ...sandbox, '--detailed-exitcode'])).toMatchObject({ code: 2 });
    const saved = await scaleout(['plan', file, ...sandbox, '--out', 'plans one.json']);
    expect(saved).toMatchObject({ code: 0 });
    const applied = await scaleout(['apply', 'plans one.json', ...sandbox, '--yes']);
    expect({ ...applied, out: applied.out }).toMatchObject({ code: 0, out: expect.stringContaining(':enable') });
    const again = await scaleout(['plan', file, ...sandbox, '--detailed-exitcode']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to do') });
    const history = await scaleout(['history', file]);
    expect(history).toMatchObject({ code: 0, out: expect.stringContaining('done') });
    const status = await scaleout(['status', file, ...sandbox, '--json']);
    expect(JSON.parse(status.out).workers).toMatchObject([{ machine: 'ETL01', enabled: true, online: true }]);
  });

  it('reaches a server and machines over the network, with key and known_hosts in folders of Windows', async () => {
    await using folder = await temporaryFolder();
    await folder.write('fleet.yaml', topology(...fleet));
    const serving = await serveFleet(folder, ['-f', 'fleet.yaml']);
    try {
      const { port, password, ssh } = serving.served;
      await write('keys\\id', readFileSync(ssh.identityFile));
      await write('keys\\known_hosts', readFileSync(ssh.knownHostsFile, 'utf8').replaceAll('\n', '\r\n'));
      const access = (user: string) =>
        `access: { transport: ssh, host: 127.0.0.1, port: ${ssh.port}, user: ${user}, identity: { file: '${home}\\keys\\id' }, knownHosts: 'keys\\known_hosts' }`;
      await write(
        'reached.yaml',
        topology(
          catalogAt(port),
          ...fleet.slice(1, 4),
          `  - { machine: ETL01, enabled: true, ${access('ETL01')} }`,
          access('SQLETL01'),
        ),
      );
      const env = { TEST_PASSWORD: password };
      const applied = await scaleout(['apply', 'reached.yaml', '--yes', '--no-history'], { env });
      expect(applied).toMatchObject({ code: 0, err: '' });
      expect((await scaleout(['plan', 'reached.yaml', '--detailed-exitcode'], { env })).code).toBe(0);
    } finally {
      await serving.stop();
    }
  });

  it("looks at the machine that it runs on, by Windows' own PowerShell", async () => {
    const machine = hostname().toUpperCase();
    await using folder = await temporaryFolder();
    const lines = [fleet[0] ?? '', `workers: [{ machine: ${machine} }]`];
    await folder.write('fleet.yaml', topology(...lines, 'access: { transport: none }'));
    const serving = await serveFleet(folder, ['-f', 'fleet.yaml']);
    try {
      const { port, password } = serving.served;
      await write('local.yaml', topology(catalogAt(port), lines[1] ?? '', 'access: { transport: local }'));
      const status = await scaleout(['status', 'local.yaml', '--json'], { env: { TEST_PASSWORD: password } });
      expect(status.code, status.err).toBe(0);
      expect(JSON.parse(status.out).machines).toMatchObject([
        { machine, state: 'seen', services: expect.arrayContaining([expect.objectContaining({ role: 'worker' })]) },
      ]);
    } finally {
      await serving.stop();
    }
  });

  it('watch: a saved file is planned at once, and Ctrl-C ends it', async () => {
    await write('watched.yaml', topology(...fleet));
    const words = ['watch', 'watched.yaml', '--sandbox', 'fleets\\two', '--create', '--no-history', '--interval', '1h'];
    const watching = scaleoutInConsole([...words, '--json']);
    await watching.printed('"type":"reconciled"');
    await write('watched.yaml', topology(...fleet.map((line) => line.replace('Nightly', 'Daily'))));
    await watching.printed('"reasons":["file"]');
    watching.interrupt();
    expect((await watching.ended).code).toBe(0);
  });

  it('apply that waits for a worker: Ctrl-C ends the wait, and the next apply goes on', async () => {
    const waiting = '  - { machine: ETL09, enabled: true, access: { transport: manual } }';
    await write('waiting.yaml', topology(...fleet.slice(0, 5), waiting, ...fleet.slice(5)));
    const words = ['apply', 'waiting.yaml', '--sandbox', 'fleets\\three', '--yes'];
    const applying = scaleoutInConsole(words);
    await applying.printed('waiting for ETL09 to be heard of');
    applying.interrupt();
    const { code, out } = await applying.ended;
    expect(code).toBe(130);
    expect(out).toContain('The wait was ended. It changes nothing, so nothing is left half done.');
    const script = ['script', 'ETL09', 'waiting.yaml', '--sandbox', 'fleets\\three', '--out', 'etl09.ps1'];
    expect(await scaleout(script)).toMatchObject({ code: 0 });
    expect(await scaleout(['sandbox', 'run', 'fleets\\three', 'ETL09', 'etl09.ps1'])).toMatchObject({ code: 0 });
  });

  it('writes over a file that another program holds for a moment, and not over one that it keeps', async () => {
    await write('held.json', 'old');
    const open = "$file = [IO.FileStream]::new('C:\\scale out\\held.json', 'Open', 'Read', 'Read')";
    const plan = ['plan', file, '--sandbox', 'fleets\\one', '--out', 'held.json'];
    const names = () => windowsScript("[IO.Directory]::GetFiles('C:\\scale out', 'held*') -join ' '");
    {
      await using _ = await holdingScript(open);
      const refused = await scaleout(plan);
      expect(refused.err).toContain('[command.output-unwritable]');
      expect(await names()).toBe('C:\\scale out\\held.json');
      expect(await windowsScript("[IO.File]::ReadAllText('C:\\scale out\\held.json')")).toBe('old');
    }
    // The new file beside it is there right before the first try.
    const letGo = holdingScript(
      `${open}; [Console]::Out.WriteLine('ready'); while (-not [IO.Directory]::GetFiles('C:\\scale out', 'held.json.*.tmp')) { Start-Sleep -Milliseconds 5 }; Start-Sleep -Milliseconds 300; $file.Dispose()`,
    );
    await using _ = await letGo;
    expect(await scaleout(plan)).toMatchObject({ code: 0 });
    expect(await names()).toBe('C:\\scale out\\held.json');
  });

  it('words of command lines that are shown are one word each to cmd.exe and PowerShell', async () => {
    const words = ['plain', 'a b', '127.0.0.1,1433', home, "it's", '\\\\server\\a share'];
    // Into a file: what node.exe prints into a pipe of Wine may be lost.
    await write(
      'words.mjs',
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2], JSON.stringify(process.argv.slice(3)));",
    );
    const line = (told: string) =>
      ['"C:\\scale out\\node.exe"', 'words.mjs', told, ...words.map((word) => shellWord(word, 'win32'))].join(' ');
    await write('words.cmd', `@${line('cmd.json')}\r\n`);
    await write('words.ps1', `& ${line('powershell.json')}\r\n`);
    await runInFolder(['wine', 'cmd', '/c', 'words.cmd']);
    const told = await windowsScript(
      "Set-Location 'C:\\scale out'; [Environment]::CurrentDirectory = 'C:\\scale out'; & .\\words.ps1; foreach ($file in 'cmd.json', 'powershell.json') { [Console]::Out.WriteLine([IO.File]::ReadAllText($file)) }",
    );
    expect(told.split('\n').map((each) => JSON.parse(each))).toEqual([words, words]);
  });
});
