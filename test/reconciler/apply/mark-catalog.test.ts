import { expect, test } from 'vitest';
import { ScaleoutError } from '../../../src/errors/errors.js';
import { markCatalog } from '../../../src/reconciler/apply/apply.js';
import { catalogOf } from '../../support/build.js';
import { type Fault, modelCatalog } from '../../support/model-catalog.js';

const { signal } = new AbortController();
const marked = (value: string | null) => catalogOf([], { mark: { known: true, value } });

async function mark(observed: ReturnType<typeof marked>, faults: readonly Fault[] = []) {
  const left = [...faults];
  const catalog = modelCatalog(observed, () => left.shift() ?? 'none');
  const diagnostics = await markCatalog(catalog, 'test', observed, signal);
  return { diagnostics, writes: catalog.writes, now: (await catalog.observe(signal)).mark };
}

test.each([
  ['is missing', marked(null)],
  ['names another', marked('finance')],
  ['differs in case', marked('TEST')],
  ['cannot be seen', catalogOf([], { mark: { known: false, reason: 'no rights' } })],
])('a mark that %s is set', async (_, observed) => {
  const { diagnostics, now } = await mark(observed);
  expect(diagnostics).toEqual([]);
  expect(now).toEqual({ known: true, value: 'test' });
});

test('our own mark is left alone', async () => {
  expect((await mark(marked('test'))).writes).toEqual([]);
});

test.each(['lostBefore', 'lostAfter'] as const)('a write that was %s is done again', async (fault) => {
  expect((await mark(marked(null), [fault])).now).toEqual({ known: true, value: 'test' });
});

test('a login that may not is told of by a note', async () => {
  const catalog = {
    ...modelCatalog(marked(null)),
    setMark: () => Promise.reject(new ScaleoutError('catalog.permission-denied', 'no db_owner')),
  };
  const found = await markCatalog(catalog, 'test', marked(null), signal);
  expect(found).toMatchObject([{ severity: 'note', code: 'plan.not-marked', detail: 'no db_owner' }]);
});

test('another refusal is thrown', async () => {
  await expect(mark(marked(null), ['refused'])).rejects.toMatchObject({ code: 'catalog.lock-timeout' });
  await expect(mark(marked(null), ['lostBefore', 'lostAfter'])).rejects.toMatchObject({
    code: 'catalog.outcome-unknown',
  });
});
