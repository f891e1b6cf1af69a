import { describe, expect, test } from 'vitest';
import { inspectAnswer } from '../../providers/machines/support/inspect-answer.js';
import { until } from '../../support/until.js';
import type { CannedSubject, CannedWish, FarAnswer } from '../machines-subject.js';

const { signal } = new AbortController();
const operation = { operation: 'openFirewall', name: 'ssis-scaleout', port: 8391 } as const;

export function describeFaults(open: (wish: CannedWish) => Promise<CannedSubject>): void {
  const failing = (fault: FarAnswer) =>
    open({ answer: (request) => (request.operation === 'inspect' ? { ok: true, value: inspectAnswer() } : fault) });

  test('a connection that breaks in the middle of an operation: its outcome is not known, it is not repeated', async () => {
    await using subject = await failing('cut');
    const call = subject.machines.run(subject.machine, operation, signal);
    await expect(call).rejects.toMatchObject({ code: 'machine.outcome-unknown', exitCode: 4 });
    expect(subject.requests).toEqual([operation]);
    expect(await subject.machines.inspect(subject.machine, signal)).toMatchObject({ known: true });
  });

  test('an operation that prints something and no answer: its outcome is not known', async () => {
    await using subject = await failing({ prints: 'Killed\n' });
    await expect(subject.machines.run(subject.machine, operation, signal)).rejects.toMatchObject({
      code: 'machine.outcome-unknown',
      message: expect.stringContaining('Killed'),
    });
  });

  test('an operation that does not end in time: its outcome is not known', async () => {
    await using subject = await failing('hang');
    const call = subject.machines.run(subject.machine, operation, signal);
    const settled = expect(call).rejects.toMatchObject({
      code: 'machine.outcome-unknown',
      message: 'openFirewall on ETL01: the machine did not answer: nothing came within 120 s.',
    });
    await until('it is under way', () => subject.requests.length === 1);
    subject.elapse();
    await settled;
  });

  test('an operation that is aborted while the machine works ends at once, with the reason', async () => {
    await using subject = await failing('hang');
    const aborting = new AbortController();
    const call = subject.machines.run(subject.machine, operation, aborting.signal);
    const reason = new Error('enough');
    void until('it is under way', () => subject.requests.length === 1).then(() => aborting.abort(reason));
    await expect(call).rejects.toBe(reason);
  });

  test('the end while a machine works ends the call too, and leaves nothing', async () => {
    await using subject = await failing('hang');
    const call = subject.machines.run(subject.machine, operation, signal);
    const settled = expect(call).rejects.toMatchObject({ code: 'machine.outcome-unknown' });
    await until('it is under way', () => subject.requests.length === 1);
    await subject.machines[Symbol.asyncDispose]();
    await settled;
    await until('the far end sees it', () => subject.open() === 0);
  });

  describe('a machine that is looked at and', () => {
    const looking = (answer: FarAnswer) => open({ answer: () => answer });

    test('has no PowerShell is not known, with its first words', async () => {
      await using subject = await looking({ prints: "'powershell.exe' is not recognized\r\n" });
      const seen = await subject.machines.inspect(subject.machine, signal);
      expect(seen).toMatchObject({
        known: false,
        reason: expect.stringContaining("'powershell.exe' is not recognized"),
      });
      const call = subject.machines.run(subject.machine, operation, signal);
      await expect(call).rejects.toMatchObject({ code: 'machine.no-answer' });
      expect(subject.requests).toEqual([]);
    });

    test('says nothing in time is not known', async () => {
      await using subject = await looking('hang');
      const seen = subject.machines.inspect(subject.machine, signal);
      await until('it is under way', () => subject.arrived() === 1);
      subject.elapse();
      expect(await seen).toMatchObject({ known: false, reason: 'ETL01 did not answer within 120 s.' });
    });

    test('breaks the connection every time is not known', async () => {
      await using subject = await looking('cut');
      expect(await subject.machines.inspect(subject.machine, signal)).toMatchObject({ known: false });
      expect(subject.arrived()).toBeLessThanOrEqual(2);
    });

    test.each<[string, object]>([
      ['nothing', {}],
      ['an inspection without parts', { ...inspectAnswer(), installations: [{}] }],
      ['times that are none', { ...inspectAnswer(), clock: 'yesterday' }],
      ["an operation's answer", { changed: true, hostName: 'ETL01' }],
    ])('sends %s is not known', async (_, value) => {
      await using subject = await looking({ prints: frameOf({ ok: true, value }) });
      expect(await subject.machines.inspect(subject.machine, signal)).toMatchObject({
        known: false,
        reason: expect.stringContaining('ETL01'),
      });
    });
  });
}

function frameOf(answer: object): string {
  return `<<<ssis-scaleout:${Buffer.from(JSON.stringify(answer)).toString('base64')}:ssis-scaleout>>>\n`;
}
