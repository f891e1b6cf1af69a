import type { Run } from './scalar.js';
import type { Compilation } from './scope.js';

/** What is worked out at most once in each run of the statement. */
export function memoised<Value>(compilation: Compilation, make: (run: Run) => Value): (run: Run) => Value {
  const memo = compilation.memos;
  compilation.memos += 1;
  return (run) => {
    const known = run.memo[memo] as { readonly value: Value } | undefined;
    if (known !== undefined) return known.value;
    const value = make(run);
    run.memo[memo] = { value };
    return value;
  };
}
