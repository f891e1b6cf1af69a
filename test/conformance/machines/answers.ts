import { expect, test } from 'vitest';
import { type MachineOperation, type MachineResult, thumbprint } from '../../../src/domain/machines.js';
import type { FailureCode } from '../../../src/providers/machines/script/wire.js';
import {
  certificate,
  certificateThumbprint,
  hostile,
  inspectAnswer,
} from '../../providers/machines/support/inspect-answer.js';
import type { CannedSubject, CannedWish } from '../machines-subject.js';

const { signal } = new AbortController();
const mark = thumbprint(certificateThumbprint);
const der = certificate.raw.toString('base64');
const content = Buffer.from(hostile, 'utf16le').toString('base64');

const operations: Readonly<Record<MachineOperation['operation'], MachineOperation>> = {
  // It may sign others, as the certificate of a sandbox's server does.
  trustCertificate: {
    operation: 'trustCertificate',
    certificate: der,
    thumbprint: mark,
    mark: hostile,
    authority: true,
  },
  distrustCertificate: { operation: 'distrustCertificate', thumbprint: mark },
  createCertificate: {
    operation: 'createCertificate',
    names: [hostile, 'etl01'],
    mark: hostile,
    days: 825,
    store: 'Root',
    usage: 'server',
    replaces: mark,
  },
  grantKey: { operation: 'grantKey', store: 'My', thumbprint: mark, service: hostile },
  readConfig: { operation: 'readConfig', path: hostile },
  writeConfig: { operation: 'writeConfig', path: hostile, content, expectedSha256: 'ab'.repeat(32) },
  setStartMode: { operation: 'setStartMode', service: hostile, mode: 'automatic' },
  startService: { operation: 'startService', service: hostile, timeoutSeconds: 5 },
  stopService: { operation: 'stopService', service: hostile, timeoutSeconds: 5 },
  restartService: { operation: 'restartService', service: hostile, timeoutSeconds: 5 },
  bindPort: { operation: 'bindPort', port: 8391, thumbprint: mark },
  openFirewall: { operation: 'openFirewall', name: hostile, port: 8391 },
};

const failures: Readonly<Record<FailureCode, string>> = {
  accessDenied: 'machine.access-denied',
  moved: 'machine.moved',
  certificateMissing: 'machine.certificate-missing',
  certificateInvalid: 'machine.certificate-invalid',
  keyMissing: 'machine.key-missing',
  keyInTpm: 'machine.key-in-tpm',
  serviceMissing: 'machine.service-missing',
  serviceTimeout: 'machine.service-timeout',
  serviceFailed: 'machine.service-failed',
  clusterUnknown: 'machine.cluster-unknown',
  configMissing: 'machine.config-missing',
  configUnreadable: 'machine.config-unreadable',
  configInUse: 'machine.config-in-use',
  configReadOnly: 'machine.config-read-only',
  configNotWritten: 'machine.config-not-written',
  certificateNotMade: 'machine.certificate-not-made',
  storeFailed: 'machine.store-failed',
  keyRightsFailed: 'machine.key-rights-failed',
  bindingFailed: 'machine.binding-failed',
  firewallFailed: 'machine.firewall-failed',
  firewallUnreadable: 'machine.firewall-unreadable',
  writeWithoutEffect: 'machine.write-without-effect',
  languageMode: 'machine.language-mode',
  scriptFailed: 'machine.script-failed',
};

