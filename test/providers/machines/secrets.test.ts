import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import { openMachines } from '../../../src/providers/machines/open-machines.js';
import type { Reach } from '../../../src/providers/machines/reach.js';
import { reachResolver } from '../../../src/providers/machines/resolve-reach.js';
import type { Access } from '../../../src/topology/topology.js';
import { fileTexts } from '../../support/file-texts.js';
import { lacking } from '../../support/posix.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { newKey, type Session, type SshServer, startSshServer } from './support/ssh-server.js';

const { signal } = new AbortController();
const etl01 = machineName('ETL01');
const operation = { operation: 'openFirewall', name: 'ssis-scaleout', port: 8391 } as const;
const password = 'Planted-pa$$word-0815';
const passphrase = 'planted passphrase 4711';
const plain = newKey();
const encrypted = newKey('ed25519', passphrase);
const bodyOf = (key: string) => key.split('\n').slice(1, -2).join('');
const planted = [password, passphrase, bodyOf(plain).slice(100, 140), bodyOf(encrypted).slice(100, 140)];

/** Everything that a careless log could print. */
function everythingOf(value: unknown): string {
  const chain: string[] = [];
  for (let each = value; each instanceof Error; each = each.cause) {
    chain.push(each.message, String(each.stack), JSON.stringify(each), JSON.stringify(Object.entries(each)));
  }
  return [...chain, JSON.stringify(value), inspect(value, { depth: 20, showHidden: true, getters: true })].join('\n');
}

function expectNothingPlanted(text: string): void {
  for (const each of planted) expect(text).not.toContain(each);
}

async function resolved(access: Access): Promise<Reach> {
  const files: Readonly<Record<string, string>> = { plain, encrypted };
  const resolve = reachResolver({
    env: { PW: password, PASSPHRASE: passphrase },
    readFile: fileTexts(files),
    platform: 'linux',
    userName: 'operator',
    homeDirectory: '/nowhere',
  });
  return resolve(etl01, access);
}

const accesses: readonly Partial<Access>[] = [
  { password: { env: 'PW' } },
  { identity: { file: 'plain' } },
  { identity: { file: 'plain' }, password: { env: 'PW' } },
  { identity: { file: 'encrypted' }, password: { env: 'PASSPHRASE' } },
  { identity: { file: 'encrypted' }, password: { env: 'PW' } },
  { jump: { host: '127.0.0.1', password: { env: 'PW' } }, identity: { file: 'plain' } },
];

/** Says every planted secret, as a machine might that writes down what it is given. */
async function blab({ input, channel }: Session): Promise<void> {
  await input;
  channel.write(`you came with ${password}\n`);
  channel.stderr.write(`and with ${password}\n`);
  channel.exit(1);
  channel.end();
}

async function outcomesOf(server: SshServer, access: Partial<Access>, known: boolean): Promise<string> {
  const log: string[] = [];
  const { port } = server;
  const reaches: Reach[] = [];
  await using machines = openMachines({
    async reachOf() {
      const jump = access.jump === undefined ? {} : { jump: { ...access.jump, port } };
      const reach = await resolved({ transport: 'ssh', host: '127.0.0.1', port, ...access, ...jump });
      reaches.push(reach);
      if (reach.transport !== 'ssh' || !known) return reach;
      const { knownHosts } = server;
      const bastion = reach.target.jump === undefined ? {} : { jump: { ...reach.target.jump, knownHosts } };
      return { transport: 'ssh', target: { ...reach.target, knownHosts, ...bastion } };
    },
    parallelism: 1,
    log: (_, message) => log.push(message),
  });
  const seen = await machines.inspect(etl01, signal);
  expect(seen.known).toBe(false);
  const error = await machines.run(etl01, operation, signal).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'ScaleoutError' });
  return [seen, error, machines, reaches].map(everythingOf).concat(log).join('\n');
}

describe('no secret is in an error, a reason, the log or what can be printed', () => {
  test.each(accesses)('of a login that is refused, an unknown host, a machine that blabs: %j', async (access) => {
    await using refusing = await startSshServer({ serve: blab, user: 'nobody', password: 'other' });
    await using blabbing = await startSshServer({ serve: blab, password });
    expectNothingPlanted(await outcomesOf(refusing, access, true));
    expectNothingPlanted(await outcomesOf(refusing, access, false));
    expectNothingPlanted(await outcomesOf(blabbing, access, true));
  });
});

test.skipIf(lacking.shell)(
  'remoting hands its password to PowerShell on standard input alone, and shows it nowhere',
  async () => {
    using place = temporaryDirectory();
    const program = join(place.path, 'powershell');
    const log = join(place.path, 'log');
    const script = ['#!/bin/sh', `echo "$0 $*" > '${log}'`, `env >> '${log}'`, 'cat >/dev/null'];
    writeFileSync(program, `${script.join('\n')}\necho 'you came with ${password}'\n`);
    chmodSync(program, 0o700);
    const reach = await resolved({ transport: 'winrm', user: 'svc', password: { env: 'PW' } });
    await using machines = openMachines({
      reachOf: async () => reach,
      parallelism: 1,
      here: { hostName: 'here', powerShell: { program } },
    });
    const seen = await machines.inspect(etl01, signal);
    expect(seen).toMatchObject({ known: false, reason: expect.stringContaining('you came with [redacted]') });
    const started = readFileSync(log, 'utf8');
    expect(started).toContain('-EncodedCommand');
    expectNothingPlanted(everythingOf([seen, machines, reach]) + started);
  },
);
