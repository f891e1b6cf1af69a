import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectHelpful } from '../support/helpful.js';
import { lacking } from '../support/posix.js';
import { type Folder, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { topologyText } from './topologies.js';

let folder: Folder;
let taken: Server;
let port = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  const good = topologyText('workers: [{ machine: ETL01, enabled: true }]');
  await folder.write('topology.yaml', good);
  mkdirSync(folder.file('prod'));
  await folder.write('prod/north.yaml', good);
  await folder.write('prod/south.yaml', good);
  await folder.write('prod/values.yaml', 'replicas: 3\n');
  await folder.write('empty.yaml', '');
  await folder.write('hello.json', '{ "hello": 1 }');
  await folder.write('plan.json', '{ "formatVersion": 1, "changes": [], "steps": [] }');
  await folder.write('pod.yaml', 'apiVersion: v1\nkind: Pod\n');
  await folder.write('etl01.ps1', 'Write-Host hello\n');
  writeFileSync(folder.file('utf16.yaml'), Buffer.from(`\ufeff${good}`, 'utf16le'));
  writeFileSync(folder.file('ansi.yaml'), Buffer.from('name: B\xfcro\n', 'latin1'));
  writeFileSync(folder.file('program.yaml'), Buffer.from([0x4d, 0x5a, 0, 0, 1, 2, 3]));
  writeFileSync(folder.file('huge.yaml'), Buffer.alloc(4 * 1024 * 1024 + 1, '#'));
  mkdirSync(folder.file('nothing'));
  mkdirSync(folder.file('other'));
  writeFileSync(folder.file('other/notes.txt'), 'mine');
  mkdirSync(folder.file('fleet'));
  writeFileSync(folder.file('fleet/state.json'), '{}');
  taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});

afterAll(async () => {
  taken.close();
  await folder[Symbol.asyncDispose]();
});

/** The words after `scaleout`, the place, the cause and the remedy that the message must name. */
type Case = readonly [string, RegExp, RegExp, RegExp];

const help = (command: string) => new RegExp(`scaleout ${command}--help`);

