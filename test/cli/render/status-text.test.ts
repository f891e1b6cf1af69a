import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { statusText } from '../../../src/cli/render/status-text.js';
import { filteredStatus } from '../../../src/status/filter-status.js';
import { type StatusDocument, statusDocument } from '../../../src/status/status-document.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';
import { seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  sshTopology,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';
import { screen } from '../../support/screen.js';
import { isStatus } from '../schemas.js';

// Golden texts: read them as a DBA would before you accept a change of one (npx vitest -u).
const widths = [60, 80, 120, undefined] as const;
const enabled = { enabled: true };

const soon = { ...certificates.ETL01, notAfter: '2026-12-06T10:00:00.000Z' };
const ended = { ...certificates.ETL02, notAfter: '2026-11-20T10:00:00.000Z' };

/** A night in which much is wrong. */
const bad = statusDocument(sshTopology({ workers: ['ETL01', 'ETL02', 'ETL03', 'ETL04'] }), {
  catalog: workingCatalog({
    workers: {
      known: true,
      value: [
        rowOf('OLD01', 9, { ...enabled, displayName: 'the one that Bob set up' }),
        rowOf('ETL01', 1, { ...enabled, displayName: 'Loader 1', description: 'Nightly loads of the warehouse' }),
        rowOf('ETL02', 2, { ...enabled, lastOnlineAge: 90_000, lastOnline: '2026-11-23T01:15:20.000Z' }),
        rowOf('ETL01', 5, { lastOnlineAge: 9_000_000 }),
        rowOf('ETL04', 4),
      ],
    },
    busy: { known: true, value: new Map([[rowOf('ETL01', 1).id, 3]]) },
  }),
  machines: seenMachines({
    SQLETL01: masterMachine('SQLETL01'),
    ETL01: workerMachine('ETL01', { my: [soon] }),
    ETL02: workerMachine('ETL02', { my: [ended] }),
    ETL03: 'connect ETIMEDOUT 10.1.2.3:22',
    ETL04: 'connect ECONNREFUSED 10.1.2.4:22',
  }),
});

/** A fleet of 120, of which three are not as they should be. */
const many = (() => {
  const names = Array.from({ length: 120 }, (_, index) => `ETL${String(index + 1).padStart(3, '0')}`);
  const rows = names.map((name, index) =>
    rowOf(name, index + 1, {
      enabled: index !== 7,
      lastOnlineAge: index === 20 ? 900 : 5 + (index % 20),
      ...(index === 20 ? { lastOnline: '2026-11-24T02:00:20.000Z' } : {}),
    }),
  );
  const topology = topologyOf({
    scaleOut: { enabled: true },
    workers: names.slice(0, 119).map((machine) => ({ machine })),
  });
  return statusDocument(topology, { catalog: catalogOf(rows), machines: new Map() });
})();

const fine = statusDocument(sshTopology(), {
  catalog: workingCatalog(),
  machines: seenMachines({
    SQLETL01: masterMachine('SQLETL01'),
    ETL01: workerMachine('ETL01'),
    ETL02: workerMachine('ETL02'),
  }),
});

const unhealthy = { unhealthy: true, include: [], exclude: [] };
const all = {
  bad,
  many,
  fine,
  'bad-unhealthy': filteredStatus(bad, unhealthy),
  'bad-target': filteredStatus(bad, { unhealthy: false, include: ['worker/etl02'], exclude: [] }),
};

describe.each(widths)('on a screen of %s columns', (columns) => {
  test.each(Object.entries(all))('%s', async (name, status) => {
    expect(isStatus(status), JSON.stringify(isStatus.errors)).toBe(true);
    const text = statusText(status, screen(columns), { doctor: 'scaleout doctor' });
    await expect(text).toMatchFileSnapshot(`../../golden/status/${name}-${columns ?? 'piped'}.txt`);
    expect(text.split('\n').filter((line) => stringWidth(line) > (columns ?? Number.POSITIVE_INFINITY))).toEqual([]);
  });
});

test('-o wide adds account, description, version and the ends of certificates', async () => {
  const text = statusText(bad, screen(), { wide: true });
  await expect(text).toMatchFileSnapshot('../../golden/status/bad-wide-piped.txt');
  expect(text).toMatch(/^ETL01 .* 2022 \(160\) +2026-12-06, in 12 d .*Nightly loads of the warehouse$/m);
});

test('at 80 columns the head of the table is on one line, and what is special stands beside and below', () => {
  const text = statusText(bad, screen(80));
  expect(text).toMatch(/^WORKER +HEALTH +ENABLED +ONLINE +LAST SEEN +RUNNING +NAME$/m);
  expect(text).toMatch(/^OLD01! /m);
  expect(text).toContain('! OLD01: not in the topology');
});

test('certificates look as they are: yellow where they end soon, red where they have ended', () => {
  const text = statusText(bad, { ...screen(), colors: true });
  expect(text).toContain('\u001b[33m2026-12-06, in 12 d');
  expect(text).toContain('\u001b[31m2026-11-20, ended 3 d ago');
});

test('120 workers: those that differ are listed, the rest is counted; --all and -o wide list every one', () => {
  const rows = (text: string) => text.split('\n').filter((line) => /^ETL\d/.test(line));
  const text = statusText(many, screen(80));
  expect(rows(text).map((line) => line.slice(0, 6))).toEqual(['ETL008', 'ETL021', 'ETL120']);
  expect(text).toContain('The other 117 workers are healthy, enabled and online: last seen 24 s ago at');
  expect(text).toContain('120 workers, 119 enabled, 118 of those online');
  expect(rows(statusText(many, screen(80), { all: true }))).toHaveLength(120);
  expect(rows(statusText(many, screen(), { wide: true }))).toHaveLength(120);
});

test('--unhealthy where nothing is: says so, as far as was looked at, and counts what it leaves out', () => {
  const text = statusText(filteredStatus(fine, unhealthy), screen(80));
  expect(text).toContain('Nothing is unhealthy, as far as it was looked at.');
  expect(text).toContain('Left out by --unhealthy: 2 healthy workers, 1 node of the master and 3 machines.');
});

test('where only the master is down, no worker is said to be at fault, and nothing to be well', () => {
  const { master } = workingCatalog();
  const down = { ...master, lastOnlineAge: 9_000, lastOnline: '2026-11-23T23:45:20.000Z' };
  const status = statusDocument(topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] }), {
    catalog: workingCatalog({ master: down }),
    machines: new Map(),
  });
  const text = statusText(filteredStatus({ ...status, health: { state: 'down', reason: 'x' } }, unhealthy), screen());
  expect(text).not.toContain('Nothing is unhealthy');
});

