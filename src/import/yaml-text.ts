import { Document, type Scalar, type ScalarTag, type ToStringOptions } from 'yaml';

/** What is not to be seen in an editor: control, direction and unassigned characters, and separators of lines. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Writes a text on one line, in double quotes, whatever cannot be seen as an escape. */
const escaped: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && needsEscapes(value),
  resolve: (text) => text,
  stringify: (item: Scalar) => inQuotes(String(item.value)),
};

const layout: ToStringOptions = { lineWidth: 0 };

/** A new document whose texts are written so that they read back as they are, and hide nothing. */
export function newDocument(content: unknown): Document {
  return new Document(content, { customTags: (tags) => [escaped, ...tags], aliasDuplicateObjects: false });
}

export function documentText(document: Document): string {
  return document.toString(layout);
}

function needsEscapes(text: string): boolean {
  // A block of lines loses what is at an end of one as soon as an editor saves it.
  return text !== text.trim() || text.split('\n').some((line) => unseen.test(line) || line !== line.trimEnd());
}

function inQuotes(text: string): string {
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
  });
}
