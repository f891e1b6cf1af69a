import { describe, expect, test } from 'vitest';
import { examinationOf } from '../../../../src/providers/machines/observation/examination.js';

const folder = {
  role: 'worker',
  use: 'logs',
  path: 'C:\\logs',
  exists: true,
  files: 1,
  bytes: 10,
  isMore: false,
  oldest: null,
  newest: '2026-11-24T02:15:20Z',
};
const event = {
  at: '2026-11-24T02:15:20Z',
  source: 'Schannel',
  id: 36885,
  service: null,
  error: null,
  message: 'x'.repeat(900),
};
const whole = {
  services: {
    value: [
      { name: 'SSISScaleOutWorker160', rights: ['SeImpersonatePrivilege', 'SeDebugPrivilege'], administrator: false },
    ],
  },
  events: { value: [event] },
  listeners: { value: [{ port: 8391, processId: 4, process: null }] },
  urls: { value: [{ url: 'https://+:8391/', accounts: ['S-1-5-80-1'] }] },
  reached: { value: [{ host: 'etl', port: 8391, result: 'open', addresses: ['10.0.0.1'] }] },
  folders: { value: [folder] },
  disks: { value: [{ name: 'C:\\', freeBytes: 1, totalBytes: 2 }] },
  tls: { value: { protocols: [{ name: 'TLS 1.2 Client', enabled: false }], strongCrypto: 1, systemDefault: null } },
  root: { value: { certificates: 3, subjectBytes: 100 } },
  load: { value: { cpuPercent: 7, freeMemoryMegabytes: 100 } },
};
const read = (different: object) => examinationOf({ value: { ...whole, ...different }, path: 'examination' });

describe('what a machine answers to an examination', () => {
  test('becomes values, rights by their meaning, texts cut', () => {
    const found = read({});
    expect(Object.values(found).every(({ known }) => known)).toBe(true);
    expect(found.services).toMatchObject({ value: [{ rights: { known: true, value: ['impersonate'] } }] });
    expect(found.events).toMatchObject({ value: [{ message: 'x'.repeat(500) }] });
  });

  test.each<[keyof typeof whole, unknown]>([
    ['services', { value: [{ rights: [] }] }],
    ['events', { value: [{ ...event, at: 'yesterday' }] }],
    ['events', { value: Array.from({ length: 1001 }, () => event) }],
    ['listeners', { value: [{ port: -1, processId: 4, process: null }] }],
    ['urls', { value: [{ url: 'https://+:1/', accounts: [7] }] }],
    ['reached', { value: [{ host: 'etl', port: 1, result: 'fine', addresses: [] }] }],
    ['folders', { value: [{ ...folder, bytes: 1.5 }] }],
    ['folders', { value: [{ ...folder, use: 'toString' }] }],
    ['disks', { value: 'C:' }],
    ['tls', { value: { protocols: {} } }],
    ['root', {}],
    ['load', { error: 'the counters are off' }],
  ])('a part that makes no sense is unknown, and the others keep their value: %s', (part, value) => {
    const found = read({ [part]: value });
    expect(found[part]).toMatchObject({ known: false, reason: expect.stringMatching(/./) });
    const others = Object.entries(found).filter(([name]) => name !== part);
    expect(others.every(([, { known }]) => known)).toBe(true);
  });

  test('rights that were not told are unknown, never none', () => {
    const { services } = read({
      services: { value: [{ name: 'A', rightsError: 'Access is denied.', administrator: true }] },
    });
    expect(services).toMatchObject({
      value: [{ rights: { known: false, reason: 'Access is denied.' }, administrator: { known: true, value: true } }],
    });
  });
});
