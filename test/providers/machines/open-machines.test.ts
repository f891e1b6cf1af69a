import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import type { Machines } from '../../../src/domain/machines.js';
import { ScaleoutError } from '../../../src/errors/errors.js';
import {
  type MachinesOptions,
  noMachines,
  openMachines,
  thisMachine,
} from '../../../src/providers/machines/open-machines.js';
import { decodeInput, encodeAnswer } from '../../../src/providers/machines/script/frame.js';
import { until } from '../../support/until.js';
import { password, targetOf } from './ssh/ssh-client.js';
import { inspectAnswer } from './support/inspect-answer.js';
import { listen } from './support/raw-server.js';
import { type Session, type SshServer, startSshServer } from './support/ssh-server.js';

const { signal } = new AbortController();
const etl01 = machineName('ETL01');
const operation = { operation: 'openFirewall', name: 'ssis-scaleout', port: 8391 } as const;

async function answer({ input, channel }: Session, hostName = 'ETL01'): Promise<void> {
  const request = decodeInput(await input);
  const value = request.operation === 'inspect' ? inspectAnswer({ hostName }) : { changed: true };
  channel.end(encodeAnswer({ ok: true, value }));
}

function opened(server: SshServer, options: Partial<MachinesOptions> = {}): Machines {
  return openMachines({
    reachOf: async () => ({ transport: 'ssh', target: targetOf(server) }),
    parallelism: 4,
    ...options,
  });
}

describe('a machine', () => {
  test('has one connection, opened at the first call and kept', async () => {
    await using server = await startSshServer({ password, serve: answer });
    await using machines = opened(server);
    const calls = [machines.inspect(etl01, signal), machines.run(etl01, operation, signal)];
    await Promise.all([...calls, machines.inspect(etl01, signal)]);
    await machines.run(etl01, operation, signal);
    expect(server.logins).toBe(1);
    expect(server.open).toBe(1);
  });

  test('has one connection however its name is written, and is shown under the name that was asked for', async () => {
    await using server = await startSshServer({ password, serve: answer });
    await using machines = opened(server);
    for (const name of ['ETL01', 'etl01', 'etl01.corp.example'].map(machineName)) {
      expect(await machines.inspect(name, signal)).toMatchObject({ known: true, value: { machine: name } });
    }
    expect(server.logins).toBe(1);
  });

  test('whose kept connection was lost meanwhile is connected again, and nothing is lost', async () => {
    await using server = await startSshServer({ password, serve: answer });
    await using machines = opened(server);
    await machines.inspect(etl01, signal);
    server.hangUp();
    expect(await machines.run(etl01, operation, signal)).toEqual({ changed: true });
    server.hangUp();
    expect(await machines.inspect(etl01, signal)).toMatchObject({ known: true });
    expect(server.logins).toBe(3);
  });

  test('whose connection breaks once while it is looked at is looked at again', async () => {
    let looks = 0;
    await using server = await startSshServer({
      password,
      async serve(session) {
        looks += 1;
        if (looks === 1) server.hangUp();
        else await answer(session);
      },
    });
    const log: string[] = [];
    await using machines = opened(server, { log: (_, message) => log.push(message) });
    expect(await machines.inspect(etl01, signal)).toMatchObject({ known: true });
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('ETL01');
  });

  test('that nobody uses is disconnected after a while, and connected again when it is needed', async () => {
    await using server = await startSshServer({ password, serve: answer });
    await using machines = opened(server, { limits: { idle: 30 } });
    await machines.inspect(etl01, signal);
    await until('it is disconnected', () => server.open === 0);
    expect(await machines.inspect(etl01, signal)).toMatchObject({ known: true });
    expect(server.logins).toBe(2);
  });

  test('is known before anything is done there: a new connection is looked at first', async () => {
    const seen: string[] = [];
    await using server = await startSshServer({
      password,
      async serve(session) {
        seen.push(decodeInput(await session.input).operation);
        await answer({ ...session, input: session.input });
      },
    });
    await using machines = opened(server);
    await machines.run(etl01, operation, signal);
    await machines.run(etl01, operation, signal);
    expect(seen).toEqual(['inspect', 'openFirewall', 'openFirewall']);
  });

  test('that accepts and says nothing is not known within the limit, and leaves no socket', async () => {
    await using silent = await listen(() => undefined);
    await using server = await startSshServer({ password, serve: answer });
    await using machines = opened(server, {
      reachOf: async () => ({ transport: 'ssh', target: targetOf(server, { port: silent.port }) }),
      limits: { connect: 100 },
    });
    const seen = await machines.inspect(etl01, signal);
    expect(seen).toMatchObject({ known: false, reason: 'ETL01 could not be reached within 0.1 s.' });
    await expect(machines.run(etl01, operation, signal)).rejects.toMatchObject({ code: 'machine.timeout' });
    await until('nothing is open', () => silent.sockets.size === 0);
  });

  test.each(['manual', 'none'] as const)(
    'with the transport %s is not known, and nothing is done there',
    async (transport) => {
      await using machines = openMachines({ reachOf: async () => ({ transport }), parallelism: 1 });
      const seen = await machines.inspect(etl01, signal);
      expect(seen).toMatchObject({ known: false, reason: expect.stringContaining(`the transport ${transport}`) });
      await expect(machines.run(etl01, operation, signal)).rejects.toMatchObject({
        code: 'machine.transport-unavailable',
      });
    },
  );

  test.each(['local', 'winrm'] as const)('with the transport %s needs a Windows machine here', async (transport) => {
    const reach = transport === 'local' ? { transport } : { transport, target: { host: 'etl01', port: 5985 } };
    await using machines = openMachines({
      reachOf: async () => reach,
      parallelism: 1,
      here: { hostName: 'etl01' },
    });
    await expect(machines.run(etl01, operation, signal)).rejects.toMatchObject({
      code: 'machine.transport-unavailable',
      message: `ETL01 has the transport ${transport}, but etl01, where scaleout runs, is no Windows machine.`,
    });
  });

  test('that is called local and is another one is not touched; a PowerShell that is not there is named', async () => {
    const here = { hostName: 'etl02', powerShell: { program: '/nowhere/powershell.exe' } };
    await using machines = openMachines({ reachOf: async () => ({ transport: 'local' }), parallelism: 1, here });
    await expect(machines.run(etl01, operation, signal)).rejects.toMatchObject({ code: 'machine.wrong-host' });
    await expect(machines.run(machineName('ETL02'), operation, signal)).rejects.toMatchObject({
      code: 'machine.transport-unavailable',
      message: expect.stringContaining('/nowhere/powershell.exe'),
    });
  });

  test('whose access cannot be resolved is not known, with the reason', async () => {
    const reachOf = async () => {
      throw new ScaleoutError('machine.secret-missing', 'The environment variable PW is not set.');
    };
    await using machines = openMachines({ reachOf, parallelism: 1 });
    const seen = await machines.inspect(etl01, signal);
    expect(seen).toMatchObject({ known: false, reason: 'The environment variable PW is not set.' });
    await expect(machines.run(etl01, operation, signal)).rejects.toMatchObject({ code: 'machine.secret-missing' });
  });
});

