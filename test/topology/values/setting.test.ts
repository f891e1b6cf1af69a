import { expect, test } from 'vitest';
import { parseSetting } from '../../../src/topology/values/setting.js';

test.each([
  ['MaxTaskCount', 8],
  ['MaxTaskCount', '8'],
  ['ExecutionLogRetryCount', 0],
  ['AgentHeartbeatInterval', '00:01:00'],
  ['ExecutionLogRetryTimeout', '7.00:00:00'],
  ['TasksRootFolder', 'D:\\Tasks'],
  ['SomethingNew', 'anything'],
] as const)('%s: %s can be', (key, value) => {
  expect(parseSetting(key, value)).toEqual({ value: String(value) });
});

test.each([
  ['MaxTaskCount', 'many'],
  ['MaxTaskCount', -5],
  ['MaxTaskCount', 0],
  ['MaxTaskCount', 1.5],
  ['MaxTaskCount', true],
  ['LeaseInternval', '1m'],
  ['HeartbeatErrorTolerance', '00:61:00'],
  ['TaskHeartbeatInterval', 10],
] as const)('%s: %s cannot be', (key, value) => {
  expect(parseSetting(key, value)).toHaveProperty('wrong');
});
