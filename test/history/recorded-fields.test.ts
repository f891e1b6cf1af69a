import { expect, test } from 'vitest';
import type { Change, Field } from '../../src/domain/documents.js';
import { workerSettingKeys } from '../../src/facts/configs.js';
import { longestFields, longestValue, recordedChanges } from '../../src/history/recorded-fields.js';

function recorded(...fields: readonly Field[]) {
  return recordedChanges({ changes: [changeOf('worker/ETL01', fields)] }).changes[0]?.fields;
}

function changeOf(id: string, fields: readonly Field[], parts: Partial<Change> = {}): Change {
  return { id, action: 'update', reason: 'differs', risk: 'safe', fields, ...parts };
}

test('before and after are kept as they are', () => {
  const fields = [
    { path: 'enabled', before: false, after: true },
    { path: 'address', before: null, after: 'https://SQLETL01.corp.example:8391' },
    { path: 'service.account', before: 'NT Service\\SSISScaleOutWorker160', after: 'CORP\\svc$' },
  ];
  expect(recorded(...fields)).toEqual(fields);
});

test.each([
  ...workerSettingKeys.value,
  'enabled',
  'displayName',
  'description',
  'tags',
  'certificate',
  'certificate.keyReader',
  'workerAgentId',
  'root.masterCertificate',
])('%s is no name of a secret', (key) => {
  expect(recorded({ path: `config.${key}`, before: null, after: 1 })).toEqual([
    { path: `config.${key}`, before: null, after: 1 },
  ]);
});

test.each<Field>([
  { path: 'config.ProxyPassword', before: null, after: 'hunter2' },
  { path: 'config.ApiKey', before: 'a', after: 'b' },
  { path: 'description', before: 'sa, password: hunter2', after: 'loads' },
  { path: 'tags', before: null, after: 'https://user:hunter2@host/' },
])('what is or may hold a secret is not kept: $path', (field) => {
  expect(recorded(field)).toEqual([{ path: field.path, hidden: true }]);
});

test('long texts are cut where they differ, and say so', () => {
  const common = 'a b '.repeat(500);
  const [field] = recorded({ path: 'description', before: `${common}old`, after: `${common}new and more` }) ?? [];
  for (const value of [field?.before, field?.after]) {
    expect(String(value).length).toBeLessThanOrEqual(longestValue + 2);
    expect(value).toMatch(/^…/);
  }
  expect(field?.before).toContain('old');
  expect(field?.after).toContain('new');
});

test('no half of a character is kept', () => {
  const [field] = recorded({ path: 'description', before: `x${'🚀'.repeat(300)}`, after: null }) ?? [];
  expect(() => encodeURIComponent(String(field?.before))).not.toThrow();
});

test('what is left alone is no change; of too many changes the fields are left out, and that is counted', () => {
  const field = { path: 'description', before: 'a '.repeat(longestValue / 2), after: null };
  const changes = [
    changeOf('worker/OLD01', [], { action: 'unmanaged' }),
    changeOf('worker/OLD02', [], { suspended: { reason: 'r', who: 'w', since: 's' } }),
    ...Array.from({ length: 12_000 }, (_, index) => changeOf(`worker/ETL${index}`, [field])),
  ];
  const line = recordedChanges({ changes });
  expect(line.changes).toHaveLength(12_000);
  expect(line.changesWithoutFields).toBe(line.changes.filter(({ fields }) => fields === undefined).length);
  expect(line.changesWithoutFields).toBeGreaterThan(0);
  expect(JSON.stringify(line).length).toBeLessThan(longestFields + 12_000 * 80);
});
