import { expect, test } from 'vitest';
import { reportVocabulary } from '../../src/report/known-names.js';
import { createNames } from '../../src/report/names.js';

function names() {
  const made = createNames(reportVocabulary());
  made.add('machine', 'ETL-PROD-01', 'etl-prod-01');
  made.add('machine', 'etl-prod-01.corp.example', 'etl-prod-01');
  made.add('account', 'CORP\\anna');
  made.add('account', 'anna', 'CORP\\anna');
  made.add('domain', 'CORP');
  return made;
}

test.each([
  [
    'one name is one placeholder, in any case and form',
    'ETL-PROD-01, etl-prod-01.corp.example.',
    'machine-1, machine-1.',
  ],
  [
    'accounts, also in a path',
    'CORP\\anna reads C:\\Users\\anna\\AppData',
    'domain-1\\account-1 reads C:\\Users\\account-1\\AppData',
  ],
  ['what matters of a service stays', 'NT SERVICE\\SSISScaleOutMaster160', 'NT SERVICE\\SSISScaleOutMaster160'],
  [
    'the shape of a path stays',
    'D:\\Program Files\\Microsoft SQL Server\\160\\DTS\\Binn',
    'D:\\Program Files\\Microsoft SQL Server\\160\\DTS\\Binn',
  ],
  ['a folder that nobody foresaw', 'D:\\LoadsOfBerta\\160', 'D:\\name-1\\160'],
  ['a key that nobody foresaw, of words that we have', 'TaskLogFolder and Berta7', 'TaskLogFolder and name-1'],
  [
    'addresses',
    '10.1.2.3, fe80::1:2%eth0, 0.0.0.0:8391 and https://berta.example:8391',
    'address-2, address-1, 0.0.0.0:8391 and https://name-1.example:8391',
  ],
  ['identifiers', 'S-1-5-21-1-2-3-500, S-1-5-18, {0A1B2C3D-0000-0000-0000-000000000000}', 'sid-1, S-1-5-18, id-1'],
  ['thumbprints', '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567', 'thumbprint-1'],
  ['versions', '16.0.4135.4 and 5.1', '16.0.4135.4 and 5.1'],
  ['words of another language, in whatever script', 'Zugriff verweigert, доступ', 'name-1 name-2, name-3'],
  [
    'signs that are no ASCII, and what moves a cursor',
    'access\u001b[31m\u202e denied \u{1F525}',
    'access [name-1 denied ??',
  ],
] as const)('%s', (_, raw, shown) => {
  expect(names().clean(raw)).toBe(shown);
});

test('a secret goes out of the midst of a word, and no secret makes it go on for ever', () => {
  const made = names();
  for (const secret of ['Tiger', 'removed', '‹removed›']) made.addSecret(secret);
  expect(made.clean('access-tiger-denied xTIGERx')).not.toMatch(/tiger/i);
});

test('the last look takes out what our own words would have let through', () => {
  const made = createNames(reportVocabulary());
  made.add('machine', 'ETLHOST');
  made.addSecret('ScaleOut-Secret');
  expect(made.sweep('the ETLHOST said Scaleout-secret')).toBe('the machine-1 said removed');
});

test('a text is cut, and its cost does not grow with what was sent', () => {
  expect(names().clean('secret '.repeat(100_000)).length).toBeLessThan(400);
});
