import { nestedTooDeeply, syntaxNear } from '../messages/syntax.js';
import { atLine, notInSandbox, SqlError } from '../sql-error.js';
import type { Expression, Query } from './ast.js';
import { refuseDeepNesting } from './extent.js';
import { plainExpression, plainQuery } from './plain-query.js';
import { errorNear, isSymbol, isWord, type Reader, type Token, unexpected } from './reader.js';

type Library = typeof import('@guanmingchiu/sqlparser-ts');
let library: Library | undefined;
let loading: Promise<Library> | undefined;

/** Loads the grammar library, which is WebAssembly, once. All but plain texts need it. */
export async function loadGrammar(): Promise<void> {
  loading ??= (async () => {
    const loaded = await import('@guanmingchiu/sqlparser-ts');
    await loaded.init();
    return loaded;
  })();
  library ??= await loading;
}

/** Thrown by parsing: the text is no plain one, and the grammar library is not loaded yet. */
export class GrammarMissingError extends Error {}

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
  const tokens = reader.tokens.slice(start, end);
  refuseDeepNesting(tokens);
  const plain = plainQuery(tokens, reader.quotedIdentifier);
  if (plain !== undefined) {
    reader.position = end;
    return plain;
  }
  const statement = parseStatement(reader, end);
  if (!('Query' in statement)) throw errorNear(reader.tokens[start] ?? reader.tokens[0] ?? noToken);
  return statement.Query as Query;
}

/** A value or a condition up to `end`. */
export function parseExpression(reader: Reader, end: number, use: 'value' | 'condition' = 'value'): Expression {
  const tokens = reader.tokens.slice(reader.position, end);
  if (tokens.length === 0) throw unexpected(reader);
  refuseDeepNesting(tokens);
  const plain = plainExpression(tokens, reader.quotedIdentifier, use);
  if (plain !== undefined) {
    reader.position = end;
    return plain;
  }
  const rendered = render(reader, end);
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
  if (library === undefined) throw new GrammarMissingError('The grammar is not loaded yet.');
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

/*
 * The grammar library knows other dialects, too, and lets some of their words pass. What T-SQL has not is a syntax error here,
 * never something that is silently left out.
 */

/** Parts of its tree that stay empty for T-SQL, with the word that a syntax error names. */
const foreign: Readonly<Record<string, string>> = {
  limit: 'LIMIT',
  limit_by: 'BY',
  settings: 'SETTINGS',
  format_clause: 'FORMAT',
  pipe_operators: '|>',
  locks: 'FOR',
  lateral: 'LATERAL',
  lateral_views: 'LATERAL',
  prewhere: 'PREWHERE',
  qualify: 'QUALIFY',
  cluster_by: 'BY',
  distribute_by: 'BY',
  sort_by: 'BY',
  value_table_mode: 'AS',
  connect_by: 'CONNECT',
  exclude: 'EXCLUDE',
  filter: 'FILTER',
  null_treatment: 'NULLS',
  nulls_first: 'NULLS',
  with_fill: 'FILL',
  with_ordinality: 'ORDINALITY',
  partitions: 'PARTITION',
  json_path: '.',
  materialized: 'AS',
  recursive: 'RECURSIVE',
  global: 'GLOBAL',
  opt_ilike: 'ILIKE',
  opt_exclude: 'EXCLUDE',
  opt_except: 'EXCEPT',
  opt_replace: 'REPLACE',
  opt_rename: 'RENAME',
  Using: 'USING',
  ILike: 'ILIKE',
  RLike: 'RLIKE',
  SimilarTo: 'SIMILAR',
  IsTrue: 'TRUE',
  IsFalse: 'FALSE',
  IsNotTrue: 'TRUE',
  IsNotFalse: 'FALSE',
  Position: 'IN',
  Extract: 'FROM',
  Interval: 'INTERVAL',
  TypedString: 'DATE',
  DollarQuotedString: '$',
  Tuple: ',',
};

/** Parts that T-SQL has and the sandbox has not. */
const missing: Readonly<Record<string, string>> = {
  named_window: 'the WINDOW clause',
  sample: 'TABLESAMPLE',
  version: 'tables of an earlier time (FOR SYSTEM_TIME)',
  Pivot: 'PIVOT',
  Unpivot: 'UNPIVOT',
  OpenJsonTable: 'OPENJSON',
  IsDistinctFrom: 'IS DISTINCT FROM',
  IsNotDistinctFrom: 'IS NOT DISTINCT FROM',
};

/** Throws for a tree with such parts. */
function refuseForeign(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    node.forEach(refuseForeign);
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'span' || key.endsWith('_token') || isEmpty(value)) continue;
    const word = foreign[key];
    if (word !== undefined) throw syntaxNear(word);
    const what = missing[key];
    if (what !== undefined) throw notInSandbox(what);
    if ((key === 'set_quantifier' || key === 'Join') && (value === 'ByName' || value === 'Natural')) {
      throw syntaxNear(String(value).toUpperCase());
    }
    refuseForeign(value);
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
}

/** Join hints, which change nothing of what a join gives. */
const joinHints = ['HASH', 'LOOP', 'MERGE', 'REMOTE'] as const;

/** A part of the batch for the grammar library, with each place kept: what it must not see is blank. */
interface Rendered {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The tokens from the reader's position up to `end`. Comments, OPTION (...) and join hints are left out. */
function render(reader: Reader, end: number): Rendered {
  const tokens = reader.tokens.slice(reader.position, end);
  let text = '';
  let at = tokens[0]?.start ?? 0;
  let hidden = 0;
  tokens.forEach((token, index) => {
    text += blank(reader.text.slice(at, token.start));
    at = token.end;
    if (hidden === 0) hidden = hiddenFrom(tokens, index);
    if (hidden > 0) {
      hidden -= 1;
      text += blank(token.text);
    } else {
      text += written(token, reader.quotedIdentifier);
    }
  });
  return { text, tokens };
}

/** How many tokens from here on are to be left out. */
function hiddenFrom(tokens: readonly Token[], index: number): number {
  const token = tokens[index];
  if (isWord(token, 'OPTION') && isSymbol(tokens[index + 1], '(')) {
    let depth = 0;
    for (let at = index + 1; at < tokens.length; at += 1) {
      if (isSymbol(tokens[at], '(')) depth += 1;
      if (isSymbol(tokens[at], ')')) depth -= 1;
      if (depth === 0) return at - index + 1;
    }
  }
  const hint = isWord(token, ...joinHints) && isWord(tokens[index + 1], 'JOIN');
  return hint && isWord(tokens[index - 1], 'INNER', 'LEFT', 'RIGHT', 'FULL', 'OUTER') ? 1 : 0;
}

function written(token: Token, quotedIdentifier: boolean): string {
  if (token.text === '!<') return '>=';
  if (token.text === '!>') return '<=';
  if (token.text.startsWith('"') && !quotedIdentifier) {
    return `'${token.text.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''")}'`;
  }
  return token.text;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
