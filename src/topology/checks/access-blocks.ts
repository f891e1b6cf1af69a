import type { Path } from '../path.js';
import { isBlock, listAt, valueAt } from '../raw-value.js';

/** The places of the access blocks in a file: its own, and those of workers that have one. */
export function accessBlocks(root: unknown): readonly Path[] {
  const ofWorkers = listAt(root, ['workers']).map((_worker, index): Path => ['workers', index, 'access']);
  return [['access'], ...ofWorkers].filter((path) => isBlock(valueAt(root, path)));
}
