import { nestedTooDeeply } from '../messages/syntax.js';
import { atLine, SqlError } from '../sql-error.js';
import type { Expression, Query } from './ast.js';
import { refuseForeign } from './foreign-grammar.js';
import { refuseDeepNesting } from './nesting.js';
import { errorNear, type Reader, unexpected } from './reader.js';
import { type Rendered, render } from './render.js';

type Library = typeof import('@guanmingchiu/sqlparser-ts');
let library: Library | undefined;
let loading: Promise<Library> | undefined;

/** Loads the grammar library, which is WebAssembly, once; parsing needs it. */
export async function loadGrammar(): Promise<void> {
  loading ??= (async () => {
    const loaded = await import('@guanmingchiu/sqlparser-ts');
    await loaded.init();
    return loaded;
  })();
  library ??= await loading;
}

export function isGrammarLoaded(): boolean {
  return library !== undefined;
}

/** What the library makes of one statement that ends at `end`; moves the reader there. */
export function parseStatement(reader: Reader, end: number): object {
  const rendered = render(reader, end);
  const statements = parse(rendered, '');
  const [statement] = statements;
  if (statement === undefined || statements.length !== 1) throw unexpected(reader);
  reader.position = end;
  return statement;
}

export function parseQuery(reader: Reader, end: number): Query {
  const start = reader.position;
  const statement = parseStatement(reader, end);
  if (!('Query' in statement)) throw errorNear(reader.tokens[start] ?? reader.tokens[0] ?? noToken);
  return statement.Query as Query;
}

/** A value or a condition up to `end`. */
export function parseExpression(reader: Reader, end: number, use: 'value' | 'condition' = 'value'): Expression {
  const rendered = render(reader, end);
  if (rendered.tokens.length === 0) throw unexpected(reader);
  const [statement] = parse(rendered, use === 'value' ? 'SELECT ' : 'SELECT 1 WHERE ') as readonly { Query?: Query }[];
  const body = statement?.Query?.body;
  const select = body !== undefined && 'Select' in body ? body.Select : undefined;
  const item = select?.projection[0];
  const alone = select?.from.length === 0 && statement?.Query?.order_by === undefined && select.projection.length === 1;
  const expression =
    use === 'condition'
      ? select?.selection
      : item !== undefined && 'UnnamedExpr' in item
        ? item.UnnamedExpr
        : undefined;
  if (!alone || expression === undefined || (use === 'value' && select?.selection !== undefined)) {
    throw errorNear(rendered.tokens.at(-1) ?? noToken);
  }
  reader.position = end;
  return expression;
}

const noToken = { type: 'symbol', text: '', value: '', start: 0, end: 0, line: 1 } as const;

function parse(rendered: Rendered, prefix: string): readonly object[] {
  if (library === undefined) throw new TypeError('the grammar is not loaded yet');
  refuseDeepNesting(rendered.tokens);
  const statements = parsed(library, rendered, prefix);
  try {
    refuseForeign(statements);
  } catch (error) {
    throw error instanceof SqlError ? atLine(error, rendered.tokens[0]?.line ?? 1) : error;
  }
  return statements;
}

function parsed(grammar: Library, rendered: Rendered, prefix: string): readonly object[] {
  try {
    return grammar.parse(prefix + rendered.text, 'mssql') as unknown as readonly object[];
  } catch (error) {
    throw syntaxError(error instanceof Error ? error.message : String(error), rendered, prefix);
  }
}

/** The library says `found: X at Line: 1, Column: 5`; the token there is what SQL Server names. */
function syntaxError(message: string, { text, tokens }: Rendered, prefix: string): SqlError {
  const last = tokens.at(-1) ?? noToken;
  if (/recursion limit/i.test(message)) return atLine(nestedTooDeeply(), tokens[0]?.line ?? 1);
  const place = /Line: (\d+), Column: (\d+)/.exec(message);
  if (place === null) return errorNear(last);
  const lines = text.split('\n');
  const row = Number(place[1]) - 1;
  const column = Number(place[2]) - 1 - (row === 0 ? prefix.length : 0);
  const start = lines.slice(0, row).reduce((sum, line) => sum + line.length + 1, 0);
  // Columns count characters, not UTF-16 units.
  const offset = start + [...(lines[row] ?? '')].slice(0, column).join('').length + (tokens[0]?.start ?? 0);
  const index = tokens.findIndex(({ end }) => end > offset);
  const found = /found: (\S+)/.exec(message)?.[1]?.toUpperCase();
  // For some faults the place is one token further than what was found.
  const before = tokens[index < 0 ? tokens.length - 1 : index - 1];
  return errorNear(before !== undefined && before.text.toUpperCase() === found ? before : (tokens[index] ?? last));
}
