import { checkAccess, checkInlineSecrets } from './checks/access.js';
import { checkSettingSpellings, checkSettings } from './checks/settings.js';
import { checkValues, checkWindows } from './checks/values.js';
import { checkDuplicateMachines, checkNotManaged, checkPruneWithoutWorkers } from './checks/workers.js';
import { type Check, described, type Problem } from './problem.js';
import { pathKey, pathOfPointer, textAt } from './raw-value.js';
import { schemaErrors, schemaProblems, valueProblem } from './schema-problems.js';

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

const checks: readonly Check[] = [
  checkVersion,
  checkInlineSecrets,
  checkValues,
  checkDuplicateMachines,
  checkAccess,
  checkPruneWithoutWorkers,
  checkSettings,
  checkSettingSpellings,
  checkWindows,
  checkNotManaged,
];

/** What the schema cannot say about a file. */
function runChecks(root: unknown): readonly Problem[] {
  return checks.flatMap((check) => check(root));
}

const supported = 'ssis-scaleout/v1';

/** An apiVersion other than the one that this version reads. */
function checkVersion(root: unknown): readonly Problem[] {
  const version = textAt(root, ['apiVersion']);
  if (version === undefined || version === supported) return [];
  const detail = `apiVersion is ${described(root, version, ['apiVersion'])}; this version of scaleout reads ${supported}.`;
  return [{ code: 'topology.unsupported-version', path: ['apiVersion'], detail }];
}

/** Whether the file is of another version of this format, so that nothing else in it can be judged. */
function isOtherVersion(root: unknown): boolean {
  return /^ssis-scaleout\/v\d/.test(textAt(root, ['apiVersion']) ?? '') && checkVersion(root).length > 0;
}
