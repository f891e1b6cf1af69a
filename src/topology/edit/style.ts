import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { keyText } from '../yaml/compose-value.js';
import { column, lineStart } from './lines.js';
import { type Collection, type Item, isCollection, isFlow, itemsOf, type Nodes } from './nodes.js';
import type { Quotes } from './scalars.js';

/** How a file writes things, as far as one can tell. */
export interface Style {
  /** Columns that a block stands further in than its key. */
  readonly step: number;
  /** Columns that the dashes of a list stand further in than its key: none in many files. */
  readonly listIndent: number;
  /** Columns from a dash to what follows it. */
  readonly dashWidth: number;
  readonly quotes: Quotes;
  readonly keyQuotes: Quotes;
  /** Within brackets: what stands behind `[` and `{`, between two entries, and behind a key in quotes. */
  readonly listPadding: string;
  readonly blockPadding: string;
  readonly comma: string;
  readonly colon: string;
  /** Whether a new collection is written in brackets; `key` is the one that it is the value of. */
  isFlow(key: string | undefined, value: unknown): boolean;
}

/** The most characters of a new collection in brackets, as JSON writes it. */
const widestFlow = 100;

/** The style of a text; that of a collection, where it has one, in whose neighbourhood something is written. */
export function styleOf(nodes: Nodes, near?: Collection): Style {
  const seen = survey(nodes);
  const own = near === undefined ? undefined : neighbourhood(nodes, near);
  const isFlowNear = near !== undefined && isFlow(near);
  return {
    step: seen.step ?? 2,
    listIndent: seen.listIndent ?? seen.step ?? 2,
    dashWidth: own?.dashWidth ?? seen.dashWidth ?? 2,
    quotes: own?.quotes ?? seen.quotes ?? 'plain',
    keyQuotes: own?.keyQuotes ?? seen.keyQuotes ?? 'plain',
    listPadding: own?.listPadding ?? seen.listPadding ?? '',
    blockPadding: own?.blockPadding ?? seen.blockPadding ?? ' ',
    comma: own?.comma ?? seen.comma ?? ', ',
    colon: own?.colon ?? seen.colon ?? ': ',
    isFlow: (key, value) => {
      if (isFlowNear) return true;
      const known = key === undefined ? undefined : seen.flowKeys.get(key);
      if (known !== undefined) return known;
      if (seen.hasBlocks && !seen.hasFlow) return false;
      return JSON.stringify(value).length <= widestFlow && key !== 'policy' && key !== 'workers';
    },
  };
}

type Seen = Partial<Omit<Style, 'isFlow'>>;

interface Survey extends Seen {
  /** Of each key that has a collection: whether the first one of them is in brackets. */
  readonly flowKeys: ReadonlyMap<string, boolean>;
  readonly hasFlow: boolean;
  /** Blocks inside of others, lists apart. */
  readonly hasBlocks: boolean;
}

const surveys = new WeakMap<Nodes, Survey>();

function survey(nodes: Nodes): Survey {
  const known = surveys.get(nodes);
  if (known !== undefined) return known;
  const { text } = nodes;
  const flowKeys = new Map<string, boolean>();
  const seen: { -readonly [K in keyof Seen]: Seen[K] } = {};
  let hasFlow = false;
  let hasBlocks = false;
  const walk = (node: Collection, depth: number): void => {
    const items = itemsOf(node);
    if (items.length === 0) return;
    for (const [key, value] of Object.entries(neighbourhood(nodes, node))) {
      if (value !== undefined) Object.assign(seen, { [key]: seen[key as keyof Seen] ?? value });
    }
    if (isFlow(node)) hasFlow = true;
    else if (depth > 1 && isMap(node)) hasBlocks = true;
    for (const item of items) {
      const { key, value } = item;
      if (!isCollection(value) || value.items.length === 0) continue;
      if (key !== undefined) flowKeys.set(keyText(key), flowKeys.get(keyText(key)) ?? isFlow(value));
      const [first] = isFlow(value) ? [] : itemsOf(value);
      if (key !== undefined && first !== undefined && lineStart(text, first.start) !== lineStart(text, item.start)) {
        const distance = column(text, first.start) - column(text, item.start);
        if (isSeq(value)) seen.listIndent ??= distance;
        else seen.step ??= distance;
      }
      walk(value, depth + (isMap(node) ? 1 : 0));
    }
  };
  if (isCollection(nodes.root)) walk(nodes.root, 0);
  // A text as a whole has quotes where all of a block have them; that of the first block may be by chance.
  const found = { ...seen, ...allQuotes(nodes.root), flowKeys, hasFlow, hasBlocks };
  surveys.set(nodes, found);
  return found;
}

