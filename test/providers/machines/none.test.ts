import { expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import { noMachines } from '../../../src/providers/machines/none.js';

test('a machine that nobody may reach is unknown, with the reason', async () => {
  await using machines = noMachines();
  const seen = await machines.inspect(machineName('ETL01'), new AbortController().signal);
  expect(seen).toEqual({ known: false, reason: 'ETL01 is not looked at: its access has the transport none' });
});