test('beside a file with errors it is said first that nothing is compared', () => {
  const problems = [
    { severity: 'error', code: 'topology.unknown-key', summary: 's', detail: 'd', remedy: 'r' },
  ] as const;
  const status = statusDocument(
    topologyOf(),
    { catalog: workingCatalog(), machines: new Map() },
    { isCompared: false, problems },
  );
  expect(isStatus(status), JSON.stringify(isStatus.errors)).toBe(true);
  const text = statusText(status, screen(80));
  expect(text.split('\n')[1]).toBe("The topology's file has 1 error, told at the end. This is what the catalog");
  expect(text).not.toContain('not in the topology');
  expect(text).toMatch(/^ETL01 +healthy +yes/m);
});

const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant('\u001b[2J\u202eevil\r\n漢字 🚀'));
const anyWorker = fc.record({
  machine: word,
  displayName: fc.option(word),
  description: fc.option(word),
  userAccount: fc.option(word),
});

test('whatever a catalog holds, no line is wider than the screen, and nothing acts on the terminal', () => {
  fc.assert(
    fc.property(
      fc.array(anyWorker, { maxLength: 3 }),
      word,
      fc.integer({ min: 50, max: 140 }),
      fc.boolean(),
      (parts, name, columns, wide) => {
        const workers = parts.map(
          (part, index) => ({ ...bad.workers[index], ...part }) as StatusDocument['workers'][number],
        );
        const machines = (bad.machines ?? []).map((machine) => ({ ...machine, machine: name }));
        const status = {
          ...bad,
          workers,
          machines,
          catalog: { ...bad.catalog, serverName: name, login: name },
          master: { ...bad.master, address: name },
          health: { state: 'down', reason: name },
        } as const;
        const text = statusText(status, screen(columns), { wide });
        expect(text.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
        expect(['\u001b', '\r', '\u202e'].filter((one) => text.includes(one))).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

test('what was not compared is named with the command that does it, also where all works', () => {
  const { topology, ...alone } = bad;
  expect(topology).toBeDefined();
  expect(statusText(bad, screen(), { plan: 'scaleout plan' })).toMatch(
    /\nWhether all is as topology\.yaml says: scaleout plan\n$/,
  );
  expect(statusText(alone, screen(), { plan: 'scaleout plan' })).not.toContain('Whether all is as');
});
