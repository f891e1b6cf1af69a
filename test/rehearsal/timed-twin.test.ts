import { expect, test } from 'vitest';
import type { Catalog } from '../../src/domain/catalog.js';
import { machineName } from '../../src/domain/machine-name.js';
import { noMachines } from '../../src/providers/machines/open-machines.js';
import { catalogSeconds } from '../../src/rehearsal/assumptions.js';
import { simulatedTime } from '../../src/rehearsal/simulated-time.js';
import { timedTwin } from '../../src/rehearsal/timed-twin.js';
import { catalogOf } from '../support/build.js';

const never = new AbortController().signal;

test('a request to the catalog takes what looking at it took, a write twice that, in order with the machines', async () => {
  const observation = { catalog: { ...catalogOf([]), asked: { from: 1_000, to: 1_344 } }, machines: new Map() };
  const seconds = catalogSeconds(observation, 0.5);
  expect(seconds).toBe(0.34);
  expect(catalogSeconds(observation, 0.3)).toBe(0.3);

  using time = simulatedTime();
  const found: (readonly [string, number])[] = [];
  const note = (what: string) => async () => {
    found.push([what, time.now()]);
  };
  const catalog = { readSettings: note('read'), enableScaleOut: note('write') } as unknown as Catalog;
  const machines = { ...noMachines(), inspect: note('look') as never };
  const assumed = { catalogSeconds: seconds, operationSeconds: 0.5, serviceSeconds: 10 };
  const twin = timedTwin({ catalog, machines }, time, assumed);
  await Promise.all([
    twin.catalog.enableScaleOut(never),
    twin.machines.inspect(machineName('ETL01'), never),
    twin.catalog.readSettings(never),
  ]);
  expect(found).toEqual([
    ['read', 340],
    ['look', 500],
    ['write', 680],
  ]);
});

test('where nobody noted how long that took, the catalog takes no time', () => {
  expect(catalogSeconds({ catalog: catalogOf([]), machines: new Map() }, 3)).toBe(0);
});
