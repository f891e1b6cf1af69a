import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { sourceDiagnosticText } from '../../src/topology/source-text.js';
import { expectHelpful } from '../support/helpful.js';
import { screen } from '../support/screen.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const head = 'apiVersion: ssis-scaleout/v1\nname: warehouse\ncatalog: { server: SQLETL01 }\n';
const policy = (text: string) => `${head}policy:\n  ${text}\n`;
const worker = (text: string) => `${head}workers:\n  - ${text}\n`;
const zone = (name: string) => policy(`windows: [{ allow: 0 22 * * SAT, duration: 6h, timeZone: ${name} }]`);

/** What is wrong, the text, the line and column it is at, its cause, its remedy. */
const cases: readonly (readonly [string, string, string, RegExp, RegExp])[] = [
  ['no apiVersion', 'name: w\ncatalog: { server: S }\n', '1:1', /must have the key apiVersion/, /apiVersion/],
  ['another apiVersion', head.replace('v1', 'v2'), '1:13', /apiVersion is .*v2/, /ssis-scaleout\/v1/],
  ['no name', 'apiVersion: ssis-scaleout/v1\ncatalog: { server: S }\n', '1:1', /must have the key name/, /Add /],
  ['no catalog', 'apiVersion: ssis-scaleout/v1\nname: w\n', '1:1', /must have the key catalog/, /Add /],
  ['a misspelt key', `${head}wokers: []\n`, '4:1', /no key wokers.*did you mean workers/, /Write workers/],
  ['a key of another program', `${head}replicas: 3\n`, '4:1', /no key replicas/, /keys that can stand here: /],
  ['a key twice', `${head}name: other\n`, '4:1', /name/, /Remove one/],
  ['a tab as indentation', `${head}policy:\n\tprune: true\n`, '5:1', /[Tt]ab/, /spaces/],
  ['a bracket that is not closed', `${head}workers: [{ machine: ETL01 }\n`, '', /./, /Correct|close|bracket|\]/i],
  ['a quote that is not closed', `${head}description: "night\n`, '', /quote|"/, /quote|Correct/i],
  [
    'a conflict of git',
    `<<<<<<< HEAD\n${head}=======\nname: w\n>>>>>>> x\n`,
    '1:1',
    /conflict of git/,
    /Keep one of the two/,
  ],
  [
    'a long dash for a list',
    `${worker('machine: ETL01')}  – machine: ETL02\n`,
    '6:1',
    /no hyphen \(U\+2013\)/,
    /Type -/,
  ],
  [
    'a space that cannot be broken',
    `${worker('machine: ETL01')}\u00a0\u00a0 \u00a0enabled: true\n`,
    '6:1',
    /no key/,
    /looks like a space and is none \(U\+00A0\)/,
  ],
  [
    'curved quotes around a colon',
    `${head}# x\n`.replace('warehouse', '“ware: house”'),
    '2:7',
    /\(U\+201C\)/,
    /curved/,
  ],
  ['curved quotes around a name', head.replace('warehouse', '“warehouse”'), '2:7', /begin with a letter/, /straight/],
  ['a template', head.replace('warehouse', '{{ name }}'), '2:8', /template/, /template makes/],
  [
    'certificates that are renewed day by day',
    policy('certificates: { renewBefore: 3649d, validity: 10y, keepOld: 1d }'),
    '5:49',
    /validity 3650 days, renewBefore 3649 days and keepOld 1 day: each certificate would be renewed before the one before it is gone/,
    /longer than renewBefore and keepOld together/,
  ],
  ['a percentage', policy('parallelism: 50%'), '5:16', /whole number/, /no percent sign/],
  ['1 for true', worker('{ machine: ETL01, enabled: 1 }'), '5:32', /not the number 1/, /true or false/],
  ['a list of servers', head.replace('SQLETL01', '[A, B]'), '3:20', /must be text, not a list/, /one text/],
  ['two documents', `${head}---\n${head}`, '', /document/, /one document/i],
  ['a list in the place of the file', '- machine: ETL01\n', '1:1', /must be a block of keys/, /name: warehouse/],
  ['a text in the place of the file', 'hello\n', '1:1', /must be a block of keys/, /keys and values/],
  ['an empty value', `${head}policy:\n`, '4:1', /policy has no value/, /Write a value, or remove the line/],
  [
    'yes for true',
    worker('{ machine: ETL01, enabled: yes }'),
    '5:32',
    /true or false, not the text "yes"/,
    /Write true, without quotes/,
  ],
  ['a number in quotes', policy('parallelism: "8"'), '5:16', /whole number/, /Write 8, without quotes/],
  ['a number that is too large', policy('parallelism: 9999'), '5:16', /from 1 to \d+, not 9999/, /./],
  ['a negative number', policy('maxRemovals: -1'), '5:16', /not -1/, /./],
  [
    'a machine without its list',
    `${head}workers: { machine: ETL01 }\n`,
    '4:10',
    /must be a list/,
    /one line with - for each entry/,
  ],
  ['a worker as a text', worker('ETL01'), '5:5', /must be a block of keys/, /- machine: ETL01/],
  ['a worker without its machine', worker('{ enabled: true }'), '5:5', /must have the key machine/, /Add /],
  [
    'a machine twice',
    `${head}workers: [{ machine: ETL01 }, { machine: etl01.corp.example }]\n`,
    '4:42',
    /ETL01|etl01/,
    /Keep one of the two/,
  ],
  ['a machine by its address', worker('{ machine: 10.0.0.7 }'), '5:16', /IP address/, /hostname/],
  [
    'a machine with a port',
    worker('{ machine: "SQLETL01,1433" }'),
    '5:16',
    /an address, not the name of a machine/,
    /Write SQLETL01 alone.*SQLETL01,1433/,
  ],
  ['a machine with tcp:', worker('{ machine: "tcp:ETL01" }'), '5:16', /an address/, /Write ETL01 alone/],
  ['a machine as a website', worker('{ machine: "https://etl01:8391/" }'), '5:16', /an address/, /Write etl01 alone/],
  ['a machine with an account', worker('{ machine: CORP\\ETL01 }'), '5:16', /backslash/, /hostname/],
  ['a machine with a blank', worker('{ machine: "ETL 01" }'), '5:16', /" " \(U\+0020\)/, /hostname/],
  ['a machine with an umlaut', worker('{ machine: BÜRO01 }'), '5:16', /"Ü" \(U\+00DC\)/, /hostname/],
  ['a server with a colon', head.replace('SQLETL01', 'SQLETL01:1433'), '3:20', /port after a colon/, /SQLETL01,1433/],
  [
    'a server as a website',
    head.replace('SQLETL01', '"https://sqletl01:1433/"'),
    '3:20',
    /no https:\/\//,
    /SQLETL01,1433.*master\.endpoint/,
  ],
  [
    'a connection string',
    head.replace('SQLETL01', '"Server=SQLETL01;Database=SSISDB"'),
    '3:20',
    /connection string/,
    /host,port/,
  ],
  ['a server over named pipes', head.replace('SQLETL01', '"np:SQLETL01"'), '3:20', /only over TCP/, /Remove np:/],
  [
    'a port that is none',
    head.replace('SQLETL01', '"SQLETL01,99999"'),
    '3:20',
    /port that is not a number from 1 to 65535/,
    /host,port/,
  ],
  [
    'an endpoint without https',
    `${head}master: { machines: [S], endpoint: "sqletl01:8391" }\n`,
    '4:36',
    /must begin with https/,
    /Write https:\/\/sqletl01:8391/,
  ],
  [
    'an endpoint over http',
    `${head}master: { machines: [S], endpoint: "http://sqletl01:8391" }\n`,
    '4:36',
    /not http:\/\//,
    /https:\/\//,
  ],
  [
    'an endpoint without a port',
    `${head}master: { machines: [S], endpoint: "https://sqletl01" }\n`,
    '4:36',
    /no port/,
    /https:\/\/sqletl01:8391/,
  ],
  [
    'an endpoint with a comma',
    `${head}master: { machines: [S], endpoint: "https://sqletl01,8391" }\n`,
    '4:36',
    /comma where a colon stands/,
    /https:\/\/sqletl01:8391/,
  ],
  [
    'an endpoint with a path',
    `${head}master: { machines: [S], endpoint: "https://sqletl01:8391/ssis" }\n`,
    '4:36',
    /a path is not part/,
    /https:\/\//,
  ],
  [
    'an endpoint as SQL Server has it',
    `${head}master: { machines: [S], endpoint: "tcp:SQLETL01,8391" }\n`,
    '4:36',
    /must begin with https/,
    /https:\/\/SQLETL01:8391/,
  ],
  [
    'a thumbprint that is cut',
    worker('{ machine: ETL01, certificate: { thumbprint: 0A1B } }'),
    '5:50',
    /hexadecimal digits; a thumbprint has 40/,
    /40 hexadecimal digits/,
  ],
  [
    'a fingerprint of SHA-256',
    worker(`{ machine: ETL01, certificate: { thumbprint: "${'AB'.repeat(32)}" } }`),
    '5:50',
    /SHA-256/,
    /Thumbprint/,
  ],
  [
    'a thumbprint as a number',
    worker(`{ machine: ETL01, certificate: { thumbprint: ${'1'.repeat(40)} } }`),
    '5:50',
    /text|number/,
    /quotes/,
  ],
  [
    'a certificate by both',
    worker(`{ machine: ETL01, certificate: { file: a.cer, thumbprint: "${'AB'.repeat(20)}" } }`),
    '',
    /only one of thumbprint and file|There is no such file/,
    /./,
  ],
  [
    'a certificate that is not there',
    worker('{ machine: ETL01, certificate: { file: nowhere.cer } }'),
    '5:44',
    /nowhere\.cer\. There is no such file/,
    /relative to the folder of the topology/,
  ],
  [
    'an unknown mode',
    `${head}scaleOut: { defaultExecutionMode: scaleout }\n`,
    '4:35',
    /server or scaleOut.*did you mean scaleOut/,
    /Write scaleOut/,
  ],
  ['an unknown transport', `${head}access: { transport: rdp }\n`, '4:22', /ssh.*winrm/, /./],
  [
    'a password in plain text',
    head.replace('server: SQLETL01', 'server: S, authentication: { type: sql, user: u, password: Hunter2 }'),
    '3:',
    /password/,
    /\{ env: NAME \} or \{ file: PATH \}/,
  ],
  ['a duration in words', policy('drain: { timeout: 30 minutes }'), '5:21', /such as 30m/, /write 30m/],
  ['a duration as a number', policy('drain: { timeout: 30 }'), '5:21', /text|time|number/, /./],
  ['a duration that is too long', policy('drain: { timeout: 999h }'), '5:21', /from 1s to 168h/, /./],
  [
    'a choice that is none',
    policy('drain: { onTimeout: kill }'),
    '5:23',
    /onTimeout must be .*not the text "kill"/,
    /./,
  ],
  [
    'pruning without workers',
    `${head}workers: []\npolicy: { prune: true }\n`,
    '',
    /prun/i,
    /List the workers that stay/,
  ],
  [
    'a cron of six fields',
    policy('windows: [{ allow: 0 0 22 * * SAT, duration: 6h, timeZone: UTC }]'),
    '5:',
    /6 fields, not five/,
    /minute, hour, day/,
  ],
  [
    'an hour that is none',
    policy('windows: [{ allow: 0 25 * * *, duration: 6h, timeZone: UTC }]'),
    '5:',
    /no such hour/,
    /minute, hour/,
  ],
  [
    'a window of both kinds',
    policy('windows: [{ allow: 0 1 * * *, deny: 0 2 * * *, duration: 6h, timeZone: UTC }]'),
    '5:',
    /both allow and deny/,
    /one of the two/,
  ],
  ['a time zone with a slip', zone('Europe/Berln'), '5:', /no time zone; did you mean Europe\/Berlin/, /IANA.*Windows/],
  [
    'a time zone of Windows with a slip',
    zone('W. Europe Standart Time'),
    '5:',
    /did you mean W\. Europe Standard Time/,
    /tzutil/,
  ],
  ['a time zone by its letters', zone('MESZ'), '5:', /no time zone/, /Europe\/Berlin/],
  ['a merge key', `${head}<<: { name: x }\n`, '4:1', /no key "<<"/, /Merge keys/],
  ['an alias that leads nowhere', `${head}workers: *all\n`, '4:10', /all/, /./],
  ['a setting as a list', worker('{ machine: ETL01, settings: [MaxTaskCount] }'), '5:33', /block of keys/, /./],
  [
    'a setting that cannot be',
    worker('{ machine: ETL01, settings: { MaxTaskCount: none } }'),
    '5:',
    /whole number, at least 1/,
    /./,
  ],
  [
    'a display name that is too long',
    worker(`{ machine: ETL01, displayName: ${'x'.repeat(300)} }`),
    '5:',
    /at most 256/,
    /Shorten/,
  ],
  [
    'a kubernetes manifest',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { replicas: 3 }\n',
    '2:1',
    /of another program, such as Kubernetes \(kind: Deployment\)/,
    /examples\/topology\.yaml/,
  ],
  [
    'a plan of ours',
    '{ "formatVersion": 1, "changes": [], "steps": [] }\n',
    '1:3',
    /is a plan that scaleout plan --out has written/,
    /scaleout show/,
  ],
];

