import type { Path } from '../path.js';
import type { Problem } from '../problem.js';
import { isBlock, listAt, valueAt } from '../raw-value.js';
import { subject } from '../schema/words.js';
import { secretKeys } from '../secret-key.js';
import { accessBlocks } from './access-blocks.js';

/** Secrets that are written into the file in place of a reference. Their text is in no message. */
export function checkInlineSecrets(root: unknown): readonly Problem[] {
  const accesses = accessBlocks(root);
  const jumps = accesses.map((access): Path => [...access, 'jump']);
  const targets = listAt(root, ['policy', 'notify']).map((_, index): Path => ['policy', 'notify', index]);
  const blocks: readonly Path[] = [['catalog', 'authentication'], ...accesses, ...jumps, ...targets];
  return blocks.flatMap((block) => {
    const value = valueAt(root, block);
    if (!isBlock(value)) return [];
    return Object.keys(value)
      .filter((key) => secretKeys.has(key) && isPlain(value[key]))
      .map((key) => inlineSecret(root, [...block, key]));
  });
}

function isPlain(value: unknown): boolean {
  return value !== null && typeof value !== 'object';
}

function inlineSecret(root: unknown, path: Path): Problem {
  const key = path.at(-1);
  const isKeyFile = key === 'identity';
  return {
    code: 'topology.inline-secret',
    path,
    detail: `${subject(root, path)} must say where the secret is, not hold it.`,
    ...(isKeyFile ? { remedy: 'Write identity: { file: PATH }, with the path of the private key.' } : {}),
  };
}
