import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../src/instant.js';
import { freshContent } from '../../src/model/fresh/content.js';
import { exampleFleet } from '../../src/model/fresh/fleet-description.js';
import type { MachineRequest } from '../../src/model/machines/requests.js';
import { type SandboxOptions, startSandbox } from '../../src/sandbox.js';
import { loginTo } from '../support/sandbox-ssh.js';
import { until } from '../support/until.js';

const open = (options: Partial<SandboxOptions>) =>
  startSandbox({
    content: freshContent({ ...exampleFleet(instantOf(Date.now())), joined: false }, randomBytes),
    ...options,
  });

const request = { operation: 'openFirewall', name: 'ssis-scaleout test', port: 8391 } as const;

describe('what goes wrong on the way', () => {
  test.each([
    ['cutBefore', false],
    ['cutAfter', true],
  ] as const)('%s: no answer comes, and whether it took effect is %s', async (fault, effect) => {
    const asked: [string, MachineRequest][] = [];
    await using sandbox = await open({
      onMachineRequest: (machine, what) => {
        asked.push([machine, what]);
        return fault;
      },
    });
    await using machine = await loginTo(sandbox.connection.ssh, 'etl01');
    await expect(machine.request(request)).rejects.toThrow(/cut|no answer/);
    expect(asked).toEqual([['ETL01', request]]);
    const { firewall } = sandbox.store.get('windows', 'ETL01') ?? {};
    expect(Object.keys(firewall as object)).toEqual(effect ? [request.name] : []);
  });

  test('hang: nothing comes, and the sandbox ends all the same', async () => {
    let asked = 0;
    const sandbox = await open({
      onMachineRequest: () => {
        asked += 1;
        return 'hang';
      },
    });
    const machine = await loginTo(sandbox.connection.ssh, 'ETL01');
    const pending = machine.request(request).then(
      () => 'answered',
      () => 'cut',
    );
    await until('the request arrives', () => asked === 1);
    expect(sandbox.sessionCount()).toBe(1);
    await sandbox.close();
    expect(await pending).toBe('cut');
  });

  test('latency: each request takes its time, those of one moment take it together', async () => {
    await using sandbox = await open({ latencyMs: 100 });
    await using machine = await loginTo(sandbox.connection.ssh, 'ETL01');
    const start = performance.now();
    await Promise.all([machine.inspect(), machine.inspect(), machine.inspect()]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(99);
  });
});
