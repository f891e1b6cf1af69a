import { syntaxNear } from '../messages/syntax.js';
import { notInSandbox } from '../sql-error.js';

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
export function refuseForeign(node: unknown): void {
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
