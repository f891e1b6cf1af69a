import { listed } from '../../counted.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { WorkerRow } from '../worker-row.js';
import { wantedTags } from './protection.js';
import { type WorkerField, workerFields } from './worker-steps.js';

/** A property that differs from what the topology says. */
export interface PropertyDifference {
  readonly field: WorkerField;
  readonly before: string | null;
  /** Null: none. */
  readonly value: string | null;
}

/** A worker that is not registered yet has none. */
export function propertyDifferences(worker: DesiredWorker, row: WorkerRow | undefined): readonly PropertyDifference[] {
  const found: PropertyDifference[] = [];
  for (const field of workerFields) {
    const wanted = field === 'tags' ? wantedTags(worker, row?.tags ?? null) : worker[field];
    const before = row?.[field] ?? null;
    // An empty text and NULL look the same to everyone who reads the catalog.
    if (wanted === undefined || wanted === (before ?? '')) continue;
    found.push({ field, before, value: wanted === '' ? null : wanted });
  }
  return found;
}

/** `description differs`, `displayName and tags differ`. */
export function differing(properties: readonly PropertyDifference[]): string {
  return `${listed(properties.map(({ field }) => field))} ${properties.length === 1 ? 'differs' : 'differ'}`;
}
