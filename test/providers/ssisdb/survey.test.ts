import { expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../../packages/sandbox/test/support/sandbox.js';
import { openCatalog } from '../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../src/providers/waiting.js';
import { connectionTo } from '../../support/provider-connection.js';

const { signal } = new AbortController();

function open(sandbox: TestSandbox, login?: string) {
  return openCatalog(connectionTo(sandbox, login), { clock: systemClock, random: Math.random, parallelism: 2 });
}

test('the shape of SSISDB: objects, columns, parameters, roles, version and logins of the product', async () => {
  const name = 'NT Service\\SSISScaleOutMaster160';
  const login = {
    name,
    kind: 'windows',
    password: null,
    serverRoles: [],
    databaseRoles: ['ssis_admin'],
    disabled: false,
  };
  await using sandbox = await startTestSandbox({ edits: { logins: { [name]: login } } });
  await using catalog = open(sandbox);
  const found = await catalog.survey(signal);
  expect(found.server).toMatchObject({ productVersion: expect.stringMatching(/^16\./), isClustered: false });
  expect(found.objects.get('catalog.worker_agents')).toMatchObject({ kind: 'V' });
  expect(found.objects.get('catalog.worker_agents')?.columns).toContainEqual({
    name: 'DisplayName',
    type: 'nvarchar(256)',
  });
  expect(found.objects.get('catalog.set_worker_agent_property')).toEqual({
    kind: 'P',
    columns: [
      { name: '@WorkerAgentId', type: 'uniqueidentifier' },
      { name: '@PropertyName', type: 'nvarchar(256)' },
      { name: '@PropertyValue', type: 'nvarchar(max)' },
    ],
  });
  expect(found.objects.get('internal.tasks')?.kind).toBe('U');
  expect([...found.roles]).toContainEqual(['ssis_admin', expect.any(Boolean)]);
  expect(found.logins).toEqual([name]);
});

test('a property that may be a name or a secret stays on the server', async () => {
  await using sandbox = await startTestSandbox({
    edits: { masterProperties: { PLANTED_UNKNOWN: { value: 'planted-secret' } } },
  });
  await using catalog = open(sandbox);
  const found = await catalog.survey(signal);
  expect(JSON.stringify(found)).not.toContain('planted-secret');
  expect(found.masterProperties).toMatchObject({
    known: true,
    value: expect.arrayContaining([
      { name: 'PLANTED_UNKNOWN', value: null, isSet: true },
      expect.objectContaining({ name: 'MASTER_ADDRESS', value: null, isSet: true }),
      expect.objectContaining({ name: 'MASTER_SERVICE_PORT', value: expect.any(String) }),
    ]),
  });
});

test('it reads only: each request is one of SELECTs, and the sandbox is as it was', async () => {
  await using sandbox = await startTestSandbox();
  await using catalog = open(sandbox);
  const before = JSON.stringify(sandbox.running.store.content());
  await catalog.survey(signal);
  const texts = sandbox.requests.map(({ request }) => JSON.stringify(request));
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts)
    expect(text).not.toMatch(/\b(insert|update|delete|merge|exec|execute|create|alter|drop|grant|into)\s/i);
  expect(JSON.stringify(sandbox.running.store.content())).toBe(before);
});
