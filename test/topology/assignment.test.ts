import { expect, test } from 'vitest';
import { readAssignment, readKey } from '../../src/topology/assignment.js';

const root = { workers: [{ machine: 'ETL01' }], policy: { windows: [{ allow: '0 1 * * *' }], odd: 1 } };
const worker = ['workers', 0] as const;

test.each([
  ['description=8', ['description'], '8'],
  ['description=', ['description'], ''],
  ['description=a=b, c', ['description'], 'a=b, c'],
  ['description=true', ['description'], 'true'],
  ['description={ a: b }', ['description'], '{ a: b }'],
  ['enabled=false', ['enabled'], false],
  ['state=absent', ['state'], 'absent'],
  ['settings.MaxTaskCount=8', ['settings', 'MaxTaskCount'], 8],
  ['settings.TaskLogEnabled=true', ['settings', 'TaskLogEnabled'], true],
  ['settings.AgentHeartbeatInterval=00:01:00', ['settings', 'AgentHeartbeatInterval'], '00:01:00'],
  ['settings.TasksRootFolder=D:\\Tasks', ['settings', 'TasksRootFolder'], 'D:\\Tasks'],
  ['settings.Own.Key=007', ['settings', 'Own.Key'], '007'],
  ['settings.Half=1.50', ['settings', 'Half'], '1.50'],
  ['settings.Half=1.5', ['settings', 'Half'], 1.5],
  ['settings={ MaxTaskCount: 8 }', ['settings'], { MaxTaskCount: 8 }],
  ['access={ transport: manual }', ['access'], { transport: 'manual' }],
  ['access={"transport":"ssh","port":22}', ['access'], { transport: 'ssh', port: 22 }],
  ['access.port=2222', ['access', 'port'], 2222],
  ['access.password.env=SSH_PASSWORD', ['access', 'password', 'env'], 'SSH_PASSWORD'],
  ['settingsAsWritten=MaxTaskCount, Other', ['settingsAsWritten'], ['MaxTaskCount', 'Other']],
  ['certificate.file=certs/etl01.cer', ['certificate', 'file'], 'certs/etl01.cer'],
])('of a worker: %s', (text, path, value) => {
  expect(readAssignment(text, worker, root)).toEqual({ path: [...worker, ...path], value });
});

test.each([
  ['policy.drain.timeout=20m', ['policy', 'drain', 'timeout'], '20m'],
  ['policy.rollout.maxUnavailable=2', ['policy', 'rollout', 'maxUnavailable'], 2],
  ['policy.rollout.maxUnavailable=25%', ['policy', 'rollout', 'maxUnavailable'], '25%'],
  ['catalog.encrypt=strict', ['catalog', 'encrypt'], 'strict'],
  ['catalog.encrypt=true', ['catalog', 'encrypt'], true],
  ['catalog.authentication.type=integrated', ['catalog', 'authentication', 'type'], 'integrated'],
  ['catalog.authentication.password.env=SQL', ['catalog', 'authentication', 'password', 'env'], 'SQL'],
  ['master.machines=SQL1,SQL2', ['master', 'machines'], ['SQL1', 'SQL2']],
  ['master.machines=["SQL1"]', ['master', 'machines'], ['SQL1']],
  ['master.machines=', ['master', 'machines'], []],
  ['policy.windows[0].duration=8h', ['policy', 'windows', 0, 'duration'], '8h'],
  ['policy.windows.0.allow=0 2 * * *', ['policy', 'windows', 0, 'allow'], '0 2 * * *'],
  ['policy.notify[1].on=drift,failure', ['policy', 'notify', 1, 'on'], ['drift', 'failure']],
])('of the file: %s', (text, path, value) => {
  expect(readAssignment(text, [], root)).toEqual({ path, value });
});

test.each([
  ['enabled=maybe', 'topology.wrong-kind', 'enabled of worker ETL01 must be true or false, not the text "maybe".'],
  ['enabled=', 'topology.wrong-kind', 'enabled of worker ETL01 must be true or false'],
  ['state=gone', 'topology.wrong-value', 'state of worker ETL01 must be present or absent, not the text "gone".'],
  ['access.port=ssh', 'topology.wrong-kind', 'must be a whole number, not the text "ssh"'],
  ['access.transport=shh', 'topology.wrong-value', 'did you mean ssh?'],
  ['access=ssh', 'topology.wrong-kind', 'must be a block of keys'],
  ['access={ transport: ssh', 'topology.wrong-kind', 'must be a block of keys'],
  ['settings={ a: &x 1, b: *x }', 'topology.wrong-kind', 'must be a block of keys'],
  ['descripton=x', 'topology.unknown-key', 'There is no key descripton in worker ETL01; did you mean description?'],
  ['certificate.fiel=x', 'topology.unknown-key', 'did you mean file?'],
  ['enabled.now=true', 'topology.unknown-key', '"enabled.now" leads to nothing'],
  ['.enabled=true', 'topology.unknown-key', 'leads to nothing'],
  ['noequals', 'command.usage', '"noequals" is no key=value.'],
  ['=x', 'command.usage', 'the key is missing'],
])('refused of a worker: %s', (text, code, message) => {
  expect(() => readAssignment(text, worker, root)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});

test.each([
  ['polcy.prune=true', 'There is no key polcy at the top of the file; did you mean policy?'],
  ['policy.windows.first=x', '"policy.windows.first" leads to nothing in policy.windows.'],
  ['policy.windows[-1].allow=x', 'leads to nothing'],
])('refused of the file: %s', (text, message) => {
  expect(() => readAssignment(text, [], root)).toThrow(
    expect.objectContaining({ code: 'topology.unknown-key', message: expect.stringContaining(message) }),
  );
});

test.each(['access.password=hunter2', 'access.identity=hunter2', 'access.jump.password=hunter2'])(
  'a secret is not taken, and not shown: %s',
  (text) => {
    expect(() => readAssignment(text, worker, root)).toThrow(
      expect.objectContaining({ code: 'topology.inline-secret', message: expect.not.stringContaining('hunter2') }),
    );
  },
);

test('a key that the format does not know can be taken out where the file has it', () => {
  expect(readKey('policy.odd', [], root)).toEqual(['policy', 'odd']);
  expect(() => readKey('policy.odder', [], root)).toThrow(expect.objectContaining({ code: 'topology.unknown-key' }));
  expect(readKey('policy.prune', [], root)).toEqual(['policy', 'prune']);
});