function allQuotes(root: ParsedNode): Seen {
  const texts: ParsedNode[] = [];
  const keys: ParsedNode[] = [];
  const walk = (node: ParsedNode | null): void => {
    if (isScalar(node)) texts.push(node);
    if (!isCollection(node)) return;
    for (const item of itemsOf(node)) {
      if (item.key !== undefined) keys.push(item.key);
      walk(item.value);
    }
  };
  walk(root);
  return { quotes: commonQuotes(texts) ?? 'plain', keyQuotes: commonQuotes(keys) ?? 'plain' };
}

/** What one collection shows. */
function neighbourhood({ text }: Nodes, node: Collection): Seen {
  const items = itemsOf(node);
  const keys = items.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const values = items.flatMap(({ value }) => (isScalar(value) ? [value as ParsedNode] : []));
  const lastKey = keys.at(-1);
  const common = commonQuotes(values);
  return {
    ...(isFlow(node) ? brackets(text, node, items) : {}),
    ...dash(text, node, items),
    // One text in quotes may need them.
    ...(common === undefined || (common !== 'plain' && values.filter(isText).length < 2) ? {} : { quotes: common }),
    ...(lastKey === undefined ? {} : { keyQuotes: commonQuotes([lastKey]) ?? 'plain' }),
  };
}

function dash(text: string, node: Collection, items: readonly Item[]): Seen {
  const last = items.at(-1);
  if (!isSeq(node) || isFlow(node) || last === undefined || last.value === null) return {};
  const from = last.anchor?.start ?? last.value.range[0];
  return lineStart(text, from) === lineStart(text, last.start) ? { dashWidth: from - last.start } : {};
}

function brackets(text: string, node: Collection, items: readonly Item[]): Seen {
  const [first, second] = items;
  if (first === undefined) return {};
  const padding = /^ *(?=\S|$)/.exec(text.slice(node.range[0] + 1, first.start))?.[0] ?? ' ';
  const isOneLine = !text.slice(node.range[0], node.range[1]).includes('\n');
  const behind = first.key === undefined ? undefined : text.slice(first.indicatorEnd, first.indicatorEnd + 1);
  const comma = second?.commaBefore;
  return {
    ...(isOneLine ? { [isSeq(node) ? 'listPadding' : 'blockPadding']: padding.slice(0, 1) } : {}),
    ...(behind === undefined ? {} : { colon: /\s/.test(behind) ? ': ' : ':' }),
    ...(comma === undefined ? {} : { comma: /\s/.test(text.charAt(comma + 1)) ? ', ' : ',' }),
  };
}

function isText(node: ParsedNode): boolean {
  return isScalar(node) && typeof node.value === 'string';
}

/** The quotes that all texts of several have, blocks of lines apart. */
function commonQuotes(nodes: readonly ParsedNode[]): Quotes | undefined {
  const types = new Set(nodes.filter(isText).map((node) => (isScalar(node) ? node.type : undefined)));
  if (types.size !== 1) return types.size === 0 ? undefined : 'plain';
  if (types.has('QUOTE_DOUBLE')) return 'double';
  return types.has('QUOTE_SINGLE') ? 'single' : 'plain';
}
