import { coerced, commonTypeOf } from '../expressions/coerce.js';
import { compileScalar } from '../expressions/compile-scalar.js';
import { type CompiledQuery, emptyScope, type QueryContext } from '../expressions/scope.js';
import type { QueryBody } from '../parse/ast.js';
import { sqlError } from '../sql-error.js';
import { int } from '../types/type-name.js';

/** A table of values, which has no column names of its own. */
export function compileValues(
  { rows }: Extract<QueryBody, { readonly Values: unknown }>['Values'],
  { compilation, outer, commonTables }: QueryContext,
): CompiledQuery {
  const scope = emptyScope(outer, commonTables);
  const scalars = rows.map((row) =>
    ('content' in row ? row.content : row).map((value) => compileScalar(value, { compilation, scope })),
  );
  const width = scalars[0]?.length ?? 0;
  if (scalars.some((row) => row.length !== width)) {
    throw sqlError(10709, 16, 1, 'The number of columns for each row in a table value constructor must be the same.');
  }
  const types = Array.from(
    { length: width },
    (_, index) => commonTypeOf(scalars.flatMap((row) => row[index] ?? [])) ?? int,
  );
  const typed = scalars.map((row) => row.map((scalar, index) => coerced(scalar, types[index] ?? int)));
  return {
    columns: types.map((type, index) => ({
      name: '',
      type,
      nullable: typed.some((row) => row[index]?.nullable ?? true),
    })),
    correlated: scope.correlated,
    run(run, emit) {
      for (const row of typed) {
        if (!emit(row.map(({ evaluate }) => evaluate(run)))) return;
      }
    },
  };
}
