import { describe, expect, it } from 'vitest';
import { head, read } from '../read.js';

describe('policy.notify', () => {
  it('is read with its defaults', () => {
    const { topology } = read(`${head}policy:
  notify:
    - { type: slack, url: { env: SLACK_URL }, on: [failure, recovery] }
    - { type: generic, url: { file: secrets/url }, secret: { env: KEY } }
`);
    expect(topology?.policy.notify).toEqual([
      { type: 'slack', url: { env: 'SLACK_URL' }, on: ['failure', 'recovery'] },
      { type: 'generic', url: { file: expect.stringMatching(/[\\/]secrets[\\/]url$/) }, secret: { env: 'KEY' } },
    ]);
  });

  it('is absent where nobody is named', () => {
    expect(read(head).topology?.policy).not.toHaveProperty('notify');
    expect(read(`${head}policy: { notify: [] }\n`).topology?.policy).not.toHaveProperty('notify');
  });

  it.each([
    ['without a type', '{ url: { env: A } }'],
    ['without an address', '{ type: slack }'],
    ['with a type that there is not', '{ type: email, url: { env: A } }'],
    ['with an event that there is not', '{ type: slack, url: { env: A }, on: [drfit] }'],
    ['with no event', '{ type: slack, url: { env: A }, on: [] }'],
    ['with a key that there is not', '{ type: slack, url: { env: A }, channel: x }'],
  ])('%s is refused', (_name, target) => {
    const { topology, diagnostics } = read(`${head}policy: { notify: [${target}] }\n`);
    expect(topology).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
