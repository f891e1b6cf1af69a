import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { textView } from '../../../src/cli/render/apply-view.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import { diagnostic } from '../../../src/errors/errors.js';
import { withGivenWords } from '../../../src/text/given-words.js';
import { fitted } from '../../../src/text/layout.js';
import { catalogOf, planOf, topologyOf } from '../../support/build.js';
import { screen } from '../../support/screen.js';

function shownBy(emit: (view: ReturnType<typeof textView>) => void, parts: Partial<Terminal> = {}): string {
  let shown = '';
  const terminal = {
    print: (text: string) => {
      shown += text;
    },
    screen: { out: screen(), err: screen() },
    interactive: false,
    ...parts,
  } as Partial<Terminal> as Terminal;
  emit(textView(terminal));
  return shown;
}

test('what goes wrong while a step waits is shown at once, with what helps', () => {
  const detail = 'The log of ETL01 says at 2026-11-24 02:15:20 UTC: \u001b[31mred';
  const found = diagnostic('plan.log-trouble', detail, { severity: 'warning', remedy: 'Look at the port.' });
  const shown = shownBy((view) => view.emit({ type: 'step_trouble', step: 'worker/ETL01:online', diagnostic: found }));
  expect(shown).toBe(
    '  trouble  worker/ETL01:online: The log of ETL01 says at 2026-11-24 02:15:20 +00:00: \\u{1b}[31mred\n           What to do: Look at the port.\n',
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
    '\nLeft to a person: nothing was changed; the step by hand above is to be done by an administrator of the machine, and until then the topology does not hold.\nscaleout plan shows what remains.\n',
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

const given = { verb: 'apply', file: 'prod.yaml', sandbox: './fleet', platform: 'linux' } as const;
const counts = { done: 3, errored: 1, skipped: 2, manual: 0, unresolved: 0, durationMs: 200_000 };

test('an apply in part ends with the commands that were really run', () => {
  const shown = shownBy((view) => view.emit({ type: 'apply_summary', result: 'partial', ...counts }), {
    screen: { out: screen(80), err: { ...screen(80), given } },
  });
  expect(shown).toBe(
    '\nApplied in part: 3 steps done, 1 failed, 2 skipped.\nscaleout plan prod.yaml --sandbox ./fleet shows what remains.\nWhen what failed is mended, this goes on from there:\n  scaleout apply prod.yaml --sandbox ./fleet\n',
  );
});

test.each([undefined, 40, 60, 80])(
  'a rotation in part ends with a command that can be copied, %s columns',
  (columns) => {
    const rotated = { ...given, file: '/srv/scale out/prod.yaml', sandbox: '/srv/scale out/fleet' };
    const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'].map((name) => `worker/${name}`);
    let shown = '';
    const terminal = {
      print: (text: string) => {
        shown += text;
      },
      screen: { out: { ...screen(columns), given: rotated }, err: { ...screen(columns), given: rotated } },
      interactive: false,
    } as Partial<Terminal> as Terminal;
    const again = () => ({ remains: 'rotate workers --status', goesOn: `rotate ${workers.join(' ')}` });
    textView(terminal, { again }).emit({ type: 'apply_summary', result: 'partial', ...counts });
    // As the terminal does it with all that is printed.
    const printed = fitted(withGivenWords(shown, rotated), screen(columns));
    const words = "-f '/srv/scale out/prod.yaml' --sandbox '/srv/scale out/fleet'";
    const whole = printed.replace(/ \\\n +/g, ' ');
    expect(whole).toContain(`scaleout rotate ${workers.join(' ')} ${words}`);
    expect(whole).toContain(`scaleout rotate workers --status ${words}`);
    expect(whole.match(/--sandbox/g)).toHaveLength(2);
  },
);

test('the end of an apply counts what was taken back', () => {
  const shown = shownBy((view) => {
    view.emit({ type: 'step_start', step: 'a:back', operation: 'editConfig', target: 'a', undoes: 'a' });
    view.emit({ type: 'step_complete', step: 'a:back', outcome: 'done', durationMs: 1 });
    view.emit({ type: 'apply_summary', result: 'partial', ...counts });
  });
  expect(shown).toContain('3 steps done, 1 failed, 2 skipped, 1 taken back (marked undone above)');
});

test('a saved plan is used once: what goes on is the topology that it names', () => {
  const shown = shownBy(
    (view) => {
      view.planned(planOf(topologyOf({ workers: [] }), catalogOf([])));
      view.emit({ type: 'apply_summary', result: 'interrupted', ...counts });
    },
    { screen: { out: screen(), err: { ...screen(), given: { verb: 'apply', platform: 'linux' } } } },
  );
  expect(shown).toContain('scaleout plan topology.yaml shows what remains.\nscaleout apply topology.yaml goes on');
});

test.each([40, 60, 80])('no line of an apply is wider than %i columns, and what goes on is indented', (columns) => {
  const step = `worker/${'a-long-name-of-a-host'.repeat(3)}.corp.example:trustOn/SQLETL01`;
  const found = diagnostic(
    'machine.worker-not-heard',
    `Nothing was heard of it for 10 min. ${'Its log says more. '.repeat(9)}`,
  );
  const shown = shownBy(
    (view) => {
      view.emit({ type: 'step_progress', step, message: 'waits for 2 packages: ETL\\Loads\\Load.dtsx since 14 min' });
      view.emit({ type: 'step_trouble', step, diagnostic: found });
      view.emit({ type: 'step_complete', step, outcome: 'already', durationMs: 185_000 });
      view.emit({ type: 'step_errored', step, diagnostic: found, durationMs: 1 });
      view.emit({ type: 'step_skipped', step, reason: `needs ${step}, which failed` });
      view.emit({ type: 'apply_summary', result: 'partial', ...counts });
    },
    { screen: { out: screen(columns), err: screen(columns) } },
  );
  for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  expect(shown).toMatch(/3 min 5\s+s/);
  expect(shown.split('\n')[1]).toMatch(/^ {4,}\S/);
});

test('steps that are skipped one after the other for one reason are one line', () => {
  const shown = shownBy((view) => {
    const skip = (step: string, reason = 'the rollout stopped') => view.emit({ type: 'step_skipped', step, reason });
    skip('worker/ETL01:disable');
    skip('worker/ETL02:disable', 'it needs another');
    for (let at = 3; at < 15; at += 1) skip(`worker/ETL${at}:disable`);
    view.end();
  });
  const lines = shown.trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe('  skipped  worker/ETL01:disable: the rollout stopped');
  expect(lines[2]).toMatch(/^ {2}skipped {2}12 steps: worker\/ETL3:disable, .*, and 2 more: the rollout stopped$/);
});

test('the line of progress is no wider than standard error, whatever the id', () => {
  let told = '';
  const err = (text: string) => {
    told = text;
  };
  const step = `worker/${'x'.repeat(90)}:enable`;
  shownBy((view) => view.emit({ type: 'step_start', step, operation: 'setWorkerEnabled', target: 'worker/X' }), {
    interactive: true,
    err,
    screen: { out: screen(), err: screen(30) },
  });
  const line = stripVTControlCharacters(told).replace('\r', '');
  expect(line).toMatch(/^\[0\/0\] worker\/x+…x*:?e?n?able \.\.\.$/);
  expect(line.length).toBeLessThan(30);
});

test('an apply of which no step was done says that nothing was applied', () => {
  const none = { ...counts, done: 0, errored: 1, skipped: 2 };
  const shown = shownBy((view) => view.emit({ type: 'apply_summary', result: 'partial', ...none }));
  expect(shown).toMatch(/^\nNothing was applied: 1 step failed, 2 skipped\.\n/);
});
