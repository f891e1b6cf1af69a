import type { SqlType } from '../../sql-value.js';
import { unknownParameterType } from '../messages/syntax.js';
import { atLine, notInSandbox } from '../sql-error.js';
import { typeNamed } from '../types/type-name.js';
import { accept, expect, isWord, lineOf, peek, type Reader, take, takeQualifiedName } from './reader.js';

/** `nvarchar(30)`, `double precision` and so on, of the variable or parameter at that position (from 1). */
export function parseType(reader: Reader, position: number): SqlType {
  const line = lineOf(reader);
  const parts = isWord(peek(reader), 'NATIONAL', 'DOUBLE') ? [take(reader).text] : takeQualifiedName(reader);
  let name = parts.at(-1) ?? '';
  while (isWord(peek(reader), 'PRECISION', 'VARYING', 'CHARACTER', 'CHAR') && name !== '') {
    name += ` ${take(reader).text}`;
  }
  const args: string[] = [];
  if (accept(reader, '(')) {
    do args.push(take(reader).text);
    while (accept(reader, ','));
    expect(reader, ')');
  }
  const type = typeNamed(name, args);
  if (type === 'unsupported') throw atLine(notInSandbox(`the type ${name}`), line);
  if (type === undefined) throw atLine(unknownParameterType(position, parts.join('.')), line);
  return type;
}
