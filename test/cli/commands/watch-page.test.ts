import { expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../../support/run-cli.js';

test('an address that others can reach is refused without a token and without a login: 3', async () => {
  await using place = await temporaryFolder();
  const { code, err } = await runCli(['watch', '--listen', '0.0.0.0:0'], { cwd: place.path });
  expect([code, err]).toEqual([3, expect.stringContaining('[watch.http-token-needed]')]);
});
