import type { Problem } from '../problem.js';
import { textAt } from '../raw-value.js';
import { described } from '../schema/words.js';

const supported = 'ssis-scaleout/v1';

/** An apiVersion other than the one that this version reads. */
export function checkVersion(root: unknown): readonly Problem[] {
  const version = textAt(root, ['apiVersion']);
  if (version === undefined || version === supported) return [];
  const detail = `apiVersion is ${described(root, version, ['apiVersion'])}; this version of scaleout reads ${supported}.`;
  return [{ code: 'topology.unsupported-version', path: ['apiVersion'], detail }];
}

/** Whether the file is of another version of this format, so that nothing else in it can be judged. */
export function isOtherVersion(root: unknown): boolean {
  return /^ssis-scaleout\/v\d/.test(textAt(root, ['apiVersion']) ?? '') && checkVersion(root).length > 0;
}
