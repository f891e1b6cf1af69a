import { expect, test } from 'vitest';
import { sameMachine } from '../../../src/domain/machine-name.js';
import { hostile } from '../../providers/machines/support/inspect-answer.js';
import type { MachinesSubject } from '../machines-subject.js';

const { signal } = new AbortController();

export function describeLooking(open: () => Promise<MachinesSubject>): void {
  test('a machine is seen whole, under the name that it was asked for', async () => {
    await using subject = await open();
    const seen = await subject.machines.inspect(subject.machine, signal);
    if (!seen.known) throw new Error(seen.reason);
    expect(seen.value.machine).toBe(subject.machine);
    expect(sameMachine(seen.value.hostName, subject.machine)).toBe(true);
    expect(seen.value.observedAt).toBe(new Date(seen.value.observedAt).toISOString());
    for (const part of [seen.value.root, seen.value.my, seen.value.bindings, seen.value.firewall]) {
      expect(part.known ? part.value : part.reason).toBeTruthy();
    }
  });

  test('an examination comes with an observation where it is asked for, each part with a value or a reason', async () => {
    await using subject = await open();
    const plain = await subject.machines.inspect(subject.machine, signal);
    expect(plain.known && plain.value.examination).toBeUndefined();
    const examine = { connect: [{ host: '127.0.0.1', port: 1 }] };
    const seen = await subject.machines.inspect(subject.machine, signal, examine);
    if (!seen.known) throw new Error(seen.reason);
    const { examination } = seen.value;
    if (examination === undefined) throw new Error('nothing was examined');
    for (const part of Object.values(examination)) expect(part.known ? part.value : part.reason).toBeTruthy();
    const reached = examination.reached.known ? examination.reached.value : [];
    expect(reached).toContainEqual(expect.objectContaining({ host: '127.0.0.1', port: 1 }));
    const services = examination.services.known ? examination.services.value : [];
    expect(services.map(({ name }) => name)).toEqual(seen.value.installations.map(({ service }) => service.name));
  });

  test('a config file that is read is the one that was seen', async () => {
    await using subject = await open();
    const seen = await subject.machines.inspect(subject.machine, signal);
    if (!seen.known) throw new Error(seen.reason);
    expect(seen.value.installations.length).toBeGreaterThan(0);
    for (const { config } of seen.value.installations) {
      if (!config.known) throw new Error(config.reason);
      const read = await subject.machines.run(
        subject.machine,
        { operation: 'readConfig', path: config.value.path },
        signal,
      );
      expect(read).toEqual({ changed: false, config: config.value });
    }
  });

  test('a service that is not there, whatever its name, is an error that names operation and machine', async () => {
    await using subject = await open();
    const operation = { operation: 'startService', service: hostile.replaceAll('\0', ''), timeoutSeconds: 5 } as const;
    await expect(subject.machines.run(subject.machine, operation, signal)).rejects.toMatchObject({
      name: 'ScaleoutError',
      code: 'machine.service-missing',
      message: expect.stringContaining(`startService on ${subject.machine}`),
    });
  });

  test('calls may overlap', async () => {
    await using subject = await open();
    const { machines, machine } = subject;
    const operation = { operation: 'startService', service: 'NoSuchService', timeoutSeconds: 5 } as const;
    const calls = await Promise.allSettled([
      machines.inspect(machine, signal),
      machines.run(machine, operation, signal),
      machines.inspect(machine, signal),
    ]);
    expect(calls).toMatchObject([
      { status: 'fulfilled', value: { known: true } },
      { status: 'rejected', reason: { code: 'machine.service-missing' } },
      { status: 'fulfilled', value: { known: true } },
    ]);
  });
}
