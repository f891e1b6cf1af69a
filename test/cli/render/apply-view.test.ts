import { expect, test } from 'vitest';
import { textView } from '../../../src/cli/render/apply-view.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import { diagnostic } from '../../../src/errors/errors.js';
import { screen } from '../../support/screen.js';

function shownBy(emit: (view: ReturnType<typeof textView>) => void): string {
  let shown = '';
  const terminal = {
    print: (text: string) => {
      shown += text;
    },
    screen: { out: screen(), err: screen() },
    interactive: false,
  } as Partial<Terminal> as Terminal;
  emit(textView(terminal, []));
  return shown;
}

test('what goes wrong while a step waits is shown at once, with what helps', () => {
  const detail = 'The log of ETL01 says at 2026-11-24 02:15:20 UTC: \u001b[31mred';
  const found = diagnostic('plan.log-trouble', detail, { severity: 'warning', remedy: 'Look at the port.' });
  const shown = shownBy((view) => view.emit({ type: 'step_trouble', step: 'worker/ETL01:online', diagnostic: found }));
  expect(shown).toBe(
    '  trouble  worker/ETL01:online: The log of ETL01 says at 2026-11-24 02:15:20 UTC: \\u{1b}[31mred\n             What to do: Look at the port.\n',
  );
});

test('the end of an apply says how many changes were left out since they are suspended', () => {
  const counts = { done: 3, errored: 0, skipped: 0, manual: 0, unresolved: 0, suspended: 2, durationMs: 1_000 };
  const shown = shownBy((view) => view.emit({ type: 'apply_summary', result: 'done', ...counts }));
  expect(shown).toContain('3 steps done, 2 left out (suspended)');
});

test('an apply that leaves all to a person says so: its exit code alone would hide it', () => {
  const counts = { done: 0, errored: 0, skipped: 0, manual: 1, unresolved: 0, durationMs: 1_000 };
  const shown = shownBy((view) => view.emit({ type: 'apply_summary', result: 'done', ...counts }));
  expect(shown).toBe(
    '\nLeft to a person: nothing was changed; the step by hand above is to be done by an administrator of the machine, and until then the topology does not hold. Run scaleout plan to see what remains.\n',
  );
  const none = shownBy((view) => view.emit({ type: 'apply_summary', result: 'done', ...counts, manual: 0 }));
  expect(none).toBe('');
});

test('an apply that has mended something and ends with a fleet that is down says that heartbeats come within a minute', () => {
  const ended = (done: number) =>
    shownBy((view) => {
      const since = '2026-11-24T02:00:00.000Z';
      view.emit({ type: 'health', health: { state: 'down', reason: 'No worker is heard of.', since } });
      const counts = { errored: 0, skipped: 0, manual: 0, unresolved: 0, durationMs: 1_000 };
      view.emit({ type: 'apply_summary', result: 'done', done, ...counts });
    });
  expect(ended(1)).toContain('heard of with its next heartbeat, within a minute');
  expect(ended(0)).not.toContain('heartbeat');
});
