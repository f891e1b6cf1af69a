import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { table } from '../../src/text/table.js';
import { screen } from '../support/screen.js';

const heads = [{ title: 'STEP', fold: 'id' }, 'RESULT', 'NOTE'] as const;
const rows = [
  [{ text: 'worker/ETL01:setWorkerProperty' }, { text: 'done' }, { text: 'it was as wanted before the step began' }],
  [{ text: 'scaleOut' }, { text: 'failed' }, { text: '' }],
];

test('a table that fits is as wide as its cells', () => {
  expect(table(['WHO', 'RESULT'], [[{ text: 'anna' }, { text: 'done' }]], screen(12)).split('\n')).toEqual([
    'WHO   RESULT',
    'anna  done',
  ]);
});

test('where it does not fit, words go on in the next line and ids lose their middle', () => {
  expect(table(heads, rows, screen(50))).toBe(
    [
      'STEP                  RESULT  NOTE',
      'worker/ETL…rProperty  done    it was as wanted',
      '                              before the step',
      '                              began',
      'scaleOut              failed',
    ].join('\n'),
  );
});

test('where even that is too wide, each row is a list of all its values', () => {
  expect(table(heads, rows, screen(30))).toBe(
    [
      'worker/ETL01:setWorkerProperty',
      '  RESULT  done',
      '  NOTE    it was as wanted',
      '          before the step',
      '          began',
      '',
      'scaleOut',
      '  RESULT  failed',
      '  NOTE',
    ].join('\n'),
  );
});

test('wide characters take two columns', () => {
  const lines = table(['NAME', 'X'], [[{ text: '倉庫' }, { text: '1' }]], screen(80)).split('\n');
  expect(lines.map((line) => stringWidth(line))).toEqual([7, 7]);
});

test('a cell is painted after it has been laid out', () => {
  const paint = (text: string) => `<${text}>`;
  expect(table(['A', 'B'], [[{ text: 'x', paint }, { text: 'y' }]], screen(80))).toBe('A  B\n<x>  y');
});
