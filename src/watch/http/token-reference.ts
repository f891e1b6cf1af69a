import { ScaleoutError } from '../../errors.js';
import type { SecretReference } from '../../topology/topology.js';

/**
 * Where a token is, as a command line says it: `env:NAME` or `file:PATH`. Throws `command.usage` for everything else,
 * without its text: it may be the token.
 */
export function parseTokenReference(text: string): SecretReference {
  const [, kind, rest = ''] = /^(env|file):(.+)$/s.exec(text) ?? [];
  if (kind === 'file') return { file: rest };
  if (kind === 'env' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(rest)) return { env: rest };
  throw new ScaleoutError('command.usage', 'A token is named by env:NAME or file:PATH, and never written itself.');
}
