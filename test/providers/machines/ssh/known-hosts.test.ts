import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  fingerprint,
  hostFieldMatches,
  joinKnownHosts,
  judgeHostKey,
  knownHostName,
  knownHostsLine,
  knownKeyTypes,
  parseKnownHosts,
} from '../../../../src/providers/machines/ssh/known-hosts.js';
import { temporaryDirectory } from '../../../support/temporary-directory.js';
import { newKey, publicPart } from '../support/ssh-server.js';

const ours = publicPart(newKey());
const other = publicPart(newKey());
const ecdsa = publicPart(newKey('ecdsa'));
const line = (hosts: string, key = ours, type = 'ssh-ed25519') => `${hosts} ${type} ${key.toString('base64')}`;
const judged = (text: string, host = 'ETL01', port = 22, key = ours) =>
  judgeHostKey(parseKnownHosts(text, 'known_hosts'), host, port, key).verdict;

describe('a host key', () => {
  test.each([
    ['by its name', line('etl01'), 'known'],
    ['without case', line('Etl01'), 'known'],
    ['in a list', line('a,etl01,b'), 'known'],
    ['with a comment behind it', `${line('etl01')} set up by Ann`, 'known'],
    ['after tabs', line('etl01').replaceAll(' ', '\t'), 'known'],
    ['in a file with a mark and CRLF', `\uFEFF# ours\r\n\r\n${line('etl01')}\r\n`, 'known'],
    ['by a pattern', line('etl??'), 'known'],
    ['by *', line('*'), 'known'],
    ['excluded from a pattern', line('etl*,!etl01'), 'unknown'],
    ['of another host', line('etl02'), 'unknown'],
    ['of the host at another port', line('[etl01]:2222'), 'unknown'],
    ['of a longer name', line('etl011,xetl01'), 'unknown'],
    ['in a comment', `# ${line('etl01')}`, 'unknown'],
    ['of another kind than it says', line('etl01', ours, 'ssh-rsa'), 'unknown'],
    ['cut short', line('etl01').slice(0, 30), 'unknown'],
    ['behind a marker that nobody knows', `@trusted ${line('etl01')}`, 'unknown'],
    ['signed by an authority', `@cert-authority ${line('etl01')}`, 'unknown'],
    ['among several of one host', `${line('etl01', other)}\n${line('etl01')}`, 'known'],
    ['another one', line('etl01', other), 'changed'],
    ['another one by a pattern', line('*', other), 'changed'],
    ['of another kind', line('etl01', ecdsa, 'ecdsa-sha2-nistp256'), 'changed'],
    ['revoked', `${line('etl01')}\n@revoked ${line('*')}`, 'revoked'],
    ['while another one is revoked', `${line('etl01')}\n@revoked ${line('*', other)}`, 'known'],
  ])('%s', (_, text, verdict) => {
    expect(judged(text)).toBe(verdict);
  });

  test('at a port of its own is another one than at port 22', () => {
    const text = `${line('etl01', other)}\n${line('[ETL01]:2222')}`;
    expect(judged(text, 'etl01', 2222)).toBe('known');
    expect(judged(text, 'etl01', 22)).toBe('changed');
    expect(judged(text, 'etl01', 2223)).toBe('unknown');
  });

  test('has a line by which it is known, also at an address of IPv6', () => {
    for (const [host, port] of [
      ['etl01', 22],
      ['ETL01', 2222],
      ['fe80::1', 22],
      ['fe80::1', 2222],
    ] as const) {
      expect(judged(knownHostsLine(host, port, ours), host, port)).toBe('known');
    }
  });

  test('of a host that has several: their kinds are asked for', () => {
    const known = joinKnownHosts([
      parseKnownHosts(line('etl01', ecdsa, 'ecdsa-sha2-nistp256'), 'one'),
      parseKnownHosts(`${line('etl01')}\n@revoked ${line('etl01', other)}\n${line('etl02')}`, 'two'),
    ]);
    expect(knownKeyTypes(known, 'etl01', 22)).toEqual(['ecdsa-sha2-nistp256', 'ssh-ed25519']);
  });
});

test('patterns that would take a naive matcher for ever end at once', () => {
  expect(hostFieldMatches(`${'*a'.repeat(40)}b`, 'a'.repeat(300))).toBe(false);
  expect(hostFieldMatches(`${'*a'.repeat(40)}*`, 'a'.repeat(300))).toBe(true);
});

test.each(['|1|', '|1|x', '|1|@@|@@', '|2|AAAA|AAAA', '|', ''])(
  'a hashed name that is none means nobody: %j',
  (field) => {
    expect(hostFieldMatches(field, 'etl01')).toBe(false);
  },
);

const keygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

describe.skipIf(!keygen)('as ssh-keygen has it (skipped without it)', () => {
  test('hashed names and fingerprints are its own', () => {
    using place = temporaryDirectory();
    const file = join(place.path, 'known_hosts');
    writeFileSync(file, `${line('etl01')}\n${line('[etl02]:2222', other)}\n`);
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'pipe' });
    const hashed = execFileSync('cat', [file], { encoding: 'utf8' });
    expect(hashed).toMatch(/^\|1\|/);
    expect(judged(hashed)).toBe('known');
    expect(judged(hashed, 'etl02', 2222, other)).toBe('known');
    expect(judged(hashed, 'etl02', 22, other)).toBe('unknown');
    const shown = execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' });
    expect(shown).toContain(` ${fingerprint(ours)} `);
    const found = execFileSync('ssh-keygen', ['-F', knownHostName('ETL02', 2222), '-f', file], { encoding: 'utf8' });
    expect(found).toContain('found');
  });
});