const words: readonly Case[] = [
  // Commands, options and words that are not there, or too many.
  ['', /command/, /No command was given/, help('')],
  ['paln', /paln/, /no command paln.*Did you mean scaleout plan/, help('')],
  ['frobnicate', /frobnicate/, /no command/, help('')],
  ['sandbox', /sandbox/, /needs one of its commands/, help('sandbox ')],
  ['sandbox sevre x', /sevre/, /Did you mean scaleout sandbox serve/, help('sandbox ')],
  ['plan --sandbx x', /--sandbx/, /Did you mean --sandbox/, help('plan ')],
  ['validate --sandbox x', /--sandbox/, /validate has no option --sandbox; those that have it: /, help('validate ')],
  ['--json plan', /--json/, /Options stand after the command/, help('plan ')],
  ['plan a.yaml b.yaml', /"b\.yaml"/, /Too many words/, help('plan ')],
  ['plan a.yaml -f b.yaml', /a\.yaml/, /Two topology files were given, a\.yaml and -f b\.yaml/, /./],
  ['plan --target', /--target/, /has no value/, help('plan ')],
  ['plan --json=yes', /--json/, /takes no value/, help('plan ')],
  ['script', /<machine>/, /script needs <machine>/, help('script ')],
  ['approve', /<fingerprint>/, /needs <fingerprint>/, help('approve ')],
  ['suspend worker/ETL01', /--reason/, /needs the option/, help('suspend ')],
  ['sandbox run fleet ETL01', /<script>/, /needs <script>/, help('sandbox run ')],
  // The words of other programs, and of word processors.
  ['get workers', /get/, /no command get/, /scaleout status shows/],
  ['destroy', /destroy/, /no command/, /Take the worker out of the topology/],
  ['help topology.empty', /topology\.empty/, /no command/, /scaleout explain topology\.empty/],
  ['apply -auto-approve', /-auto-approve/, /has no option/, /scaleout apply --yes/],
  ['apply --dry-run', /--dry-run/, /has no option/, /scaleout plan shows/],
  ['plan –-sandbox fleet', /–-sandbox/, /word processors/, /Type --sandbox anew/],
  ['plan —f topology.yaml', /—f/, /word processors/, /Type -f anew/],
  ['plan /?', /"\/\?"/, /no option/, help('plan ')],
  ['plan --sandbox ""', /--sandbox/, /empty/, /variable/],
  ['plan --sandbox= --create', /--sandbox/, /empty/, /variable/],
  ['plan ""', /Word 2/, /empty/, /variable/],
  ['status -o yaml', /--output/, /"yaml".*text, wide, json/, help('status ')],
  ['completion csh', /<shell>/, /"csh".*bash, zsh/, help('completion ')],
  ['explain 7', /"7"/, /no error/, /docs\/exit-codes\.md/],
  // Values that cannot be.
  ['plan --parallelism many', /--parallelism/, /whole number from 1 to 256/, help('plan ')],
  ['plan --parallelism 0', /--parallelism.*"0"/, /from 1 to 256/, help('plan ')],
  ['plan --color pink', /--color/, /"pink".*auto, always, never/, help('plan ')],
  ['plan --log-level loud', /--log-level/, /"loud".*silent/, help('plan ')],
  ['apply --lock-timeout soon', /--lock-timeout/, /"soon".*such as 30m/, help('apply ')],
  ['apply --lock-timeout 10', /--lock-timeout/, /"10".*such as 30m/, help('apply ')],
  ['watch --mode fast', /--mode/, /"fast".*observe, safe, full/, help('watch ')],
  ['watch --interval 0', /--interval/, /"0"/, help('watch ')],
  ['suspend --reason x --for ever', /--for/, /"ever".*such as 30m/, help('suspend ')],
  ['suspend --reason x --until tomorrow', /--until/, /"tomorrow".*offset, such as/, help('suspend ')],
  ['suspend --reason x --for 2h --until 2026-11-25T06:00Z', /--for and --until/, /Both/, /./],
  ['approve xyz', /"xyz"/, /hexadecimal digits/, help('approve ')],
  ['approve 3f2a91bc --ahead', /--ahead/, /all 64 digits/, /./],
  ['history 1 2', /1 and 2/, /Two numbers/, /./],
  ['history --limit none', /--limit/, /whole number/, help('history ')],
  ['sandbox serve x --port 99999', /--port/, /"99999".*0 to 65535/, help('sandbox serve ')],
  ['sandbox serve x --world flat', /--world/, /flat/, help('sandbox serve ')],
  ['sandbox drill fleet --list --undo', /--list and --undo/, /exclude each other/, /./],
  ['sandbox drill', /folder/, /missing/, /./],
  ['sandbox add fleet "ETL 03"', /ETL 03/, /letters A to Z/, /./],
  ['import --encrypt maybe --server S', /--encrypt/, /"maybe".*true, false, strict/, help('import ')],
  ['import', /import from/, /Say where/, /./],
  ['import --server S -f topology.yaml', /--server/, /Both -f topology\.yaml and --server/, /./],
  ['import --server S --identity id', /--identity/, /goes with --access ssh/, /./],
  ['import --server SQL:1433', /--server/, /port after a colon/, /SQL,1433/],
  ['import --server https://sql:1433', /./, /no https:\/\//, /SQLETL01,1433/],
  ['doctor --database SSISDB', /--database/, /goes with --server/, /./],
  ['doctor topology.yaml --server S', /topology\.yaml/, /Both/, /./],
  ['report --server S --sandbox fleet', /--server and --sandbox/, /Both/, /./],
  ['report --json --out -', /--json and --out -/, /Both/, /./],
  ['plan --create', /--create/, /goes with --sandbox/, /Name the folder/],
  ['explain topology.unknwon-key', /unknwon/, /no error/, /explain topology\.unknown-key/],
  ['watch -', /-/, /again and again/, /Name a file or a folder/],
  ['apply -', /standard input \(-\)/, /cannot answer/, /--yes/],
  ['watch --listen nowhere:x', /nowhere:x/, /not an address|address/, /9090/],
  ['watch --listen 0.0.0.0:9999', /0\.0\.0\.0/, /token/, /--token-file/],
  // Files that are not there, or are something else.
  ['status no.yaml', /no\.yaml/, /does not exist/, /name the file|Did you mean/],
  [
    'status topolgy.yaml',
    /topolgy\.yaml/,
    /does not exist/,
    /Did you mean topology\.yaml\? Name it: scaleout status topology\.yaml/,
  ],
  [
    'doctor topolgy.yaml --sandbox fleet',
    /topolgy\.yaml/,
    /does not exist/,
    /scaleout doctor topology\.yaml --sandbox fleet/,
  ],
  ['status prod', /prod/, /is a folder/, /scaleout watch.*north\.yaml, south\.yaml.*scaleout status prod.north\.yaml/],
  ['plan nothing', /nothing/, /is a folder/, /no file that looks like a topology.*scaleout plan FILE/],
  ['plan empty.yaml', /empty\.yaml/, /empty/, /examples\/topology\.yaml/],
  ['plan utf16.yaml', /utf16\.yaml/, /UTF-16/, /Save the file as UTF-8/],
  ['plan ansi.yaml', /ansi\.yaml:1:8/, /Windows-1252/, /UTF-8/],
  ['plan program.yaml', /program\.yaml/, /not a text file/, /right file/],
  ['plan huge.yaml', /huge\.yaml/, /larger than 4 MiB/, /right file/],
  ['plan pod.yaml', /pod\.yaml:2:1/, /another program/, /Name the topology/],
  ['plan plan.json', /plan\.json:1:3/, /is a plan/, /scaleout show/],
  ['plan hello.json', /hello\.json/, /must have the key/, /Add/],
  ['show hello.json', /hello\.json/, /holds no plan/, /scaleout plan --out wrote/],
  ['show no.json', /no\.json/, /does not exist/, /scaleout plan --out/],
  ['show prod', /prod/, /is a folder/, /scaleout plan --out/],
  ['show topology.yaml', /topology\.yaml/, /not JSON/, /scaleout plan --out/],
  ['validate topology.yaml/x', /topology\.yaml.x/, /does not exist/, /path/],
  ['doctor --from-log no.log', /no\.log/, /does not exist/, /./],
  ['sandbox run fleet ETL01 no.ps1', /no\.ps1/, /does not exist/, /./],
  ['sandbox run fleet ETL01 etl01.ps1', /etl01\.ps1/, /not a script that scaleout printed/, /scaleout script MACHINE/],
  // Sandboxes that are not there.
  [
    'plan --sandbox ./fleett',
    /fleett/,
    /does not exist/,
    /Did you mean --sandbox .*fleet\?.*add --create.*scaleout apply --sandbox .\/fleett/,
  ],
  ['status --sandbox nothing', /nothing/, /holds no sandbox/, /fleet.*scaleout sandbox serve nothing/],
  ['status --sandbox other', /other/, /holds notes\.txt/, /fleet.*Nothing was written/],
  ['sandbox drill fleett firewall-closed', /fleett/, /does not exist/, /Did you mean.*scaleout sandbox serve fleett/],
  ['sandbox reset fleett', /fleett/, /does not exist/, /Did you mean/],
  ['sandbox add fleett ETL03', /fleett/, /does not exist/, /Did you mean/],
  // Outputs that cannot be written, and targets that are none.
  ['plan --out topology.yaml', /topology\.yaml/, /is a topology, which would be lost/, /another file/],
  ['script ETL01 --out topology.yaml', /topology\.yaml/, /would be lost/, /another file/],
  ['plan --out -', /--out -/, /a file of that name/, /--json/],
  ['import --server S --out -', /--out -/, /a file of that name/, /leave out --out/],
  ['report --out topology.yaml', /topology\.yaml/, /is there already/, /--force/],
  ['report --out nothing', /nothing/, /it is a folder/, /path/],
  ['script ETL09 --sandbox fleet', /"ETL09"/, /neither a worker nor a node.*Did you mean ETL01/, /scaleout status/],
  ['status --sandbox fleet', /state\.json/, /"format" is not/, /scaleout sandbox reset/],
  ['history 7', /7/, /no apply/, /scaleout history/],
];

test.each(words)('scaleout %s', async (line, place, cause, remedy) => {
  const given = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
  const { code, out, err } = await runHere(given, { cwd: folder.path });
  const told = err === '' ? out : err;
  if (process.env.SHOW_MESSAGES !== undefined) process.stdout.write(`--- scaleout ${line}\n${told}`);
  expect(code).toBeGreaterThan(0);
  expectHelpful(told, { place, cause, remedy });
});

test('a port that another program has is named so', async () => {
  const given = ['watch', '--listen', `127.0.0.1:${port}`, '--no-history'];
  const { code, err } = await runHere(given, { cwd: folder.path });
  expect(code).toBe(4);
  expectHelpful(err, {
    place: new RegExp(String(port)),
    cause: /another program uses this port already/,
    remedy: /port/,
  });
});

test('an output in a folder that is not there names the folder, and no temporary file', async () => {
  const { writeOutput } = await import('../../src/cli/write-output.js');
  const terminal = { interrupts: { abort: new AbortController().signal } } as Parameters<typeof writeOutput>[2];
  const error = await writeOutput(folder.file('no/such/plan.json'), '{}', terminal).catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/plan\.json: there is no folder .*such/);
  expect(String(error)).not.toMatch(/\.tmp|ENOENT/);
});

