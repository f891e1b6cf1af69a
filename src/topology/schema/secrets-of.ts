import { isBlock } from '../raw-value.js';
import { isVariableName, looksSecret } from '../secret-key.js';

const found = new WeakMap<object, ReadonlySet<string>>();

/**
 * Whether a text is a secret that a file holds in plain, at any place: an alias takes it to where nothing tells that it is
 * one. Looks through the file once.
 */
export function isSecretOf(root: unknown, text: string): boolean {
  if (typeof root !== 'object' || root === null) return false;
  const known = found.get(root) ?? secretsIn(root);
  found.set(root, known);
  return known.has(text);
}

function secretsIn(root: object): ReadonlySet<string> {
  const secrets = new Set<string>();
  const walk = (value: unknown, isSecret: boolean): void => {
    if (Array.isArray(value)) {
      for (const item of value) walk(item, isSecret);
    } else if (isBlock(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const isReference = isSecret && (key === 'file' || (key === 'env' && isVariableName(String(inner))));
        if (!isReference) walk(inner, isSecret || looksSecret(key));
      }
    } else if (isSecret && value !== null) {
      secrets.add(String(value));
    }
  };
  walk(root, false);
  return secrets;
}
