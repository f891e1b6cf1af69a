import { rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { WatchEvent } from '../../src/watch/watch-event.js';
import { lacking } from '../support/posix.js';
import { finished, startCli } from '../support/run-cli.js';
import { servedSandbox } from '../support/served-sandbox.js';
import { until } from '../support/until.js';

type Reconciled = Extract<WatchEvent, { readonly type: 'reconciled' }>;

/** Milliseconds. Coarse: the best of a few saves counts, since others use the machine too. */
const bar = 500;

const topology = (description: string) =>
  [
    'apiVersion: ssis-scaleout/v1',
    'name: watched',
    'catalog: { server: SQLETL01 }',
    'access: { transport: none }',
    'workers:',
    `  - { machine: ETL01, description: ${description} }`,
    '',
  ].join('\n');

test.skipIf(lacking.signals)('a saved change of the file is planned at once', async () => {
  await using sandbox = await servedSandbox();
  const { folder } = sandbox;
  await folder.write('topology.yaml', topology('first'));
  const words = ['watch', '--sandbox', 'fleet', '--json', '--no-history', '--interval', '1h'];
  const child = startCli(words, { cwd: folder.path });
  const ended = finished(child);
  const runs: (Reconciled & { readonly at: number })[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as WatchEvent;
    if (event.type === 'reconciled') runs.push({ ...event, at: performance.now() });
  });
  await until('the first run', () => runs.length === 1, 20_000);
  const took: number[] = [];
  for (let save = 0; save < 6; save += 1) {
    const isMoved = save % 2 === 1;
    const text = topology(`save ${save}`);
    if (isMoved) await folder.write('new.yaml', text);
    const began = performance.now();
    if (isMoved) await rename(folder.file('new.yaml'), folder.file('topology.yaml'));
    else await folder.write('topology.yaml', text);
    await until('it is planned', () => runs.length === save + 2, 20_000);
    const last = runs.at(-1);
    expect(last?.result).toMatchObject({ result: 'held', reasons: ['file'] });
    took.push((last?.at ?? 0) - began);
  }
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(Math.min(...took.filter((_, save) => save % 2 === 0))).toBeLessThan(bar);
  expect(Math.min(...took.filter((_, save) => save % 2 === 1))).toBeLessThan(bar);
});
