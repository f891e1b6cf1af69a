import { expect, test } from 'vitest';
import type { EventSink } from '../../../src/http/request.js';
import type { Viewer } from '../../../src/page/login/viewer.js';
import { changesOf } from '../../../src/page/stream/delta.js';
import { type HubTimes, openHub } from '../../../src/page/stream/hub.js';
import type { Head, TopologyEntry } from '../../../src/page/wire/head.js';
import type { Delta, Snapshot, TopologyState } from '../../../src/page/wire/stream.js';
import type { PackedRow } from '../../../src/page/wire/worker-row.js';
import { until } from '../../support/until.js';

const viewer: Viewer = { user: 'anna', role: 'viewer', via: 'token', until: undefined, session: 's1' };
const quick: HubTimes = { beat: 10_000, gather: 5, retry: 1_000, linger: 10_000, judged: 60_000 };

function row(key: string, beat: number | null = 1, running = 0): PackedRow {
  return [key, 0, 0, 'online', 11, beat, running, 8, null, 0, 0];
}

function stateOf(workers: readonly PackedRow[], mode: Head['mode'] = 'observe'): TopologyState {
  return { head: { mode } as Head, master: { mark: 'ok' } as TopologyState['master'], workers };
}

function entry(name: string): TopologyEntry {
  return { name, health: 'healthy' } as TopologyEntry;
}

