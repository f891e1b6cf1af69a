import { expect, test } from 'vitest';
import { until } from '../../support/until.js';
import type { MachinesSubject } from '../machines-subject.js';

const { signal } = new AbortController();

export function describeLeaving(open: () => Promise<MachinesSubject>): void {
  test('a call that is aborted before it begins ends with the reason', async () => {
    await using subject = await open();
    const reason = new Error('enough');
    const aborted = AbortSignal.abort(reason);
    await expect(subject.machines.inspect(subject.machine, aborted)).rejects.toBe(reason);
    const operation = { operation: 'readConfig', path: 'C:\\x' } as const;
    await expect(subject.machines.run(subject.machine, operation, aborted)).rejects.toBe(reason);
    expect(subject.open()).toBe(0);
  });

  test('a call that is aborted under way ends with the reason, and the next one goes on', async () => {
    await using subject = await open();
    const aborting = new AbortController();
    const call = subject.machines.inspect(subject.machine, aborting.signal);
    const reason = new Error('enough');
    queueMicrotask(() => aborting.abort(reason));
    await expect(call).rejects.toBe(reason);
    expect(await subject.machines.inspect(subject.machine, signal)).toMatchObject({ known: true });
  });

  test('nothing is open before the first call, nor after the end, and the end may come twice', async () => {
    await using subject = await open();
    expect(subject.open()).toBe(0);
    await subject.machines.inspect(subject.machine, signal);
    await subject.machines[Symbol.asyncDispose]();
    await until('the far end sees it', () => subject.open() === 0);
    await subject.machines[Symbol.asyncDispose]();
    expect(await subject.machines.inspect(subject.machine, signal)).toMatchObject({ known: false });
  });
}
