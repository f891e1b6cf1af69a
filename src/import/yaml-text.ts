import { Document, type Scalar, type ScalarTag, type ToStringOptions } from 'yaml';
import { isWorkerOnline, type WorkerRow } from '../domain/rows.js';
import { counted, shown, visible } from '../text/words.js';

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

/** Characters of a comment's line, without what stands before it. */
const width = 110;

/** Sentences as the lines of a comment, each paragraph on lines of its own; nothing of them can end the comment. */
export function commentOf(paragraphs: readonly string[]): string {
  return paragraphs
    .flatMap((paragraph) => wrapped(visible(paragraph)))
    .map((line) => ` ${line}`)
    .join('\n');
}

/** A piece of YAML as the lines of a comment. */
export function commentedOut(yaml: string): string {
  return yaml
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? ' ' : ` ${line}`))
    .join('\n');
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
] as const;

/** Seconds without a word after which it is doubtful that a machine still exists. */
const long = 7 * 86_400;

/** `2026-11-24 02:15:20 UTC` of an ISO 8601 moment. */
export function momentText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** Whether a row's worker is heard of, in a sentence. */
export function lifeText(row: WorkerRow): string {
  const last = `last heard of ${momentText(row.lastOnline)}`;
  if (isWorkerOnline(row)) return `Online, ${last}.`;
  const doubt = row.lastOnlineAge > long ? ' Does this machine still exist?' : '';
  return `Offline for ${span(row.lastOnlineAge)}, ${last}.${doubt}`;
}

/** A row in brackets behind its id: how it is told from others of its machine. */
export function rowText(row: WorkerRow): string {
  const life = isWorkerOnline(row) ? 'online' : `last heard of ${momentText(row.lastOnline)}`;
  const name = row.machineName === null || row.machineName.trim() === '' ? 'no machine name' : shown(row.machineName);
  return `${row.id} (${name}, ${row.enabled ? 'enabled' : 'disabled'}, ${life})`;
}

/** Whole days, hours or minutes: the largest unit that fits. */
function span(seconds: number): string {
  const unit = units.find((one) => seconds >= one.seconds) ?? units[2];
  const count = Math.max(1, Math.floor(seconds / unit.seconds));
  return counted(count, unit.name);
}
