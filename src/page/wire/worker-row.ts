// src/page/wire is what travels between the page and its server: both are of one build, so it is no public format. Nothing
// here knows Node or a browser. A new thing to show goes into the document of its view in details.ts, and into head.ts only
// where it is shown whatever view is open.

/**
 * How something fares, as shape, word and colour show it. `ok`: tick in a circle. `warn`: triangle. `bad`: cross in an octagon.
 * `off`: out on purpose, a dashed circle with a dash. `unknown`: a dotted circle with a question mark.
 */
export type Mark = 'ok' | 'warn' | 'bad' | 'off' | 'unknown';

/** A worker in a list: what the table, the picture and the search go by. */
export interface WorkerRow {
  /** Tells it from all others, also from another row of the same machine; stays the same from look to look. */
  readonly key: string;
  /** Of the machine, or what stands for it where a row has no name; cut. */
  readonly name: string;
  readonly mark: Mark;
  /** One or two words, `offline`, `ends soon`, `maintenance`. */
  readonly word: string;
  /** Null: it has no row, or it cannot be read. */
  readonly enabled: boolean | null;
  /** Unix seconds of the last heartbeat, by the server's clock; null: none is known. */
  readonly beat: number | null;
  /** Null: these rights do not show executions. */
  readonly running: number | null;
  /** MaxTaskCount; null: its machine does not show it. */
  readonly slots: number | null;
  /** Unix seconds when its certificate ends; null: not known. */
  readonly ends: number | null;
  /** How many things of it differ from the topology; null: that is not known. */
  readonly differs: number | null;
  /** Whether all of that is held back. */
  readonly held: boolean;
  /** Cut. */
  readonly description: string;
  /** Whether the topology lists it. */
  readonly listed: boolean;
}

/** A row as it travels: less than 200 bytes of JSON, whatever a name holds. */
export type PackedRow = readonly [
  key: string,
  name: string | 0,
  mark: number,
  word: string,
  flags: number,
  beat: number | null,
  running: number | null,
  slots: number | null,
  ends: number | null,
  differs: number | null,
  description: string | 0,
];

const marks: readonly Mark[] = ['ok', 'warn', 'bad', 'off', 'unknown'];

/** Bits of `flags`: enabled, that it is known, held, listed. */
const bits = { enabled: 1, isKnown: 2, held: 4, listed: 8 } as const;

/** Bytes of JSON that each text of a row takes at most. */
const most = { key: 40, name: 32, word: 20, description: 40 } as const;

/** What `key` and `name` share is sent once. The key has to be short already: it is not cut, for two would become one. */
export function packRow(row: WorkerRow): PackedRow {
  const { enabled, held, listed, beat, running, slots, ends, differs } = row;
  const name = cut(row.name, most.name);
  const flags =
    (enabled === true ? bits.enabled : 0) |
    (enabled === null ? 0 : bits.isKnown) |
    (held ? bits.held : 0) |
    (listed ? bits.listed : 0);
  const description = cut(row.description, most.description);
  return [
    row.key,
    name === row.key ? 0 : name,
    marks.indexOf(row.mark),
    cut(row.word, most.word),
    flags,
    beat,
    running,
    slots,
    ends,
    differs,
    description === '' ? 0 : description,
  ];
}

export function packRows(rows: readonly WorkerRow[]): readonly PackedRow[] {
  return rows.map(packRow);
}

export function unpackRow(packed: PackedRow): WorkerRow {
  const [key, name, mark, word, flags, beat, running, slots, ends, differs, description] = packed;
  return {
    key,
    name: name === 0 ? key : name,
    mark: marks[mark] ?? 'unknown',
    word,
    enabled: (flags & bits.isKnown) === 0 ? null : (flags & bits.enabled) !== 0,
    beat,
    running,
    slots,
    ends,
    differs,
    held: (flags & bits.held) !== 0,
    description: description === 0 ? '' : description,
    listed: (flags & bits.listed) !== 0,
  };
}

/** The beginning of a text that takes at most so many bytes of JSON in UTF-8, with a sign where something is left out. */
export function cut(text: string, most: number): string {
  // No sign takes less than one byte: what is longer than that is cut whatever it holds.
  if (text.length <= most && bytesOf(text) <= most) return text;
  let kept = '';
  let room = most - bytesOf('…');
  for (const sign of text) {
    room -= bytesOf(sign);
    if (room < 0) break;
    kept += sign;
  }
  return `${kept}…`;
}

const encoder = new TextEncoder();

/** Of a text inside of a JSON string. */
function bytesOf(text: string): number {
  return encoder.encode(JSON.stringify(text)).length - 2;
}
