import { randomBytes } from 'node:crypto';
import type { Snapshot, StreamEvents } from '../wire/stream.js';
import { changesOf, type Shown } from './delta.js';

/** How many events are kept for who comes back, and how many bytes of them. */
const mostKept = 50;
const mostKeptBytes = 1_000_000;

/** What all pages of one topology are told: each text is made once, however many they are. */
export interface Channel {
  /** Of the last event. */
  number(): number;
  /** `EPOCH.NUMBER` of the last event, or of another one. */
  idOf(number: number): string;
  /** Compares with what was told last; whether there is something new to tell. */
  update(shown: Shown): boolean;
  /** The events after that one; undefined: they are not kept any more, and it takes a snapshot. */
  since(number: number): readonly Uint8Array[] | undefined;
  /** A whole event, in parts. */
  snapshot(): readonly Uint8Array[];
  /** The number of an id that this channel gave; undefined: another one gave it. */
  numberOf(id: string): number | undefined;
}

export function openChannel(first: Shown, now: () => number): Channel {
  // Of this channel alone: one that was closed and opened again counts anew.
  const epoch = randomBytes(6).toString('hex');
  let shown = first;
  let number = 1;
  let kept: { readonly number: number; readonly bytes: Uint8Array }[] = [];
  /** Without number and time, which are of the moment when it is sent. */
  let rest: Uint8Array | undefined;
  const idOf = (of: number) => `${epoch}.${of}`;

  const snapshot = (): readonly Uint8Array[] => {
    const { topologies, topology = null } = shown;
    const body: Omit<Snapshot, 'number' | 'at'> = { topologies, topology };
    rest ??= Buffer.from(`${JSON.stringify(body).slice(1)}\n\n`);
    const at = new Date(now()).toISOString();
    return [Buffer.from(`id: ${idOf(number)}\nevent: snapshot\ndata: {"number":${number},"at":"${at}",`), rest];
  };
  const keep = (bytes: Uint8Array) => {
    kept.push({ number, bytes });
    let size = 0;
    let from = kept.length;
    while (from > 0 && kept.length - from < mostKept) {
      size += kept[from - 1]?.bytes.length ?? 0;
      if (size > mostKeptBytes) break;
      from -= 1;
    }
    kept = kept.slice(from);
  };

  return {
    number: () => number,
    idOf,
    update(next) {
      const changes = changesOf(shown, next);
      shown = next;
      if (changes === undefined) return false;
      number += 1;
      rest = undefined;
      if (changes === 'snapshot') kept = [];
      else {
        const at = new Date(now()).toISOString();
        keep(eventOf('delta', { number, at, ...changes }, idOf(number)));
      }
      return true;
    },
    since(from) {
      const missed = kept.filter((one) => one.number > from);
      // A number that is still to come is none that was given.
      return from <= number && missed.length === number - from ? missed.map(({ bytes }) => bytes) : undefined;
    },
    snapshot,
    numberOf(id) {
      const [of, digits = ''] = id.split('.', 2);
      return of === epoch && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
    },
  };
}

/** An event without an id leaves that of the last one as it is. */
export function eventOf<Name extends keyof StreamEvents>(
  name: Name,
  data: StreamEvents[Name],
  id?: string,
): Uint8Array {
  return Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}
