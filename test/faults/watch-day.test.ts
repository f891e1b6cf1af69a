import { expect, test } from 'vitest';
import { isLongRun } from './extent.js';
import { hour, type LogLine, watchedDay } from './watched-day.js';

/** `npm run test:faults` watches whole days. */
const hours = isLongRun ? 24 : 8;

const seeds = Array.from({ length: isLongRun ? 20 : 1 }, (_, index) => index + 1);

/** Milliseconds: the waits before a line may come again double from the first to the longest; after the last it is new. */
const waits = { first: 750, longest: 15 * 60_000, forgotten: hour } as const;

test.each(seeds)(
  `${hours} hours of random faults on catalog, machines and file: alive, converged, and no line too often (seed %i)`,
  async (seed) => {
    const { model, lines, rejections, faults } = await watchedDay(seed, hours);
    expect(rejections).toEqual([]);
    expect(model.events.at(-1)?.type).toBe('watch_stopped');
    expect(model.results.at(-1)).toMatchObject({ result: 'in-sync', held: [], diagnostics: [] });
    // They were bad hours, and it went on working.
    expect(Math.min(...faults.values())).toBeGreaterThan(0);
    expect(faults.size).toBe(10);
    const longest = Math.max(...gaps(model.looks));
    expect(longest).toBeLessThan(16 * 60_000);
    expect(tooOften(lines)).toEqual([]);
    const done = model.results.reduce((sum, { outcome }) => sum + (outcome?.done ?? 0), 0);
    console.log(
      `seed ${seed}: ${model.results.length} runs, ${done} steps, ${lines.length} lines, ${JSON.stringify([...faults])}`,
    );
  },
  isLongRun ? 300_000 : 120_000,
);

function gaps(moments: readonly number[]): readonly number[] {
  return moments.map((moment, index) => moment - (moments[index - 1] ?? 0));
}

/** Lines that came again sooner than doubling waits allow. A run that changed something always has its line. */
function tooOften(lines: readonly LogLine[]): readonly string[] {
  const known = new Map<string, { readonly at: number; readonly times: number }>();
  return lines.flatMap(({ at, line }) => {
    const { time: _, run: __, durationMs: ___, suppressed: ____, reasons: _____, ...said } = line;
    const { outcome } = said as { readonly outcome?: { readonly done: number } };
    if ((outcome?.done ?? 0) > 0) return [];
    const key = JSON.stringify(said);
    const before = known.get(key);
    const gap = at - (before?.at ?? Number.NEGATIVE_INFINITY);
    const isNew = before === undefined || gap >= waits.forgotten;
    known.set(key, { at, times: isNew ? 1 : before.times + 1 });
    const allowed = Math.min(waits.longest, waits.first * 2 ** ((before?.times ?? 1) - 1));
    return isNew || gap >= allowed ? [] : [`after ${gap} ms, the ${before.times + 1}th: ${key}`];
  });
}
