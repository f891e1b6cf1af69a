import { expect, test } from 'vitest';
import { rotateOptions } from '../../src/cli/rotate-options.js';

test('workers by their ids, all of them, or the master; a word that is a file by its ending is the topology', () => {
  expect(rotateOptions(['worker/ETL01', 'worker/etl02'], {})).toMatchObject({
    asked: { of: 'workers', ids: ['worker/ETL01', 'worker/etl02'] },
    file: undefined,
    status: false,
  });
  expect(rotateOptions(['workers', 'prod.yaml'], { exclude: ['worker/ETL03'] })).toMatchObject({
    asked: { of: 'workers', ids: 'all' },
    file: 'prod.yaml',
    exclude: ['worker/ETL03'],
  });
  expect(rotateOptions(['worker/ETL01.corp.example', './farms/prod'], {})).toMatchObject({ file: './farms/prod' });
  expect(rotateOptions(['worker/ETL01'], { status: true })).toMatchObject({ status: true });
});

test('the master: one phase at a time, and without one only a look', () => {
  expect(rotateOptions(['master'], { switch: true, yes: true })).toMatchObject({
    asked: { of: 'master', phase: 'switch' },
    status: false,
    yes: true,
  });
  expect(rotateOptions(['master'], {})).toMatchObject({ asked: { of: 'master' }, status: true });
  expect(rotateOptions(['master', '-'], {})).toMatchObject({ file: '-' });
  expect(() => rotateOptions(['master'], { prepare: true, switch: true })).toThrow('--prepare and --switch were given');
  expect(() => rotateOptions(['master'], { complete: true, status: true })).toThrow('--complete and --status');
});

test.each([
  [[], {}, 'It was not said what is to be rotated'],
  [['ETL01'], {}, 'Did you mean worker/ETL01?'],
  [['worker'], {}, 'Did you mean workers?'],
  [['master/SQLETL01'], {}, 'Did you mean master?'],
  [['master', 'workers'], {}, 'stand alone'],
  [['workers', 'worker/ETL01'], {}, 'stand alone'],
  [['workers'], { switch: true }, '--switch goes with master'],
  [['workers', 'a.yaml', 'b.yaml'], {}, 'a.yaml and b.yaml: name one'],
  [['workers', 'a.yaml'], { file: 'b.yaml' }, 'Two topology files'],
  [['workers', '-'], {}, 'add --yes'],
  [
    ['workers'],
    { status: true, yes: true, exclude: ['worker/ETL01'] },
    '--status only looks: --yes, --exclude would do',
  ],
  [['master'], { yes: true }, 'rotate master only looks unless --prepare'],
] as const)('%j with %j is refused', (words, parsed, why) => {
  expect(() => rotateOptions(words, parsed)).toThrow(why);
});
