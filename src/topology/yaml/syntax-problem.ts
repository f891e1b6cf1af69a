import { type Document, isScalar, visit, type YAMLError, type ErrorCode as YamlErrorCode } from 'yaml';
import type { ErrorCode } from '../../errors/errors.js';

const noTags = 'Tags are not known here. Text that begins with ! needs quotes.';

export const tooDeep = 'Blocks or brackets are nested too deeply.';

const words: Readonly<Partial<Record<YamlErrorCode, string>>> = {
  BAD_ALIAS: 'This alias or anchor has no usable name. Text that begins with * or & needs quotes.',
  ALIAS_PROPS: 'An alias cannot have an anchor or a tag.',
  BAD_DIRECTIVE: 'A line that begins with % is a directive, and this one is not known.',
  BAD_DQ_ESCAPE:
    'A backslash in double quotes begins an escape, and this one is not known. Write \\\\, or use single quotes.',
  BAD_INDENT: 'The indentation does not fit the lines above.',
  BAD_PROP_ORDER: 'An anchor or tag stands at the wrong place.',
  BAD_SCALAR_START: 'Text that begins with @, ` or % needs quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is a key inside of the value of a key: the lines below are indented too far, or text that holds a colon and a space lacks quotes.',
  BLOCK_IN_FLOW: 'A block that is made by indentation stands inside of brackets.',
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters.',
  MULTILINE_IMPLICIT_KEY: 'A key goes over several lines: probably a colon, or the space after it, is missing.',
  MULTIPLE_ANCHORS: 'A value has more than one anchor. Text that begins with & needs quotes.',
  MULTIPLE_TAGS: noTags,
  NON_STRING_KEY: 'A key must be plain text.',
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: 'A tab is used as indentation. YAML allows only spaces there.',
  TAG_RESOLVE_FAILED: noTags,
  BAD_COLLECTION_TYPE: noTags,
};

/** Parts of the library's messages that tell more than the code. */
const tells: readonly (readonly [RegExp, string])[] = [
  [/end with a [\]}]$/, 'A bracket above is not closed.'],
  [/^Missing closing "/, 'The text that begins here with " is not closed.'],
  [/^Missing closing '/, "The text that begins here with ' is not closed."],
  [/^Implicit map keys/, 'There is a key without a colon and a value.'],
  [/^Missing space after :/, 'A space is missing after the colon.'],
  [/^Missing ,/, 'A comma is missing between two entries.'],
  [/^Comments must/, 'A space is missing before the #.'],
  [/^Sequence item without/, 'An entry of the list has no - in front of it.'],
  [/^Unexpected block-seq-ind/, 'A list cannot begin in the line of its key. Put each - on a line of its own.'],
  [/flow-(map|seq)-end/, 'This bracket closes nothing.'],
  [/^Unexpected (,|empty item)/, 'There is a comma too many.'],
  [/at node end$/, 'Something follows a value that is already complete.'],
];

/**
 * Says an error of the yaml library in plain words. Its own may quote the file, and so a secret: they are never shown.
 * `lastSeen` is the end of the last line of the text that holds something.
 */
export function syntaxProblem(error: YAMLError, document: Document.Parsed, lastSeen: number): TextProblem {
  const [start, end] = error.pos;
  if (error.code === 'MULTIPLE_DOCS') {
    return { code: 'topology.several-documents', detail: 'A second document begins here.', start, end: start + 3 };
  }
  const told = tells.find(([pattern]) => pattern.test(error.message))?.[1];
  const detail = told ?? words[error.code] ?? 'Something stands here that cannot be here.';
  if (/^Missing closing ["']/.test(error.message)) {
    const opened = lastQuote(document) ?? start;
    return { code: 'topology.yaml-syntax', detail, start: opened, end: opened + 1, swallowsRest: true };
  }
  // What is missing at the end is shown at the end of the last line that holds something.
  const shownStart = Math.min(start, lastSeen);
  return { code: 'topology.yaml-syntax', detail, start: shownStart, end: Math.max(shownStart + 1, end) };
}

const lastQuotes = new WeakMap<Document.Parsed, number>();

/**
 * Where the last quoted text begins: one that is not closed goes on to the end of the file. Looks through the document once,
 * for the parser says the same of each line with a quote too many.
 */
function lastQuote(document: Document.Parsed): number | undefined {
  let last = lastQuotes.get(document);
  if (last !== undefined) return last;
  visit(document, {
    Scalar(_key, node) {
      const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      if (isScalar(node) && isQuoted && node.range) last = Math.max(last ?? 0, node.range[0]);
    },
  });
  if (last !== undefined) lastQuotes.set(document, last);
  return last;
}

/** Something wrong in the text itself, named by offsets in UTF-16 code units; `end` is exclusive. */
export interface TextProblem {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly remedy?: string;
  /** Absent: the file as a whole. */
  readonly start?: number;
  readonly end?: number;
  /** Set for a quote that is not closed: what the parser says of the text behind it is not so. */
  readonly swallowsRest?: true;
}
