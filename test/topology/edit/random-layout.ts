import type { Random } from './random.js';

/** How one file is written. The numbers of `flow`, `comments`, `anchors` and `odd` are chances in a hundred. */
export interface Layout {
  readonly step: number;
  readonly listIndent: number;
  readonly dashWidth: number;
  readonly flow: number;
  readonly comments: number;
  readonly anchors: number;
  readonly odd: number;
  readonly keyQuotes: '' | '"' | "'";
  readonly padding: string;
  readonly ends: readonly [string, ...string[]];
}

export function randomLayout(random: Random): Layout {
  const { below, chance, of } = random;
  const step = 1 + (chance(60) ? 1 : below(8));
  return {
    step,
    listIndent: chance(40) ? 0 : chance(60) ? step : below(9),
    dashWidth: 2 + (chance(70) ? 0 : below(4)),
    flow: of([0, 20, 50, 100]),
    comments: of([0, 15, 40]),
    anchors: of([0, 0, 60]),
    odd: of([0, 10, 30]),
    keyQuotes: chance(85) ? '' : of(['"', "'"]),
    padding: chance(70) ? ' ' : '',
    ends: of([['\n'], ['\r\n'], ['\n', '\r\n']]),
  };
}

/** A value that is no collection, in quotes or without; in two parts, it is to stand in two lines. */
export function scalarParts({ chance }: Random, value: unknown, odd: number): readonly [string, string?] {
  if (typeof value !== 'string') return [JSON.stringify(value)];
  const isSafe =
    /^[A-Za-z][A-Za-z0-9 .\\/~-]*$/.test(value) && value.trim() === value && !/^(?:true|null|no)$/.test(value);
  if (isSafe && chance(70)) return [value];
  if (chance(40) && !unseen.test(value)) return [`'${value.replaceAll("'", "''")}'`];
  const written = JSON.stringify(value).replace(new RegExp(unseen, 'gu'), (one) =>
    one.length > 1 ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // A line end between two words is a blank to YAML.
  const cut = chance(odd) ? /[a-z] (?=[a-z])/.exec(written) : null;
  return cut === null ? [written] : [written.slice(0, cut.index + 1), written.slice(cut.index + 2)];
}

const unseen = /(?! )[\p{C}\p{Z}]/u;

/** A text as a block of lines (`|`), where it may be one and the dice say so. */
export function literalOf({ chance, below }: Random, value: string, column: number) {
  const body = value.replace(/\n+$/, '');
  const ends = value.length - body.length;
  const isUnsafe = body === '' || unseen.test(body.replaceAll('\n', '')) || /^\s|\s$/.test(body);
  if (isUnsafe || !chance(value.includes('\n') ? 60 : 10)) return undefined;
  const indent = column + 1 + below(4);
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  const keeps = ends > 1;
  for (let more = 1; more < ends; more += 1) lines.push('');
  return { header: `|${ends === 0 ? '-' : keeps ? '+' : ''}`, lines, column: indent, keeps };
}