test('links that lead to nothing, or in a circle, are told as what they are, and mend no other message', async () => {
  await using links = await temporaryFolder();
  for (const [name, target] of [
    ['prod.yaml', 'nowhere.yaml'],
    ['circle', 'circle'],
  ] as const)
    symlinkSync(target, links.file(name));
  await links.write('topology.yaml', topologyText('workers: []'));
  const broken = await runHere(['plan', 'prod.yaml'], { cwd: links.path });
  expect(broken.err).toContain('prod.yaml does not exist');
  expect(broken.err).not.toContain('Did you mean prod.yaml');
  const typo = await runHere(['plan', '--sandbox', 'typo'], { cwd: links.path });
  expect(typo.err).toContain('[sandbox.no-sandbox]');
  expect(typo.err).not.toMatch(/circle/);
});

test.skipIf(lacking.modes !== undefined || process.getuid?.() === 0)('a file that may not be read', async () => {
  await folder.write('secret.yaml', 'x');
  chmodSync(folder.file('secret.yaml'), 0);
  const { err } = await runHere(['plan', 'secret.yaml'], { cwd: folder.path });
  expectHelpful(err, { place: /secret\.yaml/, cause: /may not read/, remedy: /right to read/ });
});

test('there are as many as were promised', () => {
  expect(words.length).toBeGreaterThanOrEqual(60);
});
