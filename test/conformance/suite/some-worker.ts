import { randomUUID } from 'node:crypto';
import type { TestContext } from 'vitest';
import type { Catalog } from '../../../src/domain/catalog.js';
import { type WorkerAgentId, type WorkerRow, workerAgentId } from '../../../src/domain/rows.js';
import type { CatalogSubject, Who } from '../catalog-subject.js';

/** The signal of a test that aborts nothing. */
export const { signal } = new AbortController();

/** An id that no worker has. */
export function strangeId(): WorkerAgentId {
  return workerAgentId(randomUUID());
}

/** The workers of a catalog; the test is skipped where there are not enough. */
export async function workersOf(catalog: Catalog, context: TestContext, count = 1): Promise<readonly WorkerRow[]> {
  const { workers } = await catalog.observe(signal);
  if (!workers.known) return context.skip(`the workers are unknown: ${workers.reason}`);
  if (workers.value.length < count)
    context.skip(`the catalog has ${workers.value.length} workers, this needs ${count}`);
  return workers.value;
}

/** One worker of a catalog; the test is skipped where there is none. */
export async function someWorker(catalog: Catalog, context: TestContext): Promise<WorkerRow> {
  const [worker] = await workersOf(catalog, context);
  return worker ?? context.skip('the catalog has no worker');
}

/** The row as it is now. */
export async function rowOf(catalog: Catalog, id: WorkerAgentId): Promise<WorkerRow | undefined> {
  return (await catalog.readWorkers([id], signal)).get(id);
}

/** The catalog as somebody else; the test is skipped where that cannot be. */
export function openedAs(subject: CatalogSubject, who: Who, context: TestContext): Catalog {
  return subject.openAs?.(who) ?? context.skip(`no login of the kind ${who} is known here`);
}
