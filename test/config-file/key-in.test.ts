import { expect, it } from 'vitest';
import { keyIn } from '../../src/config-file/key-in.js';
import { readConfigFile } from '../../src/config-file/read-config-file.js';

it.each([
  ['{"HeartbeatErrorTollerance":"x"}', 'HeartbeatErrorTolerance', 'HeartbeatErrorTollerance'],
  ['{"HeartbeatErrorTolerance":"x"}', 'HeartbeatErrorTollerance', 'HeartbeatErrorTolerance'],
  ['{"leaseinternval":"x"}', 'LEASEINTERVAL', 'LeaseInternval'],
  ['{}', 'LeaseInternval', 'LeaseInterval'],
  ['{"LeaseInternval":1,"LeaseInterval":2}', 'LeaseInternval', 'LeaseInterval'],
  ['{"N":{"LeaseInternval":1}}', 'LeaseInterval', 'LeaseInterval'],
  ['{"LeaseInternval":1}', 'MaxTaskCount', 'MaxTaskCount'],
])('in %s the key %s is spelled %s', (text, asked, spelled) => {
  expect(keyIn(readConfigFile(Buffer.from(text)), asked)).toBe(spelled);
});
