import type { Path } from '../path.js';
import type { Problem } from '../problem.js';
import { isBlock, listAt, valueAt } from '../raw-value.js';

/** Certificates and settings of workers whose machines are not reached: said once a file, at the first of them. */
export function checkNotManaged(root: unknown): readonly Problem[] {
  const ofFile = transportOf(root, ['access']) ?? 'none';
  const ignored = listAt(root, ['workers']).flatMap((worker, index): readonly Path[] => {
    if (!isBlock(worker) || (transportOf(worker, ['access']) ?? ofFile) !== 'none') return [];
    return Object.keys(worker)
      .filter((key) => key === 'certificate' || key === 'settings')
      .map((key) => ['workers', index, key]);
  });
  const [first] = ignored;
  if (first === undefined) return [];
  const workers = new Set(ignored.map((path) => path[1])).size;
  const whose = workers === 1 ? 'one worker' : `${workers} workers`;
  return [
    {
      code: 'topology.not-managed',
      severity: 'note',
      path: first,
      at: 'key',
      detail: `Certificate or settings of ${whose} are left alone: with the transport none, machines are not touched.`,
    },
  ];
}

function transportOf(value: unknown, path: Path): unknown {
  const access = valueAt(value, path);
  return isBlock(access) ? access.transport : undefined;
}
