import type { SourceText } from '../source-text.js';
import type { TextProblem } from './compose-value.js';

/** What git writes around the two sides of a conflict. */
const conflict = /^<{7}(?: .*)?$/gm;

const oddSpace = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]/u;

/** The first character of a text that looks like a space and is none: `U+00A0`. */
export function oddSpaceIn(text: string): string | undefined {
  const [character] = oddSpace.exec(text) ?? [];
  return character === undefined ? undefined : codePoint(character);
}

/** What looks right in an editor, or comes of another program, and is not YAML: the first that a line holds is told. */
const causes: readonly {
  readonly found: RegExp;
  readonly detail: (character: string) => string;
  readonly remedy: string;
}[] = [
  {
    found: oddSpace,
    detail: (character) => `The line holds a character that looks like a space and is none (${character}).`,
    remedy: 'Delete the spaces of this line and type them anew: text of a web page or of a chat often has such ones.',
  },
  {
    found: /(?<=^ *)[\u2010-\u2015\u2212](?= )/u,
    detail: (character) => `The dash at the beginning of the line is no hyphen (${character}).`,
    remedy: 'Type - in its place: word processors and chats make a longer dash of it.',
  },
  {
    found: /[\u201c-\u201f\u2018\u2019\u201a\u00ab\u00bb]/u,
    detail: (character) => `The line holds a quotation mark that is none to YAML (${character}).`,
    remedy: 'Type " or \' in its place: word processors and chats make curved ones of them.',
  },
  {
    found: /\{[{%]/,
    detail: () => 'The line has the double brackets of a template that was not filled in.',
    remedy: 'Name the file that the template makes, or write the value.',
  },
];

/** The problems, with the cause in the place of what YAML makes of it where a person would not see it in the line. */
export function withCauses(problems: readonly TextProblem[], source: SourceText): readonly TextProblem[] {
  const conflicts = [...source.text.matchAll(conflict)].slice(0, problems.length);
  if (conflicts.length > 0) {
    return conflicts.map(({ index, 0: mark }) => ({
      code: 'topology.yaml-syntax',
      detail: 'A conflict of git begins here that nobody has resolved.',
      remedy: 'Keep one of the two sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.',
      start: index,
      end: index + mark.length,
    }));
  }
  return problems.map((problem) => {
    if (problem.code !== 'topology.yaml-syntax' || problem.start === undefined) return problem;
    const text = source.line(source.range(problem.start, problem.start).start.line);
    for (const { found, detail, remedy } of causes) {
      const [character] = found.exec(text) ?? [];
      if (character !== undefined) return { ...problem, detail: detail(codePoint(character)), remedy };
    }
    return problem;
  });
}

/** `U+00A0`. */
function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