export function describeAnswers(open: (wish: CannedWish) => Promise<CannedSubject>): void {
  test('every operation arrives byte for byte, and what it yields comes back', async () => {
    const value = { changed: true, certificate: der, path: hostile, content };
    await using subject = await open({
      answer: ({ operation }) => ({ ok: true, value: operation === 'inspect' ? inspectAnswer() : value }),
    });
    const results: MachineResult[] = [];
    for (const operation of Object.values(operations)) {
      results.push(await subject.machines.run(subject.machine, operation, signal));
    }
    expect(subject.requests).toEqual(Object.values(operations));
    expect(results.every(({ changed }) => changed)).toBe(true);
    const yielded = results.filter((result) => Object.keys(result).length > 1);
    expect(yielded).toEqual([
      { changed: true, certificate: { der, thumbprint: mark } },
      { changed: true, config: { path: hostile, content, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
  });

  test('nothing is sent to be trusted that may sign others unasked, has another thumbprint, or is no certificate', async () => {
    await using subject = await open({ answer: () => ({ ok: true, value: { changed: true } }) });
    const trust = { operation: 'trustCertificate', certificate: der, thumbprint: mark, mark: hostile } as const;
    const asked = { ...trust, authority: true } as const;
    const bytes = Buffer.from(der, 'base64');
    const behind = Buffer.concat([bytes, Buffer.from('x')]).toString('base64');
    for (const [operation, code] of [
      [trust, 'guard.certificate-authority'],
      [{ ...asked, thumbprint: thumbprint('AB'.repeat(20)) }, 'machine.certificate-invalid'],
      [{ ...asked, certificate: behind }, 'machine.certificate-invalid'],
      [{ ...asked, certificate: 'AAAA' }, 'machine.certificate-invalid'],
    ] as const) {
      await expect(subject.machines.run(subject.machine, operation, signal)).rejects.toMatchObject({ code });
    }
    expect(subject.arrived()).toBe(0);
  });

  test('an examination is asked for in the one request that inspects', async () => {
    const asked: unknown[] = [];
    await using subject = await open({
      answer(request) {
        asked.push(request);
        return { ok: true, value: inspectAnswer() };
      },
    });
    const examine = { connect: [{ host: hostile, port: 1433 }] };
    expect(await subject.machines.inspect(subject.machine, signal, examine)).toMatchObject({ known: true });
    expect(asked).toEqual([{ operation: 'inspect', examine }]);
    expect(subject.arrived()).toBe(1);
  });

  test('every failure has its error, with machine, operation and message', async () => {
    const codes = Object.keys(failures) as FailureCode[];
    let next = 0;
    await using subject = await open({
      answer({ operation }) {
        if (operation === 'inspect') return { ok: true, value: inspectAnswer() };
        const code = codes[next] ?? 'scriptFailed';
        next += 1;
        return { ok: false, code, message: `it is ${code}\r\n\u001b[31m\u202ered` };
      },
    });
    for (const code of codes) {
      const call = subject.machines.run(subject.machine, operations.readConfig, signal);
      const message = `readConfig on ETL01: it is ${code} red`;
      await expect(call).rejects.toMatchObject({ code: failures[code], message });
    }
  });

  test('a machine that answers for another one is not known, and nothing is done there', async () => {
    await using subject = await open({
      answer: () => ({ ok: true, value: inspectAnswer({ hostName: 'ETL02' }) }),
    });
    const seen = await subject.machines.inspect(subject.machine, signal);
    expect(seen).toMatchObject({ known: false, reason: 'Where ETL01 is looked for, ETL02 answers.' });
    const call = subject.machines.run(subject.machine, operations.openFirewall, signal);
    await expect(call).rejects.toMatchObject({ code: 'machine.wrong-host' });
    expect(subject.requests).toEqual([]);
  });

  test('a machine that cannot look at itself is not known, with what it said', async () => {
    await using subject = await open({ answer: () => ({ ok: false, code: 'accessDenied', message: 'not for you' }) });
    const seen = await subject.machines.inspect(subject.machine, signal);
    expect(seen).toMatchObject({ known: false, reason: 'inspect on ETL01: not for you' });
  });

  test('5 MB go there and come back', async () => {
    const big = 'x'.repeat(5_000_000);
    const sent = { operation: 'writeConfig', path: 'C:\\x', content: big, expectedSha256: '' } as const;
    const value = { changed: false, path: 'C:\\x', content: Buffer.from(big).toString('base64') };
    await using subject = await open({
      answer: ({ operation }) => ({ ok: true, value: operation === 'inspect' ? inspectAnswer() : value }),
    });
    const { config } = await subject.machines.run(subject.machine, operations.readConfig, signal);
    expect(Buffer.from(config?.content ?? '', 'base64').toString()).toBe(big);
    await subject.machines.run(subject.machine, sent, signal);
    expect(subject.requests.at(-1)).toEqual(sent);
  });
}