/** A model whose states the test sets. */
function model() {
  const states = new Map<string, TopologyState>();
  const listeners = new Set<(topology: string) => void>();
  const watched: [string, boolean][] = [];
  let asked = 0;
  return {
    watched,
    get asked() {
      return asked;
    },
    set(name: string, state: TopologyState | undefined) {
      if (state === undefined) states.delete(name);
      else states.set(name, state);
      for (const listener of listeners) listener(name);
    },
    entries: () => [...states.keys()].map(entry),
    state(name: string) {
      asked += 1;
      return states.get(name);
    },
    onChange(listener: (topology: string) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (name: string, is: boolean) => void watched.push([name, is]),
  };
}

interface Got {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

/** What a page was sent, event by event. */
function page() {
  const closed = new AbortController();
  const parts: (string | Uint8Array)[] = [];
  let isReading = true;
  let isOver = false;
  let drain: () => void = () => undefined;
  let draining: Promise<void> | undefined;
  const sink: EventSink = {
    closed: closed.signal,
    send(part) {
      parts.push(part);
      if (isReading) return true;
      draining ??= new Promise((resolve) => {
        drain = resolve;
      });
      return false;
    },
    drained: () => draining ?? Promise.resolve(),
    end() {
      isOver = true;
      closed.abort();
    },
  };
  return {
    sink,
    parts,
    get isOver() {
      return isOver;
    },
    leave: () => closed.abort(),
    stall() {
      isReading = false;
    },
    read() {
      isReading = true;
      draining = undefined;
      drain();
    },
    events(): readonly Got[] {
      const text = parts.map((part) => Buffer.from(part).toString()).join('');
      return text
        .split('\n\n')
        .filter((one) => /^(id|event):/.test(one))
        .map((one) => {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(one)?.[1];
          return { id: field('id'), event: field('event') ?? '', data: JSON.parse(field('data') ?? 'null') };
        });
    },
    names() {
      return this.events().map(({ event }) => event);
    },
  };
}

function opened(times: Partial<HubTimes> = {}) {
  const world = model();
  const hub = openHub({
    model: { ...world, watched: world.tell },
    now: Date.now,
    times: { ...quick, ...times },
  });
  const open = (topology: string | undefined, lastEventId?: string, as: Viewer = viewer) => {
    const one = page();
    hub.stream({ viewer: as, topology, lastEventId, owner: 'a' }).stream(one.sink);
    return one;
  };
  return { world, hub, open, [Symbol.dispose]: () => hub[Symbol.dispose]() };
}

test('a page gets a snapshot, then what changes, numbered without a gap', async () => {
  using on = opened();
  on.world.set('farm', stateOf([row('A'), row('B')]));
  const one = on.open('farm');
  expect(one.names()).toEqual(['beat', 'snapshot']);
  expect(Buffer.from(one.parts[0] ?? '').toString()).toBe('retry: 1000\n\n');
  on.world.set('farm', stateOf([row('A', 2), row('C', 1)]));
  await until('the change is told', () => one.events().length === 3);
  const [, snapshot, delta] = one.events();
  expect(snapshot?.data).toMatchObject({
    number: 1,
    topologies: [{ name: 'farm' }],
    topology: { workers: [['A'], ['B']].map(([key]) => expect.arrayContaining([key])) },
  });
  expect(delta?.data).toEqual({
    number: 2,
    at: expect.any(String),
    workers: { put: [row('C')], beats: { A: 2 }, gone: ['B'] },
  });
  const [epoch] = (snapshot?.id ?? '').split('.');
  expect([snapshot?.id, delta?.id]).toEqual([`${epoch}.1`, `${epoch}.2`]);
});

test('a burst of changes is one event, and its text is one for all pages', async () => {
  using on = opened();
  on.world.set('farm', stateOf([row('A')]));
  const pages = Array.from({ length: 20 }, () => on.open('farm'));
  const before = on.world.asked;
  for (let beat = 2; beat <= 50; beat += 1) on.world.set('farm', stateOf([row('A', beat)]));
  await until('all are told', () => pages.every((one) => one.events().length === 3));
  expect(on.world.asked - before).toBe(1);
  const last = pages.map(({ parts }) => parts.at(-1));
  expect(new Set(last).size).toBe(1);
  expect(pages[0]?.events()[2]?.data).toMatchObject({ workers: { beats: { A: 50 } } });
});

test('where nothing differs nothing is sent, whatever the model says', async () => {
  using on = opened();
  on.world.set('farm', stateOf([row('A')]));
  const one = on.open('farm');
  on.world.set('farm', stateOf([row('A')]));
  on.world.set('farm', stateOf([row('A', 2)]));
  await until('the one change is told', () => one.events().length === 3);
  on.world.set('farm', stateOf([row('A', 2)]));
  on.world.set('farm', stateOf([row('A', 3)]));
  await until('the next one is told', () => one.events().length === 4);
  expect(one.events().at(-1)?.data).toMatchObject({ number: 3 });
});

test('who comes back gets what was missed while it is kept, and a snapshot otherwise', async () => {
  using on = opened();
  on.world.set('farm', stateOf([row('A')]));
  const one = on.open('farm');
  const id = one.events()[1]?.id;
  one.leave();
  on.world.set('farm', stateOf([row('A', 2)]));
  const back = on.open('farm', id);
  expect(back.names()).toEqual(['beat', 'delta']);
  expect(back.events()[1]?.data).toMatchObject({ number: 2, workers: { beats: { A: 2 } } });
  const again = on.open('farm', back.events()[1]?.id);
  expect(again.names()).toEqual(['beat']);
  const [epoch] = (id ?? '').split('.');
  for (const unknown of ['0123.1', `${epoch}.9`, `${epoch}.-1`, `${epoch}.x`, '', '.']) {
    expect(on.open('farm', unknown).names(), unknown).toEqual(['beat', 'snapshot']);
  }
  for (let beat = 3; beat < 60; beat += 1) {
    on.world.set('farm', stateOf([row('A', beat)]));
    await until('it is told', () => again.events().length === beat - 1);
  }
  expect(on.open('farm', id).names()).toEqual(['beat', 'snapshot']);
});

test('a page that does not read is told nothing more, and then all that it missed at once', async () => {
  using on = opened();
  on.world.set('farm', stateOf([row('A')]));
  const [slow, other] = [on.open('farm'), on.open('farm')];
  slow.stall();
  for (let beat = 2; beat <= 5; beat += 1) {
    on.world.set('farm', stateOf([row('A', beat)]));
    await until('the other is told', () => other.events().length === beat + 1);
  }
  expect(slow.events()).toHaveLength(3);
  slow.read();
  await until('it has the rest', () => slow.events().length === 6);
  expect(
    slow
      .events()
      .slice(2)
      .map(({ data }) => (data as Delta).number),
  ).toEqual([2, 3, 4, 5]);
});

test('a topology that comes is told as a whole, one that goes by a snapshot', async () => {
  using on = opened();
  on.world.set('other', stateOf([]));
  const one = on.open('farm');
  expect((one.events()[1]?.data as Snapshot | undefined)?.topology).toBeNull();
  on.world.set('farm', stateOf([row('A')]));
  await until('it is told', () => one.events().length === 3);
  expect(one.events()[2]).toMatchObject({
    event: 'delta',
    data: { topologies: [{}, {}], head: { mode: 'observe' }, master: { mark: 'ok' }, workers: { put: [row('A')] } },
  });
  on.world.set('farm', undefined);
  await until('its end is told', () => one.events().length === 4);
  expect(one.events()[3]).toMatchObject({ event: 'snapshot', data: { number: 3, topology: null } });
});

test('who names no topology sees the only one, and the list alone where there are several', async () => {
  using on = opened();
  on.world.set('farm', stateOf([row('A')]));
  const one = on.open(undefined);
  expect((one.events()[1]?.data as Snapshot | undefined)?.topology?.workers).toEqual([row('A')]);
  on.world.set('second', stateOf([]));
  await until('it is a list now', () => one.events().length === 3);
  expect(one.events()[2]?.data).toMatchObject({ topologies: [{}, {}], topology: null });
});

test('the model knows which topologies somebody looks at', () => {
  using on = opened();
  on.world.set('farm', stateOf([]));
  on.world.set('second', stateOf([]));
  const pages = [on.open('farm'), on.open('farm'), on.open(undefined)];
  expect(on.world.watched).toEqual([['farm', true]]);
  pages[0]?.leave();
  expect(on.world.watched).toHaveLength(1);
  pages[1]?.leave();
  expect(on.world.watched.at(-1)).toEqual(['farm', false]);
});

test('the streams of a session that has ended are ended, and those that are over at a beat', async () => {
  using on = opened({ beat: 20 });
  on.world.set('farm', stateOf([]));
  const mine = on.open('farm');
  const other = on.open('farm', undefined, { ...viewer, session: 's2' });
  const late = on.open('farm', undefined, { ...viewer, session: 's3', until: Date.now() + 10 });
  on.hub.endSession('s1');
  expect([mine.isOver, other.isOver]).toEqual([true, false]);
  expect(mine.events().at(-1)).toMatchObject({ event: 'end', data: { why: 'session' } });
  await until('the other has beats', () => other.names().filter((name) => name === 'beat').length > 2);
  expect([late.isOver, other.isOver]).toEqual([true, false]);
  expect(other.events().at(-1)?.id).toBeUndefined();
});

test('when the process stops, every page is told', () => {
  const on = opened();
  on.world.set('farm', stateOf([]));
  const one = on.open('farm');
  on[Symbol.dispose]();
  expect(one.events().at(-1)).toMatchObject({ event: 'end', data: { why: 'stopping' } });
  expect(one.isOver).toBe(true);
});

test('a heartbeat alone is a beat; one that is not known any more is a row', () => {
  const shown = (rows: readonly PackedRow[]) => ({ topologies: [], topology: stateOf(rows) });
  expect(changesOf(shown([row('A', 1)]), shown([row('A', 2)]))).toEqual({ workers: { beats: { A: 2 } } });
  expect(changesOf(shown([row('A', 1)]), shown([row('A', null)]))).toEqual({ workers: { put: [row('A', null)] } });
  expect(changesOf(shown([row('A', 1)]), shown([row('A', 2, 3)]))).toEqual({ workers: { put: [row('A', 2, 3)] } });
  expect(changesOf(shown([row('A')]), shown([row('A')]))).toBeUndefined();
  const hostile = changesOf(shown([row('__proto__', 1)]), shown([row('__proto__', 2)]));
  expect(JSON.stringify(hostile)).toBe('{"workers":{"beats":{"__proto__":2}}}');
});
