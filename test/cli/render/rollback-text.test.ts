import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { textView } from '../../../src/cli/render/apply-view.js';
import { planMarkdown } from '../../../src/cli/render/plan-markdown.js';
import { planText } from '../../../src/cli/render/plan-text.js';
import { rollbacksText } from '../../../src/cli/render/rollback-text.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import type { Rollback, Step } from '../../../src/domain/documents.js';
import { diagnostic } from '../../../src/errors/errors.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { screen } from '../../support/screen.js';
import { stepOf } from '../../support/step-of.js';

// Golden texts: read them as a DBA would before you accept a change of one (npx vitest -u).
const machines = ['ETL01', 'ETL02', 'ETL03'];

/** A worker that is emptied, gets another certificate, and goes back to the old one where it is not heard of. */
function renewed(machine: string): { readonly steps: readonly Step[]; readonly rollback: Rollback } {
  const target = `worker/${machine}`;
  const config = (id: string, thumbprint: string, needs: readonly string[]) =>
    stepOf('editConfig', `${target}:${id}`, {
      target,
      needs,
      arguments: { machine, path: 'C:\\WorkerSettings.config', 'config.WorkerHttpsCertThumbprint': thumbprint },
    });
  const restart = (id: string, needs: readonly string[]) =>
    stepOf('restartService', `${target}:${id}`, {
      target,
      needs,
      risk: 'disruptive',
      arguments: { machine, service: 'SSISScaleOutWorker160', timeoutSeconds: 180 },
    });
  const online = (id: string, needs: readonly string[]) =>
    stepOf('awaitWorker', `${target}:${id}`, { target, needs, arguments: { machine, timeoutSeconds: 120 } });
  const steps = [
    config('config', 'A'.repeat(40), []),
    restart('restart', [`${target}:config`]),
    online('online', [`${target}:restart`]),
  ];
  const undo = [
    { undoes: `${target}:config`, step: config('config/back', 'B'.repeat(40), []) },
    { undoes: `${target}:restart`, step: restart('restart/back', [`${target}:config/back`]) },
    { undoes: `${target}:restart`, step: online('online/back', [`${target}:restart/back`]) },
  ];
  return { steps, rollback: { target, steps: steps.map(({ id }) => id), undo } };
}

const all = machines.map(renewed);
const base = planOf(
  topologyOf({ workers: machines.map((machine) => ({ machine, tags: 'night' })) }),
  catalogOf(machines.map((machine, at) => rowOf(machine, at, { enabled: true }))),
);
const plan = {
  ...base,
  steps: all.flatMap(({ steps }) => steps),
  rollbacks: all.map(({ rollback }) => rollback),
};

const widest = (text: string) => Math.max(...text.split('\n').map((line) => stringWidth(line)));

describe.each([60, 80, undefined])('what is taken back, on %s columns', (columns) => {
  test.each([false, true])('steps: %s', async (steps) => {
    const text = planText(plan, screen(columns), { steps });
    if (columns !== undefined) expect(widest(text)).toBeLessThanOrEqual(columns);
    const name = `rollback${steps ? '-steps' : ''}.${columns ?? 'piped'}`;
    await expect(text).toMatchFileSnapshot(`../../golden/plans/${name}.txt`);
  });
});

test('groups that are alike are told once, others each by itself', () => {
  const [first] = plan.rollbacks;
  if (first === undefined) throw new Error('There is no rollback.');
  const other: Rollback = {
    target: 'master/SQLETL01',
    steps: ['worker/ETL01:drain', 'worker/ETL02:drain'],
    undo: first.undo,
  };
  const text = rollbacksText({ ...plan, rollbacks: [...plan.rollbacks, other] }, screen());
  expect(text.split('\n')).toEqual([
    'Taken back if a step fails:',
    '  worker/ETL01, worker/ETL02, worker/ETL03, each by itself: if one of config, restart and online fails, what has begun of them is undone in 3 steps at most (--steps shows how).',
    '  master/SQLETL01: if one of drain (2) fails, what has begun of them is undone in 3 steps at most (--steps shows how).',
  ]);
});

test('a plan that cannot be applied, or takes nothing back, says nothing of it', () => {
  expect(rollbacksText({ ...plan, applyable: false }, screen())).toBe('');
  expect(rollbacksText(base, screen())).toBe('');
});

test('the comment of a pull request has each step that takes something back', () => {
  const text = planMarkdown(plan);
  expect(text).toContain('Taken back if a step fails:');
  expect(text).toContain('worker/ETL02:restart/back');
});

test('an apply shows what takes back as what it is, and its summary counts the rollback', () => {
  let shown = '';
  const terminal = {
    print: (text: string) => {
      shown += text;
    },
    screen: { out: screen(), err: screen() },
    interactive: false,
  } as Partial<Terminal> as Terminal;
  const view = textView(terminal);
  const begin = (step: string, undoes?: string) =>
    view.emit({
      type: 'step_start',
      step,
      operation: 'x',
      target: 'worker/ETL01',
      ...(undoes === undefined ? {} : { undoes }),
    });
  begin('worker/ETL01:restart');
  view.emit({ type: 'step_complete', step: 'worker/ETL01:restart', outcome: 'done', durationMs: 2_000 });
  begin('worker/ETL01:config/back', 'worker/ETL01:config');
  view.emit({ type: 'step_complete', step: 'worker/ETL01:config/back', outcome: 'done', durationMs: 1_000 });
  begin('worker/ETL01:restart/back', 'worker/ETL01:restart');
  const found = diagnostic('machine.unreachable', 'ETL01 does not answer.');
  view.emit({ type: 'step_errored', step: 'worker/ETL01:restart/back', diagnostic: found, durationMs: 1 });
  const counts = { done: 1, errored: 1, skipped: 0, manual: 0, unresolved: 0, rolledBack: 1, durationMs: 9_000 };
  view.emit({ type: 'apply_summary', result: 'partial', ...counts });
  expect(shown).toContain('  done     worker/ETL01:restart 2');
  expect(shown).toContain('  undone   worker/ETL01:config/back: worker/ETL01:config is taken back 1');
  expect(shown).toContain('  failed   worker/ETL01:restart/back (to take worker/ETL01:restart back): ');
  expect(shown).toContain(
    '1 step done, 1 failed, 1 taken back (marked undone above), 1 rollback (what had begun of it is undone).',
  );
});
