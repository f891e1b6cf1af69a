import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Rehearsal } from '../../../src/cli/render/rehearsal-states.js';
import { rehearsalSvg } from '../../../src/cli/render/rehearsal-svg.js';
import { machine, rehearsals, rollout } from '../../support/rehearsals.js';

// Golden pictures: look at them as somebody who prints one before you accept a change (npx vitest -u).

/** All that an SVG can take from elsewhere, or run. */
const reachesOut =
  /<(?:script|a|image|use|foreignObject|iframe)\b|\bon\w+=|href|@import|@font-face|url\((?!#)|https?:\/\/(?!www\.w3\.org\/2000\/svg)/;

/** The names of its elements. Throws where it is no well-formed XML. */
function elementsOf(svg: string): readonly string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => found.push(name));
  parser.write(svg).close();
  return found;
}

describe.each(Object.entries(rehearsals))('the picture of %s', (name, document) => {
  test('is whole, needs nothing else, and is as it was looked at', async () => {
    const svg = rehearsalSvg(document);
    expect(elementsOf(svg)).toContain('svg');
    expect(svg).not.toMatch(reachesOut);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).toMatch(/aria-labelledby="rehearsal-title rehearsal-text"/);
    await expect(svg).toMatchFileSnapshot(`../../golden/rehearsals/${name}.svg`);
  });
});

/** The corners of what the states are drawn with. */
function corners(svg: string): readonly (readonly [number, number])[] {
  return [...svg.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-/g)].flatMap(([, x, y, wide, high]) => [
    [Number(x), Number(y)] as const,
    [Number(x) + Number(wide), Number(y) + Number(high)] as const,
  ]);
}

test.each([1, 5, 60, 61, 1000])('%i workers fit: nothing stands beyond the page, and it is no book', (count) => {
  const svg = rehearsalSvg(rollout(count));
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)?.map(Number) ?? [];
  expect(corners(svg).length).toBeGreaterThanOrEqual(count * 2);
  for (const [x, y] of corners(svg)) {
    expect(x).toBeLessThanOrEqual((width ?? 0) - 23);
    expect(y).toBeLessThanOrEqual(height ?? 0);
  }
  expect(height).toBeLessThan(2000);
  expect(Buffer.byteLength(svg)).toBeLessThan(250_000);
});

test('each state has a pattern of its own, so that it can be told in black and white', () => {
  const svg = rehearsalSvg(rollout(5, [1]));
  const patterns = [...svg.matchAll(/<pattern id="rehearsal-(\w+)"[^>]*>(.*?)<\/pattern>/g)];
  expect(patterns.map(([, state]) => state).sort()).toEqual(
    ['draining', 'gone', 'out', 'restarting', 'unheard', 'unseen', 'working'].sort(),
  );
  const drawn = patterns.map(([, , inside = '']) => / d="([^"]*)"/.exec(inside)?.[1] ?? '');
  expect(new Set(drawn).size).toBe(patterns.length);
});

test('of many workers those that fail have a row with their name, and a cross', () => {
  const svg = rehearsalSvg(rollout(1000, [500, 998]));
  for (const id of ['worker/ETL0501', 'worker/ETL0999']) expect(svg).toContain(`<title>${id}: working +0 s to`);
  expect(svg.match(/class="cross" d="M9/g)).toHaveLength(2);
});

test('a name is text, whatever stands in it', () => {
  const evil = '</text><script>alert(1)</script>"&\u0000\u202e\ud800\uffff\u001b[2J';
  const well = rehearsals.well as Rehearsal;
  const svg = rehearsalSvg({
    ...well,
    topology: { ...well.topology, name: evil, file: evil },
    catalog: { server: evil, database: evil, sandbox: evil },
    workers: [
      machine(`worker/${evil}`, ['draining', 400], ['working', 870]),
      machine('worker/ETL02', ['working', 870]),
    ],
    nodes: [machine(`master/${evil}`, ['working', 870])],
  });
  expect(elementsOf(svg)).toContain('svg');
  expect(svg).not.toMatch(/<script/);
  expect(svg).toContain('&lt;script&gt;');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(svg).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\ufffe\uffff]|[\ud800-\udfff]/);
  expect(elementsOf(svg)).not.toContain('script');
});

test('what ends as soon as it begins has an axis, and no length that is no number', () => {
  const well = rehearsals.well as Rehearsal;
  const svg = rehearsalSvg({
    ...well,
    durationSeconds: 0,
    capacity: { before: 0, lowest: 0, lowestFrom: 0, lowestSeconds: 0, after: 0, steps: [{ at: 0, workers: 0 }] },
    workers: [machine('worker/ETL01', ['working', 0])],
  });
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(elementsOf(svg)).toContain('svg');
});