describe('many machines', () => {
  const names = Array.from({ length: 12 }, (_, index) => machineName(`ETL${index + 10}`));

  test('are worked on so many at one time, in the order in which they came', async () => {
    const underWay: Session[] = [];
    let most = 0;
    await using server = await startSshServer({
      password,
      user: 'operator',
      serve: async (session) => {
        underWay.push(session);
        most = Math.max(most, underWay.length);
      },
    });
    const order: string[] = [];
    await using machines = opened(server, {
      parallelism: 3,
      reachOf: async (machine) => {
        order.push(machine);
        return { transport: 'ssh', target: targetOf(server) };
      },
    });
    const calls = Promise.all(names.map((name) => machines.inspect(name, signal)));
    for (let done = 0; done < names.length; done += 1) {
      await until('one more is under way', () => underWay.length > 0);
      const session = underWay.shift();
      if (session !== undefined) await answer(session, 'ANY');
    }
    await calls;
    expect(order).toEqual(names);
    expect(most).toBeLessThanOrEqual(3);
  });

  test('end at once when they are told to, those that wait as well', async () => {
    let underWay = 0;
    await using server = await startSshServer({
      password,
      serve: async () => {
        underWay += 1;
      },
    });
    await using machines = opened(server, { parallelism: 3 });
    const aborting = new AbortController();
    const calls = Promise.allSettled(names.map((name) => machines.inspect(name, aborting.signal)));
    await until('three are under way', () => underWay === 3);
    const reason = new Error('enough');
    aborting.abort(reason);
    expect(await calls).toEqual(names.map(() => ({ status: 'rejected', reason })));
    expect(underWay).toBe(3);
    await machines[Symbol.asyncDispose]();
    await until('nothing is open', () => server.open === 0);
  });
});

test('a machine that nobody may reach is unknown, with the reason', async () => {
  await using machines = noMachines();
  const seen = await machines.inspect(machineName('ETL01'), new AbortController().signal);
  expect(seen).toEqual({ known: false, reason: 'ETL01 is not looked at: its access has the transport none' });
});

test('a Windows machine has the PowerShell of its own system folder, not one that a search finds', () => {
  expect(thisMachine('win32', { SystemRoot: 'D:\\Win' })).toEqual({
    hostName: hostname(),
    powerShell: { program: 'D:\\Win\\System32\\WindowsPowerShell\\v1.0\\powershell.exe' },
  });
  expect(thisMachine('win32', {}).powerShell?.program).toMatch(/^C:\\Windows\\System32\\/);
});

test('another machine has none', () => {
  expect(thisMachine('linux', { SystemRoot: 'D:\\Win' })).toEqual({ hostName: hostname() });
});
