import { shortKey } from '../../machine-name.js';
import type { Path } from '../path.js';
import type { Problem } from '../problem.js';
import { listAt, textAt } from '../raw-value.js';
import { isSecretOf } from '../schema/secrets-of.js';
import { shown } from '../shown.js';
import { parseMachineName } from '../values/machine-name.js';

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
