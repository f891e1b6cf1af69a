import { formatPatch, OMIT_HEADERS, structuredPatch } from 'diff';

/** A line of a difference: which sign it has, and its text without the line end, but with the CR of one that ends with CR and LF. */
export interface DiffLine {
  readonly sign: ' ' | '+' | '-' | '\\';
  readonly text: string;
}

/** Lines that are close together, and where they are: lines count from 1. */
export interface DiffHunk {
  /** `@@ -3,7 +3,8 @@` */
  readonly head: string;
  /** The first line of the old text in it. */
  readonly oldStart: number;
  readonly lines: readonly DiffLine[];
}

/** The difference of two texts line by line; empty where they are equal. The hunks as text are the body of a patch. */
export interface LineDiff {
  readonly hunks: readonly DiffHunk[];
  /** As a patch has them, byte for byte; the last line ends with LF. */
  readonly text: string;
}

/** Lines around a change, as every program shows them. */
const context = 3;

export function lineDiff(before: string, after: string): LineDiff {
  const patch = structuredPatch('a', 'b', before, after, undefined, undefined, { context });
  const { hunks } = patch;
  if (hunks.length === 0) return { hunks: [], text: '' };
  return {
    hunks: hunks.map((hunk) => {
      const text = formatPatch({ ...patch, hunks: [hunk] }, OMIT_HEADERS);
      return {
        head: text.slice(0, text.indexOf('\n')),
        oldStart: hunk.oldStart,
        lines: hunk.lines.map((line) => ({ sign: line.charAt(0) as DiffLine['sign'], text: line.slice(1) })),
      };
    }),
    text: formatPatch(patch, OMIT_HEADERS),
  };
}
