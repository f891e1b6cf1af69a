import { expect, test } from 'vitest';
import { doctorText, typedInto } from '../../../src/cli/render/doctor-text.js';
import type { DoctorDocument, DoctorFinding } from '../../../src/doctor/doctor-document.js';
import { screen } from '../../support/screen.js';

function finding(parts: Partial<DoctorFinding>): DoctorFinding {
  return {
    id: 'master.firewall',
    target: 'master/SQLETL01',
    severity: 'error',
    summary: 'The firewall of SQLETL01 lets nobody reach port 8391',
    evidence: [{ read: 'inbound rules for 8391', where: 'firewall of SQLETL01', value: '(none)' }],
    cause:
      'Workers call the master on that port. What no rule allows is dropped, and the worker waits until it gives up.',
    remedy: 'Open the port for the workers.',
    command:
      'New-NetFirewallRule -Name ssis-scaleout-master -DisplayName "SSIS Scale Out Master" -Direction Inbound -Protocol TCP -LocalPort 8391 -Action Allow',
    page: 'https://learn.microsoft.com/sql/integration-services/scale-out/troubleshooting-scale-out',
    consequences: [],
    ...parts,
  };
}

function document(parts: Partial<DoctorDocument>): DoctorDocument {
  return {
    formatVersion: 1,
    tool: { name: 'ssis-scaleout', version: '0.0.0' },
    checkedAt: '2026-11-29T03:00:00.000Z',
    topology: { name: 'warehouse', file: 'topology.yaml' },
    catalog: { server: 'SQLETL01', database: 'SSISDB' },
    summary: { ok: 9, warning: 0, error: 0, unknown: 0 },
    findings: [],
    checks: [],
    ...parts,
  };
}

const plain = screen(80);

test('a cause stands with what was read, why, what to do and what follows; a line to copy goes on as its shell has it', () => {
  const offline = (name: string) =>
    finding({
      id: 'worker.offline',
      target: `worker/${name}`,
      summary: `${name} is enabled, and has not been heard of for 12 min`,
    });
  const names = Array.from({ length: 12 }, (_, at) => `ETL${String(at + 1).padStart(2, '0')}`);
  const findings = [finding({ consequences: names.map(offline) })];
  const text = doctorText(document({ findings, summary: { ok: 40, warning: 0, error: 13, unknown: 0 } }), plain);
  expect(text).toMatchInlineSnapshot(`
    "warehouse: SSISDB on SQLETL01, 2026-11-29 03:00:00 +00:00

    error   master/SQLETL01  master.firewall
      The firewall of SQLETL01 lets nobody reach port 8391
      Read     inbound rules for 8391 = (none) (firewall of SQLETL01)
      Why      Workers call the master on that port. What no rule allows is dropped,
               and the worker waits until it gives up.
      Do       Open the port for the workers.
      Run      New-NetFirewallRule -Name ssis-scaleout-master \`
               -DisplayName "SSIS Scale Out Master" -Direction Inbound \`
               -Protocol TCP -LocalPort 8391 -Action Allow
      Hence    worker.offline at 12 targets: ETL01, ETL02, ETL03, ETL04, ETL05,
               ETL06, ETL07, ETL08 and 4 more
      Page     https://learn.microsoft.com/sql/integration-services/scale-out/
               troubleshooting-scale-out

    1 cause found (1 error). Checks: 40 ok, 0 with a warning, 13 with an error, 0
    unknown.
    "
  `);
  expect(text.split('\n').filter(({ length }) => length > 80)).toEqual([]);
});

test('one trouble at several targets is read once', () => {
  const silent = (name: string) =>
    finding({ id: 'worker.log', target: `worker/${name}`, summary: `The log of ${name} says that nobody listens` });
  const findings = ['ETL01', 'ETL02', 'ETL03'].map(silent);
  const text = doctorText(document({ findings, summary: { ok: 1, warning: 0, error: 3, unknown: 0 } }), plain);
  expect(text.match(/^error /gm)).toHaveLength(1);
  expect(text).toMatch(/^ {2}Also at {2}ETL02, ETL03$/m);
  expect(text).toContain('1 cause found (1 error). Checks: 1 ok, 0 with a warning, 3 with an error, 0\nunknown.');
  const other = [...findings, finding({ id: 'worker.log', target: 'worker/ETL04', remedy: 'Something else.' })];
  expect(doctorText(document({ findings: other }), plain).match(/^error /gm)).toHaveLength(2);
});

