import { expect, test } from 'vitest';
import { approvedWords } from '../../../src/page/client/parts/action-words.js';

const changes = { add: 1, update: 0, remove: 0, manual: 0, unknown: 0, unmanaged: 0, fingerprint: 'ab' };

test.each([
  [{ mode: 'full', approve: true }, 'ab', 'The watch carries it out as soon as it may.'],
  [{ mode: 'safe', approve: true }, 'cd', 'The plan that is shown is another one'],
  [{ mode: 'safe', approve: false }, 'ab', 'This watch does not go by approvals'],
  [{ mode: 'observe', approve: true }, 'ab', 'This watch only observes'],
  [{ mode: 'looks', approve: false }, 'ab', 'only looks'],
] as const)('of an approved plan, a watch of %j is said to do what it does', (head, fingerprint, words) => {
  expect(approvedWords({ fingerprint }, { ...head, changes })).toContain(words);
});

test('where nothing is known of the watch, nothing is promised', () => {
  expect(approvedWords({ fingerprint: 'ab' }, undefined)).toContain('not known');
});
