import { expect, it, test } from 'vitest';
import { commandLine, type GivenWords, withGivenWords } from '../../src/text/given-words.js';

const given: GivenWords = { verb: 'status', file: 'prod.yaml', sandbox: './fleet', platform: 'linux' };

test.each([
  ['Run scaleout plan again.', 'Run scaleout plan prod.yaml --sandbox ./fleet again.'],
  ['Run scaleout plan: it looks again.', 'Run scaleout plan prod.yaml --sandbox ./fleet: it looks again.'],
  ['Correct it, then run scaleout validate again.', 'Correct it, then run scaleout validate prod.yaml again.'],
  ['Run scaleout history to see them.', 'Run scaleout history prod.yaml to see them.'],
  ['Make a fresh fleet: scaleout sandbox reset DIR.', 'Make a fresh fleet: scaleout sandbox reset ./fleet.'],
  ['See scaleout status', 'See scaleout status prod.yaml --sandbox ./fleet'],
  ['Then: scaleout rotate master --switch.', 'Then: scaleout rotate master --switch -f prod.yaml --sandbox ./fleet.'],
  ['scaleout rotate master', 'scaleout rotate master -f prod.yaml --sandbox ./fleet'],
  [
    'scaleout undrain worker/ETL02 ends it. Bring it back: scaleout undrain worker/ETL02.',
    'scaleout undrain worker/ETL02 -f prod.yaml --sandbox ./fleet ends it. Bring it back: scaleout undrain worker/ETL02 -f prod.yaml --sandbox ./fleet.',
  ],
  [
    'Take it back: scaleout set worker/ETL02 --unset state',
    'Take it back: scaleout set worker/ETL02 --unset state -f prod.yaml --sandbox ./fleet',
  ],
  [
    'Or: scaleout remove worker/ETL01 worker/ETL02 --absent.',
    'Or: scaleout remove worker/ETL01 worker/ETL02 --absent -f prod.yaml --sandbox ./fleet.',
  ],
  [
    'scaleout rotate worker/ETL01 worker/ETL02.corp.example',
    'scaleout rotate worker/ETL01 worker/ETL02.corp.example -f prod.yaml --sandbox ./fleet',
  ],
])('%s', (general, ofThisRun) => {
  expect(withGivenWords(general, given)).toBe(ofThisRun);
  expect(withGivenWords(ofThisRun, given)).toBe(ofThisRun);
});

test.each([
  'Make one with scaleout plan --out plan.json.',
  'Restart the service: scaleout apply does.',
  'scaleout plan again.yaml',
  'scaleout rotate workers --yes again.',
  'Name a file that scaleout plan --out wrote, as it wrote it.',
])('%s: it has words of its own, or names no command to run', (text) => {
  expect(withGivenWords(text, given)).toBe(text);
});

it('adds nothing to a command whose words stand on the next line of a wrapped text', () => {
  const wrapped = 'To make one: scaleout plan\n              prod.yaml --sandbox ./fleet, or another.';
  expect(withGivenWords(wrapped, given)).toBe(wrapped);
  expect(withGivenWords('Run scaleout plan\nagain.', given)).toBe(
    'Run scaleout plan prod.yaml --sandbox ./fleet\nagain.',
  );
});

it('leaves the codes of errors as they are', () => {
  const text = 'error: The database cannot be opened [catalog.database-not-found] [catalog.server-busy]';
  expect(withGivenWords(text, { verb: 'status', server: ['--server', 'SQL'], platform: 'linux' })).toBe(text);
});

it('repeats a server where a server alone is enough, and nothing where it is not', () => {
  const onServer: GivenWords = { verb: 'doctor', server: ['--server', 'SQL,1433'], platform: 'win32' };
  expect(commandLine('doctor', onServer)).toBe('scaleout doctor --server "SQL,1433"');
  expect(commandLine('plan', onServer)).toBe('scaleout plan');
});

it('quotes words as the shell of the platform needs it, and names a file that looks like an option by its option', () => {
  expect(commandLine('plan', { ...given, file: 'my file.yaml', platform: 'win32' })).toBe(
    'scaleout plan "my file.yaml" --sandbox ./fleet',
  );
  expect(commandLine('plan', { verb: 'plan', file: '-x.yaml', platform: 'linux' })).toBe('scaleout plan -f -x.yaml');
  expect(commandLine('status', { verb: 'plan', file: '-', platform: 'linux' })).toBe('scaleout status -');
  expect(commandLine('apply', { verb: 'plan', file: '-', platform: 'linux' })).toBe('scaleout apply FILE');
});

test.each([
  ['Check the port in catalog.server.', 'Check the port in --server.'],
  ['Write the port instead: catalog.server: HOST,PORT.', 'Write the port instead: --server HOST,PORT.'],
  [
    'Or set catalog.trustServerCertificate: true (--trust-server-certificate beside --server): x',
    'Or set --trust-server-certificate: x',
  ],
  ['Use catalog.authentication of type ntlm, sql or entra (--user LOGIN beside --server).', 'Use --user LOGIN.'],
])('without a topology, its keys are options: %s', (general, told) => {
  expect(withGivenWords(general, { verb: 'status', server: ['--server', 'SQL'], platform: 'linux' })).toBe(told);
  expect(withGivenWords(general, given)).toBe(general);
});

it('repeats them behind a script that an administrator is to fetch', () => {
  expect(withGivenWords('run what "scaleout script ETL09" prints', given)).toBe(
    'run what "scaleout script ETL09 prod.yaml --sandbox ./fleet" prints',
  );
});