test('what could not be looked at is told by its reasons, and nothing found is not all right', () => {
  const reason = 'connection refused by ETL04, port 22';
  const checks = [
    { id: 'worker.service', target: 'worker/ETL04', result: 'unknown', reason },
    { id: 'worker.config', target: 'worker/ETL04', result: 'unknown', reason },
    { id: 'master.silent', target: 'master', result: 'ok' },
    { id: 'catalog.growth', target: 'catalog', result: 'unknown', reason: 'the login may not read msdb' },
  ] as const;
  const text = doctorText(document({ checks, summary: { ok: 1, warning: 0, error: 0, unknown: 3 } }), plain);
  expect(text).toMatchInlineSnapshot(`
    "warehouse: SSISDB on SQLETL01, 2026-11-29 03:00:00 +00:00

    ?       could not be looked at
      worker/ETL04: 2 checks: connection refused by ETL04, port 22
      catalog: catalog.growth: the login may not read msdb

    Nothing was found in what could be looked at. Checks: 1 ok, 0 with a warning, 0
    with an error, 3 unknown.
    "
  `);
});

test('nothing looked at says so, and so does all found right', () => {
  const none = doctorText(document({ summary: { ok: 0, warning: 0, error: 0, unknown: 4 } }), plain);
  expect(none).toContain('Nothing could be looked at. Checks: 0 ok, 0 with a warning, 0 with an error, 4\nunknown.');
  expect(doctorText(document({}), plain)).toContain('Nothing was found. Checks: 9 ok');
});

test('what a server or a machine has put into a text cannot act on the terminal', () => {
  const hostile = '\u001b[2Jgone\u202e';
  const text = doctorText(
    document({
      catalog: { server: hostile, database: hostile },
      findings: [
        finding({
          target: `worker/${hostile}`,
          summary: hostile,
          cause: hostile,
          remedy: hostile,
          command: `a ${hostile}\nb`,
          evidence: [{ read: hostile, where: hostile, value: hostile }],
          consequences: [finding({ summary: hostile, target: hostile })],
        }),
      ],
      checks: [{ id: 'x', target: hostile, result: 'unknown', reason: hostile }],
    }),
    plain,
  );
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  expect(text).toContain('\\u{1b}[2Jgone');
});

test('what is copied goes into the shell of the reader, T-SQL, or a PowerShell of Windows', () => {
  const into = (command: string) => [typedInto(command, 'linux'), typedInto(command, 'win32')];
  expect(into('scaleout apply --target worker/ETL01')).toEqual(['sh', 'powershell']);
  expect(into("EXEC SSISDB.catalog.delete_worker_agent @WorkerAgentId = 'x';")).toEqual(['sql', 'sql']);
  expect(into('USE [SSISDB]; CREATE USER [a] FOR LOGIN [a];')).toEqual(['sql', 'sql']);
  expect(into("Restart-Service 'SSISScaleOutMaster160'")).toEqual(['powershell', 'powershell']);
  expect(into('netsh http show sslcert')).toEqual(['powershell', 'powershell']);
});

test('piped, no text is wrapped', () => {
  const text = doctorText(document({ findings: [finding({})] }), screen());
  expect(text).toContain('What no rule allows is dropped, and the worker waits until it gives up.\n');
  expect(text).toContain('-LocalPort 8391 -Action Allow\n');
});

test('a certificate that ends soon has the colour of its severity', () => {
  const ends = finding({ id: 'worker.certificate-ends', severity: 'warning', summary: 'It ends in 12 days' });
  const shown = doctorText(document({ findings: [ends] }), { ...screen(80), colors: true });
  expect(shown).toContain('\u001b[33mIt ends in 12 days\u001b[39m');
});

test('what several targets are mended by is one apply, told once', () => {
  const mended = (name: string, id = 'worker.endpoint') =>
    finding({ id, target: `worker/${name}`, command: `scaleout apply prod.yaml --target worker/${name}` });
  const findings = [mended('ETL01'), mended('ETL02'), mended('ETL01', 'worker.not-trusted'), finding({})];
  const text = doctorText(document({ findings }), screen());
  expect(text).not.toContain('--target');
  expect(text.match(/^ {2}Run {6}the apply at the end, once for all$/gm)).toHaveLength(2);
  expect(text).toContain('2 causes of the 3 are mended by one apply.');
  expect(text).toMatch(/^ {2}Run {6}scaleout apply prod\.yaml$/m);
  expect(doctorText(document({ findings: [mended('ETL01')] }), screen())).toMatch(
    /^ {2}Run {6}scaleout apply prod\.yaml --target worker\/ETL01$/m,
  );
});

test('what was not compared is named with the command that does it', () => {
  const line = 'Whether all is as topology.yaml says: scaleout plan prod.yaml\n';
  expect(doctorText(document({}), screen(), { all: false, plan: 'scaleout plan prod.yaml' })).toMatch(
    new RegExp(`${line}$`),
  );
  expect(doctorText(document({}), screen())).not.toContain('scaleout plan');
});
