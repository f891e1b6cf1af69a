import type { WorkerProperty } from '../../../reconciler/catalog.js';
import type { WorkerRow } from '../../../reconciler/worker-row.js';

/** What a row has in the column that the procedure calls so. */
export function propertyOf(row: WorkerRow, property: WorkerProperty): string | null {
  switch (property) {
    case 'DisplayName':
      return row.displayName;
    case 'Description':
      return row.description;
    case 'Tags':
      return row.tags;
  }
}
