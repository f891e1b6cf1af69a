// src/topology/checks has the rules of the format that the schema cannot say, by what they are about. Each takes the
// raw value and returns problems with their places; load-topology.ts lists them.

import { shortKey } from '../../domain/machine-name.js';
import { shown } from '../../text/quoted-words.js';
import type { Problem } from '../problem.js';
import { isBlock, listAt, type Path, textAt, valueAt } from '../raw-value.js';
import { isSecretOf } from '../secrets.js';
import { parseMachineName } from '../values/worker.js';

/** A machine that is listed twice among the workers, or twice among the master's machines. */
export function checkDuplicateMachines(root: unknown): readonly Problem[] {
  const workers = listAt(root, ['workers']).map((_worker, index): Path => ['workers', index, 'machine']);
  const masters = listAt(root, ['master', 'machines']).map((_machine, index): Path => ['master', 'machines', index]);
  return [...duplicates(root, workers), ...duplicates(root, masters)];
}

/** The names so far that share a first label: at most one of them short, the full ones of different domains. */
interface Namesakes {
  short?: string;
  readonly full: Map<string, string>;
}

/** Finds what `sameMachine` finds for each pair, in linear time: a name is compared only with its namesakes. */
function duplicates(root: unknown, paths: readonly Path[]): readonly Problem[] {
  const byLabel = new Map<string, Namesakes>();
  return paths.flatMap((path): readonly Problem[] => {
    const name = textAt(root, path);
    if (name === undefined || !('value' in parseMachineName(name))) return [];
    const label = shortKey(name);
    const known = byLabel.get(label) ?? { full: new Map<string, string>() };
    byLabel.set(label, known);
    const isShort = !name.includes('.');
    const first = isShort ? (known.short ?? firstOf(known.full)) : (known.full.get(name.toUpperCase()) ?? known.short);
    if (isShort) known.short ??= name;
    else if (!known.full.has(name.toUpperCase())) known.full.set(name.toUpperCase(), name);
    if (first === undefined) return [];
    const isHidden = isSecretOf(root, name) || isSecretOf(root, first);
    const also = first === name || isHidden ? '' : `, first as ${shown(first)}`;
    const machine = isHidden ? 'This machine' : `The machine ${shown(name)}`;
    return [{ code: 'topology.duplicate-machine', path, detail: `${machine} is listed twice${also}.` }];
  });
}

function firstOf(names: ReadonlyMap<string, string>): string | undefined {
  for (const name of names.values()) return name;
  return undefined;
}

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

/** `prune: true` over no workers: a file that was cut off, or a wrong one, would remove every worker. */
export function checkPruneWithoutWorkers(root: unknown): readonly Problem[] {
  const workers = valueAt(root, ['workers']);
  const isEmpty = workers === undefined || workers === null || (Array.isArray(workers) && workers.length === 0);
  if (valueAt(root, ['policy', 'prune']) !== true || !isEmpty) return [];
  const detail = 'policy.prune is true and the file lists no workers: every worker would be removed.';
  return [{ code: 'topology.prune-without-workers', path: ['policy', 'prune'], detail }];
}
