import { batch } from '@preact/signals';
import { type Beat, type Delta, type Snapshot, silentAfter } from '../wire/stream.js';
import { askSession } from './requests.js';
import { clockAhead, connection, head, last, takeDelta, takeSnapshot } from './store.js';

let source: EventSource | undefined;
let opened: string | undefined;
let heardAt: number | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;
let again: ReturnType<typeof setTimeout> | undefined;
let tries = 0;

/** Asks who this is; what is shown follows from that. */
export async function start(): Promise<void> {
  try {
    await askSession();
  } catch {
    lost();
    retry();
  }
}

/** Opens the one stream of the page, in place of that of another topology. Undefined: the list of all topologies. */
export function listen(topology: string | undefined): void {
  // Who asked for none and got the only one has it.
  if (source !== undefined && (opened === topology || (opened === undefined && head.peek()?.name === topology))) return;
  opened = topology;
  open();
}

export function stopListening(): void {
  source?.close();
  source = undefined;
  clearTimeout(silence);
  clearTimeout(again);
}

/** After a gap, or a silence: what comes first on a new stream is a snapshot. */
function open(): void {
  stopListening();
  const query = opened === undefined ? '' : `?topology=${encodeURIComponent(opened)}`;
  const stream = new EventSource(`/api/stream${query}`);
  source = stream;
  const on = <Data>(name: string, take: (data: Data) => void) =>
    stream.addEventListener(name, (event) => {
      if (source !== stream) return;
      heard();
      batch(() => take(JSON.parse((event as MessageEvent<string>).data) as Data));
    });
  on<Snapshot>('snapshot', takeSnapshot);
  on<Delta>('delta', (delta) => {
    if (!takeDelta(delta)) open();
  });
  on<Beat>('beat', ({ at }) => {
    clockAhead.value = Date.parse(at) - Date.now();
  });
  on('end', () => {
    lost();
    retry();
  });
  stream.addEventListener('error', () => {
    if (source !== stream) return;
    lost();
    // The browser tries again by itself, but not after an answer that is no stream: a login that has ended, say.
    if (stream.readyState === EventSource.CLOSED) retry();
  });
}

function heard(): void {
  tries = 0;
  heardAt = Date.now();
  if (connection.value.state !== 'live') connection.value = { state: 'live' };
  clearTimeout(silence);
  // A connection that is cut without a word gives no error.
  silence = setTimeout(() => {
    lost();
    open();
  }, silentAfter);
}

function lost(): void {
  if (connection.value.state !== 'lost') connection.value = { state: 'lost', since: heardAt, at: Date.now() };
}

function retry(): void {
  stopListening();
  last.value = undefined;
  tries += 1;
  again = setTimeout(
    async () => {
      // Where the login has ended, the page shows the login, and opens the stream when there is one again.
      const session = await askSession().catch(() => undefined);
      if (session === undefined) retry();
      else if (session.role !== null && source === undefined) open();
    },
    Math.min(30_000, 500 * 2 ** tries),
  );
}
