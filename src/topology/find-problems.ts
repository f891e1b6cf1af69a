import { runChecks } from './checks/checks.js';
import { checkVersion, isOtherVersion } from './checks/version.js';
import { pathKey, pathOfPointer } from './path.js';
import type { Problem } from './problem.js';
import { schemaProblems } from './schema/schema-problems.js';
import { schemaErrors } from './schema/validate.js';
import { valueProblem } from './schema/value-problem.js';

/** Everything that is wrong with a file's content, each mistake once. */
export function findProblems(root: unknown): readonly Problem[] {
  if (isOtherVersion(root)) return checkVersion(root);
  const found = runChecks(root);
  const errors = schemaErrors(root);
  // The checks know more about a value than the schema does: where one speaks, the schema need not.
  const judged = new Set(found.map(({ path }) => pathKey(path)));
  const others = schemaProblems(root, errors).filter(({ path, at }) => at === 'key' || !judged.has(pathKey(path)));
  const problems = [...found, ...others];
  // Whatever the schema refuses is an error, also where the words for it are missing.
  const isRefused = problems.some(({ severity = 'error' }) => severity === 'error');
  const [first] = isRefused ? [] : errors;
  return first === undefined
    ? problems
    : [...problems, ...valueProblem(root, pathOfPointer(first.instancePath, root), first)];
}
