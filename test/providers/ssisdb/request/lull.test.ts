import { expect, test } from 'vitest';
import { createLull } from '../../../../src/providers/ssisdb/request/lull.js';

test('without writes a lull is there with the next turn of the event loop', async () => {
  await createLull(60_000).reached();
});

test('a lull comes when the last of the writes has ended, also with an error', async () => {
  const lull = createLull(60_000);
  const order: string[] = [];
  let end: () => void = () => undefined;
  const first = lull.during(() => new Promise<void>((resolve) => (end = resolve))).then(() => order.push('first'));
  const second = lull.during(() => Promise.reject(new Error('refused'))).catch(() => order.push('second'));
  const lulled = Promise.all([lull.reached(), lull.reached()]).then(() => order.push('lull'));
  await second;
  end();
  await Promise.all([first, lulled]);
  expect(order).toEqual(['second', 'first', 'lull']);
});

test('nobody waits for a lull longer than the limit', async () => {
  const lull = createLull(5);
  let end: () => void = () => undefined;
  const write = lull.during(() => new Promise<void>((resolve) => (end = resolve)));
  await lull.reached();
  end();
  await write;
});
