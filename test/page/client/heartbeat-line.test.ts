import { describe, expect, test } from 'vitest';
import { heartbeatLine, heartbeatWords } from '../../../src/page/client/parts/heartbeat-line.js';
import type { HeartbeatSample } from '../../../src/page/wire/details.js';

function sample(at: number, age: number | null, online: boolean | null = age === null ? null : true): HeartbeatSample {
  return { at, age, running: null, online };
}

describe('the line of heartbeats', () => {
  test('looks that follow each other are one line, the oldest at the left and the newest at the right', () => {
    const { parts, gaps, top } = heartbeatLine([sample(0, 0), sample(30, 60), sample(60, 30)], {
      width: 600,
      height: 60,
      interval: 30,
    });
    expect(parts).toEqual(['0,60 300,0 600,30']);
    expect(gaps).toEqual([]);
    expect(top).toBe(60);
  });

  test('a look that saw nothing is a gap, not a zero', () => {
    const { parts, gaps } = heartbeatLine(
      [sample(0, 5), sample(30, 5), sample(60, null), sample(90, 5), sample(120, 5)],
      { width: 120, height: 60, interval: 30 },
    );
    expect(parts).toHaveLength(2);
    expect(gaps).toEqual([{ from: 30, to: 90 }]);
  });

  test('looks that did not come at all are a gap', () => {
    const looks = [0, 30, 60, 90, 600, 630].map((at) => sample(at, 5));
    expect(heartbeatLine(looks, { width: 630, height: 60, interval: 30 }).gaps).toEqual([{ from: 90, to: 600 }]);
  });

  test('looks that came sooner, for somebody asked, make no gaps of the usual ones', () => {
    const looks = [0, 1, 2, 3, 4, 34, 64, 94].map((at) => sample(at, 5));
    expect(heartbeatLine(looks, { width: 94, height: 60, interval: 30 }).gaps).toEqual([]);
  });

  test('a look between two gaps is a point', () => {
    const looks = [sample(0, 5), sample(30, 5), sample(60, null), sample(90, 5), sample(120, null)];
    const { points, gaps } = heartbeatLine(looks, { width: 120, height: 60, interval: 30 });
    expect(points.map(({ x }) => x)).toEqual([90]);
    expect(gaps).toEqual([
      { from: 30, to: 90 },
      { from: 90, to: 120 },
    ]);
  });

  test('where nothing is known all of it is a gap', () => {
    expect(heartbeatLine([sample(0, null), sample(30, null)], { width: 600, height: 60, interval: 30 })).toMatchObject({
      parts: [],
      gaps: [{ from: 0, to: 600 }],
    });
  });

  test('hours of silence do not make a flat line of all the rest', () => {
    const { top, parts } = heartbeatLine([sample(0, 10), sample(30, 90_000)], { width: 600, height: 60, interval: 30 });
    expect(top).toBe(900);
    expect(parts[0]).toMatch(/ 600,0$/);
  });
});

describe('the words of the line', () => {
  const now = 120_000;

  test('say the highest age, the looks that were offline and those that saw nothing', () => {
    const looks = [sample(0, 5), sample(30, 200, false), sample(60, null), sample(90, 5)];
    expect(heartbeatWords(looks, now)).toBe(
      '4 looks within 2 min: its last heartbeat was at most 3 min 20 s old, it counted as offline in 1, 1 saw no heartbeat of it.',
    );
  });

  test('never say that it was well where nothing was seen', () => {
    expect(heartbeatWords([sample(0, null)], now)).toBe('1 look within 2 min: none of them saw a heartbeat.');
    expect(heartbeatWords([], now)).toBe('No look of this process has seen a heartbeat of it.');
  });
});
