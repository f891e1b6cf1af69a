import { visible } from '../topology/shown.js';

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
