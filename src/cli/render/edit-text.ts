import { unbroken } from '../../text/layout.js';
import { type DiffLine, lineDiff } from '../../text/line-diff.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { holdsSecret } from '../../text/secret-text.js';
import { widthOf } from '../../text/width.js';
import { visible } from '../../text/words.js';
import type { SourceText } from '../../topology/source-text.js';

/** A difference as it may be shown: lines that are taken away show no secret. */
export interface ShownDiff {
  readonly hunks: readonly { readonly head: string; readonly lines: readonly DiffLine[] }[];
  /** All of it as text. */
  readonly text: string;
  /** Whether a secret that the file held in plain would be seen, were it shown as it is. */
  readonly hidesSecret: boolean;
  /** Whether all lines of both texts end with CR and LF, so that no CR has to be shown. */
  readonly isCrLf: boolean;
}

/**
 * The difference between a file and what becomes of it. A file that holds has no secret in it; of one that does not (`isWrong`)
 * nothing is shown of the lines that go but what is known to be harmless.
 */
export function shownDiff(before: SourceText, after: string, isWrong: boolean): ShownDiff {
  const { hunks } = lineDiff(before.text, after);
  let hidesSecret = false;
  const shown = hunks.map(({ head, oldStart, lines }) => {
    let number = oldStart;
    return {
      head,
      lines: lines.map((line): DiffLine => {
        if (line.sign !== ' ' && line.sign !== '-') return line;
        const at = number;
        number += 1;
        if (!isWrong || line.sign === ' ') return line;
        hidesSecret ||= holdsSecret(line.text);
        return { ...line, text: masked(line.text, before, at) };
      }),
    };
  });
  const isCrLf = [before.text, after].every((text) => !/(?<!\r)\n/.test(text)) && before.text.includes('\n');
  const text = shown.flatMap(({ head, lines }) => [head, ...lines.map(({ sign, text: rest }) => `${sign}${rest}`)]);
  return { hunks: shown, text: text.map((line) => `${line}\n`).join(''), hidesSecret, isCrLf };
}

function masked(text: string, source: SourceText, number: number): string {
  return source.hidden(number).reduceRight((line, { from, to }) => `${line.slice(0, from)}***${line.slice(to)}`, text);
}

/**
 * The difference as every program shows one. A line that is wider than the screen is left to the terminal: folded here, its rest
 * would look like a line of the file. No line end at the end.
 */
export function diffText(file: string, { hunks, isCrLf }: ShownDiff, screen: Screen): string {
  const { red, green, cyan, bold, dim } = style(screen.colors);
  const same = (text: string) => text;
  const paints = { ' ': same, '+': green, '-': red, '\\': dim };
  const shown = ({ sign, text }: DiffLine) => {
    const line = `${sign}${visible(isCrLf ? text.replace(/\r$/, '') : text)}`.trimEnd();
    const isWide = screen.columns !== undefined && widthOf(line) > screen.columns;
    return `${isWide ? unbroken : ''}${paints[sign](line)}`;
  };
  return [
    bold(`--- ${printable(file)}`),
    bold(`+++ ${printable(file)}`),
    ...hunks.flatMap(({ head, lines }) => [cyan(head), ...lines.map(shown)]),
  ].join('\n');
}
