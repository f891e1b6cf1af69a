import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsFileOf, writeSettings } from '../../packages/sandbox/src/model/machines/settings-file.js';
import type { Row } from '../../packages/sandbox/src/model/store.js';
import { temporaryDirectory } from '../../packages/sandbox/test/support/temporary-directory.js';
import { openSandboxMachines } from '../../src/cli/world/open-world.js';
import { loadSandbox, sandboxConnection } from '../../src/cli/world/sandbox-package.js';
import { machineName } from '../../src/domain/machine-name.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { observe } from '../../src/reconciler/observe.js';
import { type Fleet, startFleet } from '../e2e/fleet.js';
import { planned, twinOf } from '../support/open-twin.js';
import { sshTopology } from '../support/scale-out-world.js';

const topology = sshTopology();
const never = new AbortController().signal;

/** In the configs of the live world, beside their settings. */
const planted = ['Pa55-of-the-log', 'token-of-somebody', 'word-in-an-address', 'key-in-the-xml'];

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet(topology);
  expect((await fleet.apply()).outcome.result).toBe('done');
  const { world } = fleet.running;
  const withSettings = (row: Row | undefined, settings: Readonly<Record<string, string>>): Row => {
    const file = row && settingsFileOf(row);
    if (file === undefined) throw new Error('no config');
    return {
      ...row,
      config: writeSettings(file, settings),
      configBackup: Buffer.from(planted[1] ?? '').toString('base64'),
    };
  };
  const connection = `Server=SQLETL01;User Id=loader;Password=${planted[0]}`;
  world.editMachine('ETL01', ({ worker }) => ({
    worker: withSettings(worker, { LogConnection: connection, ApiToken: planted[1] ?? '' }),
  }));
  world.editMachine('SQLETL01', ({ master }) => ({
    master: withSettings(master, { SqlServerName: `tcp://loader:${planted[2]}@SQLETL01` }),
  }));
  world.editMachine('ETL02', ({ worker }) => ({
    worker: { ...worker, config: `<configuration><add key="Key" value="${planted[3]}" /></configuration>` },
  }));
}, 60_000);
afterAll(() => fleet[Symbol.asyncDispose]());

/** Everything that opens the live world. */
function liveSecrets(): readonly string[] {
  const { connection, store } = fleet.running;
  const passwords = [...store.rows('logins').values()].flatMap(({ password }) =>
    typeof password === 'string' ? [password] : [],
  );
  return [...planted, ...passwords, connection.password, connection.ssh.privateKey];
}

function textOf(directory: string): string {
  return readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .join('\n');
}

const page = readFileSync(new URL('../../docs/sandbox-state.md', import.meta.url), 'utf8');

/** Tables and fields of a state that its page does not name. */
function undocumented({ tables }: { readonly tables: Readonly<Record<string, Readonly<Record<string, Row>>>> }) {
  const names = Object.entries(tables).flatMap(([table, rows]) => [table, ...Object.values(rows).flatMap(Object.keys)]);
  return [...new Set(names)].filter(
    (name) => !page.includes(`\`${name}\``) && !new RegExp(`^### .*\\b${name}\\b`, 'm').test(page),
  );
}

test('a folder of a twin has everything but what is secret, and is as old as the twin', async () => {
  using place = temporaryDirectory();
  const directory = join(place.path, 'twin');
  await using opened = await twinOf(topology, fleet);
  // The proof: in memory the configs are those of the live world.
  expect(planned(topology, await opened.observe())).toEqual(planned(topology, opened.live));

  opened.clock.now += 40 * 60_000;
  const before = await opened.observe();
  const sandbox = await loadSandbox();
  await sandbox.requireEmpty(directory);
  await opened.twin.save(directory, { now: Date.now() });
  expect(statSync(directory).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o700);
  for (const name of readdirSync(directory)) {
    expect(statSync(join(directory, name)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  }
  const text = textOf(directory);
  for (const secret of liveSecrets()) {
    expect(text.includes(secret)).toBe(false);
    expect(text.includes(Buffer.from(secret).toString('base64'))).toBe(false);
  }
  expect(text).toContain('MaxTaskCount');
  expect(text).toContain('\\"LogConnection\\": \\"***\\"');

  expect(undocumented(JSON.parse(readFileSync(join(directory, 'state.json'), 'utf8')))).toEqual([]);

  await expect(opened.twin.save(directory, { now: Date.now() })).rejects.toMatchObject({ code: 'sandbox.not-empty' });
  await expect(sandbox.requireEmpty(directory)).rejects.toMatchObject({ code: 'sandbox.not-empty' });

  const served = await sandbox.open(directory, { signal: never });
  const parallelism = 4;
  const catalog = openCatalog(sandboxConnection(served.connection), {
    clock: systemClock,
    random: Math.random,
    parallelism,
  });
  const machines = await openSandboxMachines(topology, served.connection, { parallelism, log: () => undefined });
  const after = await observe(topology, { catalog, machines }, never);
  // What only a diagnosis asks for, nobody has asked the live machine.
  const examined = await machines.inspect(machineName('ETL01'), never, { connect: [] });
  expect(examined).toMatchObject({ value: { examination: { disks: { known: false }, events: { known: false } } } });
  await Promise.all([catalog[Symbol.asyncDispose](), machines[Symbol.asyncDispose]()]);
  await served.close();
  expect(after.catalog.login).toEqual(before.catalog.login);
  expect(Math.abs(Date.parse(after.catalog.observedAt) - Date.now())).toBeLessThan(60_000);
  const ages = ({ catalog: { workers } }: typeof after) =>
    workers.known ? workers.value.map((row) => row.lastOnlineAge) : [];
  // Heartbeats come each minute; the few seconds of this test may have one in them.
  for (const age of [...ages(before), ...ages(after)]) expect(age).toBeLessThanOrEqual(60);
  const startOf = ({ machines: seen, catalog: { observedAt } }: typeof after, name: string) => {
    const machine = seen.get(name);
    const started = machine?.known === true ? machine.value.installations[0]?.service.startedAt : undefined;
    return Date.parse(observedAt) - Date.parse(started ?? '');
  };
  for (const name of ['SQLETL01', 'ETL01']) {
    expect(Math.abs(startOf(after, name) - startOf(before, name))).toBeLessThan(60_000);
  }
  expect(sandbox.isSandbox(directory)).toBe(true);
});

test('a folder that is in use is left as it is', async () => {
  using place = temporaryDirectory();
  const sandbox = await loadSandbox();
  await sandbox.requireEmpty(place.path);
  const file = join(place.path, 'notes.txt');
  writeFileSync(file, 'mine');
  await using opened = await twinOf(topology, fleet);
  await expect(opened.twin.save(place.path, { now: Date.now() })).rejects.toMatchObject({ code: 'sandbox.not-empty' });
  expect(readdirSync(place.path)).toEqual(['notes.txt']);
  await expect(sandbox.requireEmpty(file)).rejects.toMatchObject({ code: 'sandbox.directory-unusable' });
});
