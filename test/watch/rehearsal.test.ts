import { expect, test } from 'vitest';
import type { AllowedBy, ApplyRecorder } from '../../src/history/apply-recorder.js';
import { type Approval, writeApprovals } from '../../src/reconciler/hold/notes.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../support/build.js';
import { type WatchedModel, watchModel } from './watched-model.js';

const { signal: never } = new AbortController();
/** ETL01 is to get a description (safe), ETL02 to be disabled (disruptive). */
const topology = topologyOf({
  workers: [
    { machine: 'ETL01', description: 'loads' },
    { machine: 'ETL02', enabled: false },
  ],
  policy: { requireRehearsal: 'disruptive' },
});
const [first, second] = [rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled: true })];
const observation = catalogOf([first, second]);
/** Once what is safe is done. */
const rest = planOf(topology, catalogOf([{ ...first, description: 'loads' }, second]));
const rehearsal = { createdAt: '2026-11-24T11:59:00.000Z', before: 2, lowest: 1 };
const approval = (parts: Partial<Approval> = {}) =>
  writeApprovals([{ fingerprint: rest.fingerprint, who: 'anna', when: '2026-11-24T12:00:00.000Z', ...parts }]);

function recorder(begun: (AllowedBy | undefined)[]): ApplyRecorder {
  return {
    emit: () => undefined,
    async begin(_plan, _login, allowed) {
      begun.push(allowed);
      return [];
    },
    end: async () => [],
    refused: async () => [],
  };
}

async function waitingIn({ catalog }: WatchedModel): Promise<unknown> {
  const { notes } = await catalog.observe(never);
  return notes.known ? JSON.parse(notes.value.waiting ?? '[]') : undefined;
}

test('a watch does what is safe, and holds the rest until it is approved by a rehearsal of it', async () => {
  const begun: (AllowedBy | undefined)[] = [];
  let waiting: unknown;
  const given = { topology, observation, history: async () => recorder(begun) };
  const model = await watchModel(400_000, given, (watched) => {
    const { at, catalog } = watched;
    at(90_000, () => void waitingIn(watched).then((seen) => (waiting = seen)));
    // Without a rehearsal it is no approval, whoever writes it.
    at(100_000, () => void catalog.setNote('approvals', approval(), never));
    at(200_000, () => void catalog.setNote('approvals', approval({ rehearsal }), never));
  });
  expect(model.catalog.writes.filter((write) => !write.startsWith('note') && !write.startsWith('mark'))).toEqual([
    `Description ${first.id}`,
    `disable ${second.id}`,
  ]);
  expect(waiting).toMatchObject([{ fingerprint: rest.fingerprint, state: 'waiting', rehearsal: true }]);
  const reason = `it needs a rehearsal, then: scaleout approve ${rest.fingerprint} --rehearsal FILE`;
  expect(model.results[1]?.held).toEqual([{ id: 'worker/ETL02', by: 'approval', reason }]);
  // The history knows who approved what by which rehearsal; what was safe nobody had to.
  const who = { who: 'anna', when: '2026-11-24T12:00:00.000Z' };
  expect(begun).toEqual([{}, { approval: who, rehearsal: { fingerprint: rest.fingerprint, ...rehearsal } }]);
  // It is used up, and that it was carried out stands there.
  expect((await model.catalog.observe(never)).notes).toMatchObject({ value: { approvals: null } });
  expect(await waitingIn(model)).toMatchObject([{ state: 'done' }]);
});

test('without the policy nothing waits, and an approval that lies about is left alone', async () => {
  const { requireRehearsal: _, ...policy } = topology.policy;
  const notes = {
    known: true,
    value: { suspensions: null, approvals: approval(), waiting: null, acknowledgements: null },
  } as const;
  const model = await watchModel(40_000, { topology: { ...topology, policy }, observation: { ...observation, notes } });
  expect(model.results[0]).toMatchObject({ result: 'applied', held: [] });
  expect(model.catalog.writes).not.toContain('note approvals');
});
