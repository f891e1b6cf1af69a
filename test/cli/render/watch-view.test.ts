import { expect, test } from 'vitest';
import { watchLine, watchView } from '../../../src/cli/render/watch-view.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import type { WatchEvent } from '../../../src/watch/watch-event.js';
import { screen } from '../../support/screen.js';
import { change, failure, held, outcome, planOf, reconciled, topology } from '../../watch/events.js';

/** What a person sees of these events, without the times. */
function shown(...events: readonly WatchEvent[]): readonly string[] {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(text.replace(/^\S+ \S+ \+00:00 /, '').trimEnd());
  const screens = { out: screen(), err: screen() };
  events.forEach(watchView({ print, screen: screens } as Partial<Terminal> as Terminal));
  return lines;
}

const drift = (reason: string, by: string) =>
  reconciled('held', {
    plan: planOf([{ ...change('worker/ETL01'), reason }]),
    held: [held('worker/ETL01', 'guard', { reason: by })],
  });

test('what is held is told with what differs, for a standby too', () => {
  expect(shown(drift('its tags differ', 'etl-b leads'))).toEqual([
    'warehouse: 1 change held: worker/ETL01 (its tags differ) by guard, etl-b leads',
  ]);
});

test('another difference is news, a moment in its words is none', () => {
  const said = shown(
    drift('nothing is heard of it for 3 min', 'mode'),
    drift('nothing is heard of it for 4 min', 'mode'),
    drift('its tags differ', 'mode'),
  );
  expect(said).toHaveLength(2);
});

test('a bad file is told with the line of each mistake', () => {
  const range = { file: 'a.yaml', start: { line: 3, column: 5 }, end: { line: 3, column: 6 } };
  const diagnostics = [{ ...failure('topology.unknown-key', 'There is no key enabeld.'), range }];
  expect(shown({ type: 'topology_bad', topology, diagnostics })).toEqual([
    'warehouse: the file is bad, the last good one is kept to: a.yaml:3:5: The topology file has a key that is not part of the format: There is no key enabeld. [topology.unknown-key]',
  ]);
});

test('an apply that was told to end is interrupted, and the step that it was at was cut off', () => {
  const diagnostic = failure('guard.drain-stopped', 'ETL01 was being drained.');
  const said = shown(
    {
      type: 'apply_event',
      topology,
      event: { type: 'step_errored', step: 'worker/ETL01:drain', diagnostic, durationMs: 1 },
    },
    reconciled('interrupted', { outcome: { ...outcome, result: 'interrupted', errored: 1, skipped: 2 } }),
  );
  expect(said[0]).toMatch(/^warehouse: worker\/ETL01:drain was cut off: /);
  expect(said[1]).toBe('warehouse: interrupted, 1 step done, 1 cut off or failed, 2 not begun');
});

test('a line is told with its time as of the reader, and wraps with a hanging indent; a held change says until when', () => {
  const berlin = { ...screen(60), zone: 'Europe/Berlin' };
  expect(watchLine('warehouse: 1 change held: worker/ETL01 by window, until 2026-11-24 05:00:00 UTC', berlin)).toBe(
    '2026-11-24 03:20:00 +01:00 warehouse: 1 change held:\n  worker/ETL01 by window, until 2026-11-24 06:00:00 +01:00\n',
  );
  expect(
    shown(
      reconciled('held', {
        plan: planOf([change('worker/ETL01')]),
        held: [held('worker/ETL01', 'window', { until: '2026-11-24T05:00:00.000Z' })],
      }),
    )[0],
  ).toContain('(until 2026-11-24 05:00:00 +00:00)');
});
