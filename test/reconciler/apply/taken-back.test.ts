import { expect, test } from 'vitest';
import { leftOut, takenBack } from '../../../src/reconciler/apply/taken-back.js';

const worker = { target: 'worker/ETL01', steps: [], undo: [] };

test('what was not taken back is named, and what is back', () => {
  const ended = {
    rollback: { ...worker, target: 'master' },
    back: ['master/SQLETL01:config'],
    lacking: ['worker/ETL01:restart'],
  };
  expect(takenBack(ended, false)).toMatchObject({
    code: 'apply.rollback-failed',
    detail: 'Not taken back of master: worker/ETL01:restart. Taken back: master/SQLETL01:config.',
  });
  expect(takenBack({ ...ended, back: [] }, false).detail).toMatch(/Nothing else of it was taken back\.$/);
});

test('what a command has asked for is gone on with by that command', () => {
  const whole = { rollback: worker, back: ['worker/ETL01:config'], lacking: [] };
  expect(takenBack(whole, true).remedy).toContain('run scaleout rotate worker/ETL01 then');
  expect(takenBack(whole, false).remedy).toContain('run scaleout apply again');
  const master = { ...whole, rollback: { ...worker, target: 'master' } };
  expect(takenBack(master, true).remedy).toContain('run scaleout rotate master --switch then');
  expect(takenBack({ ...master, lacking: ['a'] }, true).remedy).toContain(
    'scaleout apply brings in order what has begun',
  );
  expect(leftOut(['worker/ETL01'], true).remedy).toContain('run the same scaleout rotate after that');
  expect(leftOut(['worker/ETL01'], false).remedy).toContain('scaleout apply again');
});
