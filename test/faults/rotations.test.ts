import { describe, expect, test } from 'vitest';
import { choose, isLongRun, tell } from './extent.js';
import {
  type Applied,
  type Hit,
  type Moment,
  type RotatedFleet,
  type Snapshot,
  startRotatedFleet,
} from './rotated-fleet.js';
import { type Rotation, rotations, snapshotOf, workers } from './rotations.js';
import { seePairs } from './working-pairs.js';

/** Kills and cuts of each rotation in the short test; the long one has all. */
const sample = 1;
const limit = isLongRun ? 7_200_000 : 300_000;

/** What is not as it should be once nothing is left to do. */
async function endOf(fleet: RotatedFleet, rotation: Rotation, before: readonly string[]): Promise<readonly string[]> {
  const problems = [...(await fleet.endOfPackages())];
  const { steps, changes, health } = await fleet.plan();
  if (steps.length > 0) problems.push(`left to do: ${steps.map(({ id }) => id).join(', ')}`);
  else if (changes.length > 0)
    problems.push(`left: ${changes.map(({ id, reason }) => `${id} (${reason})`).join(', ')}`);
  if (health?.state !== 'healthy') problems.push(`health: ${health?.state}, ${health?.reason}`);
  const { store } = fleet.running;
  const { working, out } = seePairs(store, fleet.snapshot().at);
  if (working !== workers.length) problems.push(`${working} work, ${out.join(', ') || 'none'} out`);
  const after = rotation.rotated(store);
  if (after.some((print, index) => print === before[index])) problems.push('something is as it was before');
  return problems;
}

interface Ran {
  readonly applied: Applied;
  readonly broken: readonly string[];
  readonly problems: readonly string[];
  readonly least: number;
  readonly looks: number;
  readonly moments: readonly Moment[];
}

/** One apply, with a blow or without; then another one where something was left. */
async function run(snapshot: Snapshot, rotation: Rotation, hit?: Hit): Promise<Ran> {
  await using fleet = await startRotatedFleet(snapshot);
  const before = rotation.rotated(fleet.running.store);
  const applied = await fleet.apply(hit);
  const moments = fleet.moments();
  const least = fleet.leastWorking();
  const problems: string[] = [];
  if (hit === undefined && applied.end !== 'done') {
    problems.push(`ended ${applied.end}: ${'errors' in applied ? applied.errors.join('; ') : ''}`);
  }
  if (hit !== undefined) {
    const next = await fleet.apply();
    if (next.end !== 'done')
      problems.push(`the next apply: ${next.end}: ${'errors' in next ? next.errors.join('; ') : ''}`);
  }
  problems.push(...(await endOf(fleet, rotation, before)));
  return { applied, broken: [...fleet.broken], problems, least, looks: fleet.looks(), moments };
}

/** At the first moments little has been done. */
function fromTheMiddle<T>(all: readonly T[]): readonly T[] {
  const half = Math.floor(all.length / 2);
  return [...all.slice(half), ...all.slice(0, half)];
}

/** The short test has certificates alone. */
const tried = rotations.filter(({ isControl }) => isLongRun || isControl !== true);

describe.each(tried)('$name, under packages', (rotation) => {
  test(
    'a pair works for each worker at every moment, whatever dies or is cut off',
    async () => {
      const snapshot = await snapshotOf(rotation);
      const whole = await run(snapshot, rotation);
      tell(`${rotation.name}: ${whole.moments.length} moments, ${whole.looks} looks, least ${whole.least}`);
      expect(whole).toMatchObject({ broken: [], problems: [] });
      expect(whole.least).toBeGreaterThanOrEqual(rotation.least);
      const writes = whole.moments.filter(({ type }) => type === 'write');
      const kills = choose(
        fromTheMiddle(whole.moments).map((at): Hit => ({ at, blow: 'kill' })),
        sample,
      );
      const blows = ['cutBefore', 'cutAfter', 'lost'] as const;
      const cuts = choose(
        fromTheMiddle(writes).flatMap((at) => blows.map((blow): Hit => ({ at, blow }))),
        sample,
      );
      const bad: string[] = [];
      let broke = 0;
      let killed = 0;
      for (const hit of [...kills, ...cuts]) {
        const text = `${hit.blow} at ${hit.at.type} ${hit.at.nth}`;
        const { applied, broken, problems } = await run(snapshot, rotation, hit);
        if (applied.end === 'killed') killed += 1;
        if (broken.length > 0) broke += 1;
        tell(`${text}: ${applied.end}; ${[...broken, ...problems].join('; ') || 'well'}`);
        bad.push(...[...broken, ...problems].map((problem) => `${text}: ${problem}`));
      }
      console.log(
        `${rotation.name}: ${killed} kills, ${cuts.length} cuts; ${broke} broke the invariant, ${bad.length} problems`,
      );
      expect(bad).toEqual([]);
      expect(killed).toBe(kills.length);
    },
    limit,
  );
});
