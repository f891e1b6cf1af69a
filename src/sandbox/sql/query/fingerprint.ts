import { resolveColumn } from '../expressions/columns.js';
import type { Scope } from '../expressions/scope.js';
import type { Expression } from '../parse/ast.js';

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
