import type { SecurityChange } from '../database.js';
import { isWord, lineOf, peek, type Reader, type Token } from './reader.js';
import type { Statement } from './statement.js';

/**
 * At ALTER: of roles and logins the forms that the sandbox does, ALTER ROLE ... ADD | DROP MEMBER and ALTER LOGIN ... ENABLE |
 * DISABLE. Undefined for all others, which it refuses.
 */
export function parseSecurity(reader: Reader): Statement | undefined {
  const line = lineOf(reader);
  const [of, name, act] = [1, 2, 3].map((ahead) => peek(reader, ahead));
  if (isWord(of, 'ROLE') && isWord(act, 'ADD', 'DROP') && isWord(peek(reader, 4), 'MEMBER')) {
    const change = { of: 'role', act: isWord(act, 'ADD') ? 'add' : 'drop' } as const;
    return statement(reader, 6, line, [name, peek(reader, 5)], (role, member) => ({ ...change, role, member }));
  }
  if (isWord(of, 'LOGIN') && isWord(act, 'ENABLE', 'DISABLE')) {
    const change = { of: 'login', act: isWord(act, 'ENABLE') ? 'enable' : 'disable' } as const;
    return statement(reader, 4, line, [name], (login) => ({ ...change, login }));
  }
  return undefined;
}

function statement(
  reader: Reader,
  length: number,
  line: number,
  tokens: readonly (Token | undefined)[],
  changeOf: (first: string, second: string) => SecurityChange,
): Statement | undefined {
  const [first, second = ''] = tokens.map(nameOf);
  if (first === undefined || (tokens.length > 1 && second === '')) return undefined;
  reader.position += length;
  return { kind: 'security', line, change: changeOf(first, second) };
}

function nameOf(token: Token | undefined): string | undefined {
  if (token?.type === 'name') return token.value;
  return token?.type === 'word' ? token.text : undefined;
}
