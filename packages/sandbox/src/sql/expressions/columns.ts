import { ambiguousColumn, invalidColumn, notGrouped, unboundIdentifier } from '../messages/names.js';
import type { Expression } from '../parse/ast.js';
import type { Place, Scalar, Scope, Source } from './compilation.js';

interface ResolvedColumn {
  readonly source: Source;
  readonly index: number;
  /** From the query itself, not from one around it. */
  readonly own: boolean;
}

/** The column that a name means; throws 207, 209 or 4104. */
export function resolveColumn(parts: readonly string[], scope: Scope): ResolvedColumn {
  const name = parts.at(-1)?.toLowerCase() ?? '';
  const qualifier = parts.slice(0, -1).map((part) => part.toLowerCase());
  for (let at: Scope | undefined = scope, own = true; at !== undefined; at = at.outer, own = false) {
    const candidates = qualifier.length === 0 ? at.sources : at.sources.filter((source) => isNamed(source, qualifier));
    const found = candidates.flatMap((source) =>
      source.columns.flatMap((column, index) => (column.name.toLowerCase() === name ? [{ source, index }] : [])),
    );
    const [first, second] = found;
    if (first !== undefined && second !== undefined) throw ambiguousColumn(parts.join('.'));
    if (first !== undefined) {
      markCorrelated(scope, at);
      return { ...first, own };
    }
    if (qualifier.length > 0 && candidates.length > 0) throw invalidColumn(parts.at(-1) ?? '');
  }
  throw qualifier.length > 0 ? unboundIdentifier(parts.join('.')) : invalidColumn(parts[0] ?? '');
}

function markCorrelated(from: Scope, to: Scope): void {
  for (let at: Scope | undefined = from; at !== undefined && at !== to; at = at.outer) at.correlated = true;
}

/** By alias, or by name with as much of schema and database as is written. */
export function isNamed(source: Source, qualifier: readonly string[]): boolean {
  const own = source.object;
  const full = own === undefined ? [source.name] : [own.database ?? '', own.schema ?? '', own.name];
  const tail = full.slice(-qualifier.length).map((part) => part.toLowerCase());
  return qualifier.length === 1
    ? source.name.toLowerCase() === qualifier[0]
    : own !== undefined && qualifier.every((part, index) => part === tail[index] || part === '');
}

export function compileColumn(parts: readonly string[], place: Place): Scalar {
  const resolved = resolveColumn(parts, place.scope);
  if (resolved.own && place.grouping !== undefined) {
    const { name, columns } = resolved.source;
    throw notGrouped(`${name}.${columns[resolved.index]?.name ?? ''}`, place.grouping.clause);
  }
  return columnScalar(resolved);
}

export function columnScalar({ source, index }: Pick<ResolvedColumn, 'source' | 'index'>): Scalar {
  const { slot } = source;
  const column = source.columns[index];
  if (column === undefined) throw invalidColumn(String(index));
  return {
    type: column.type,
    nullable: column.nullable || source.optional,
    evaluate: ({ rows }) => rows[slot]?.[index] ?? null,
  };
}

/** The same text for expressions that mean the same: names are resolved, places in the source left out. */
export function fingerprint(expression: Expression, scope: Scope): string {
  return JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'span' || key === 'quote_style') return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if ('Nested' in value && Object.keys(value).length === 1) return value.Nested;
    const parts =
      'Identifier' in value
        ? [(value.Identifier as { readonly value: string }).value]
        : 'CompoundIdentifier' in value
          ? (value.CompoundIdentifier as readonly { readonly value: string }[]).map((part) => part.value)
          : undefined;
    if (parts === undefined || key === 'name') return value;
    try {
      const { source, index } = resolveColumn(parts, scope);
      return `${source.slot}:${index}`;
    } catch {
      return parts.join('.').toLowerCase();
    }
  });
}