test.each(cases)('%s', async (_what, text, place, cause, remedy) => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'topology.yaml');
  writeFileSync(file, text);
  const { topology, diagnostics, source } = await loadTopology(file);
  expect(topology).toBeUndefined();
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const shown = errors.map((found) => sourceDiagnosticText(found, source, screen()).replaceAll(file, 'topology.yaml'));
  const told = shown.find((one) => cause.test(one.replace(/\s+/g, ' '))) ?? shown.join('\n');
  if (process.env.SHOW_MESSAGES !== undefined) process.stdout.write(`--- ${_what}\n${shown.join('\n')}\n`);
  const at = new RegExp(`topology\\.yaml:${place === '' ? '\\d+:\\d+' : place}`);
  expectHelpful(told, { place: at, cause, remedy });
  expect(told).not.toContain('Hunter2');
});

test('a file of another program is told so once', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'pod.yaml');
  writeFileSync(file, 'apiVersion: v1\nkind: Pod\nspec: {}\n');
  const { diagnostics } = await loadTopology(file);
  expect(diagnostics.map(({ code }) => code)).toEqual(['topology.other-file']);
});

test('there are as many as were promised', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

test.each([
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['w. europe standard time', 'Europe/Berlin'],
  ['Eastern Standard Time', 'America/New_York'],
  ['UTC', 'UTC'],
  ['Europe/Vienna', 'Europe/Vienna'],
])('a window of the time zone %s goes by %s', async (written, zoneOf) => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'topology.yaml');
  writeFileSync(file, zone(written));
  const { topology, diagnostics } = await loadTopology(file);
  expect(diagnostics).toEqual([]);
  expect(topology?.policy.windows?.map(({ timeZone }) => timeZone)).toEqual([zoneOf]);
});
