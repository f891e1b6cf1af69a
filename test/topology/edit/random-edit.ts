import type { TopologyEdit } from '../../../src/topology/edit/edit-topology.js';
import type { Random } from './random.js';
import { oddTexts, randomContent } from './random-content.js';
import type { Path } from './random-text.js';

/** Every path of a content, collections included. */
export function pathsOf(content: unknown, path: Path = []): readonly Path[] {
  if (typeof content !== 'object' || content === null) return [path];
  const entries = Array.isArray(content) ? content.map((one, index) => [index, one] as const) : Object.entries(content);
  return [...(path.length === 0 ? [] : [path]), ...entries.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

/** Keys that a file may lack, with the blocks around them. */
const missing: readonly [Path, ...Path[]] = [
  ['policy', 'drain', 'timeout'],
  ['policy', 'rollout', 'order'],
  ['scaleOut', 'enabled'],
  ['catalog', 'database'],
  ['master', 'certificate', 'file'],
  ['access', 'transport'],
];

const ofWorker: readonly [Path, ...Path[]] = [
  ['description'],
  ['tags'],
  ['enabled'],
  ['settings', 'MaxTaskCount'],
  ['settings', 'A Key: odd'],
  ['access', 'jump', 'host'],
  ['certificate', 'file'],
];

/** An edit of a content, of any kind. */
export function randomEdit(random: Random, content: Record<string, unknown>): TopologyEdit {
  const { below, chance, of } = random;
  const paths = pathsOf(content) as unknown as readonly [Path, ...Path[]];
  const scalar = () => of<unknown>([of(oddTexts), of(oddTexts), true, false, below(1000), 1.5, null]);
  const workers = (content.workers ?? []) as readonly unknown[];
  switch (below(workers.length === 0 ? 5 : 8)) {
    case 0:
    case 1: {
      const leaves = paths.filter((path) => !isCollection(content, path)) as unknown as readonly [Path, ...Path[]];
      return { kind: 'set', path: of(leaves), value: scalar() };
    }
    case 2: {
      const path = workers.length > 0 && chance(70) ? ['workers', below(workers.length), ...of(ofWorker)] : of(missing);
      return isReachable(content, path) ? { kind: 'set', path, value: scalar() } : { kind: 'unset', path };
    }
    case 3: {
      const other = randomContent(random);
      const theirs = pathsOf(other).filter((path) => isReachable(content, path)) as unknown as readonly [
        Path,
        ...Path[],
      ];
      const path = of(theirs);
      return { kind: 'set', path, value: valueIn(other, path) };
    }
    case 4:
    case 5:
      if (chance(50)) return { kind: 'unset', path: of(paths) };
      return addition(random, workers);
    case 6:
      return addition(random, workers);
    default:
      return { kind: 'removeWorker', index: below(workers.length) };
  }
}

function addition(random: Random, workers: readonly unknown[]): TopologyEdit {
  const { below, chance, of } = random;
  const like = workers.length > 0 && chance(60) ? below(workers.length) : undefined;
  const model = like === undefined ? {} : (workers[like] as Record<string, unknown>);
  const entry = {
    machine: 'ETL99',
    ...(chance(50) ? { description: of(oddTexts) } : {}),
    ...model,
    ...(typeof model === 'object' ? { machine: `ETL${10 + below(80)}` } : {}),
    ...(chance(30) ? { settings: { MaxTaskCount: 2 } } : {}),
  };
  return { kind: 'addWorker', entry, ...(like === undefined ? {} : { like }) };
}

export function valueIn(content: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key],
    content,
  );
}

function isCollection(content: unknown, path: Path): boolean {
  const value = valueIn(content, path);
  return typeof value === 'object' && value !== null;
}

/** Whether the blocks and lists around a path are such, or missing. */
function isReachable(content: unknown, path: Path): boolean {
  return path.every((key, index) => {
    const around = valueIn(content, path.slice(0, index)) ?? undefined;
    if (around === undefined) return typeof key !== 'number' || key === 0;
    return typeof key === 'number'
      ? Array.isArray(around) && key <= around.length
      : typeof around === 'object' && !Array.isArray(around);
  });
}
