import { describe, expect, test } from 'vitest';
import { startTestSandbox } from '../../support/sandbox.js';
import { loginTo } from '../../support/sandbox-ssh.js';

describe('a machine of a sandbox', () => {
  test('answers an inspection over SSH', async () => {
    await using sandbox = await startTestSandbox({ fleet: { joined: false } });
    await using machine = await loginTo(sandbox.connection.ssh, 'etl01');
    const answer = await machine.inspect();
    expect(answer).toMatchObject({ hostName: 'ETL01', administrator: true });
  });
});
