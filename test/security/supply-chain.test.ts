import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.js';

const run = promisify(execFile);

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(`${root}/${path}`, 'utf8'));

/** Every package of the lock file that comes from elsewhere, by its place below node_modules. */
const locked = Object.entries<LockedPackage>(read('package-lock.json').packages).filter(
  ([place, { link }]) => place.startsWith('node_modules/') && link !== true,
);
const shipped = locked.filter(([, { dev }]) => dev !== true);

/** What may be used in a program that others ship on, without asking anybody. */
const licences = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Unlicense', 'Python-2.0'];

/** Both ways in which a package says its licence; `licenses` is npm's older one. */
function licenceOf(place: string): string {
  const { license, licenses } = read(`${place}/package.json`);
  return license ?? licenses?.[0]?.type ?? 'none';
}

/** Whether one of the alternatives of an expression such as `(BSD-3-Clause OR GPL-2.0)` is among the licences. */
function isAllowed(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => licences.includes(one));
}

describe('what is installed', () => {
  test('every package is held to its bytes by the lock file, and comes from the registry', () => {
    expect(locked.length).toBeGreaterThan(200);
    for (const [place, { integrity, resolved, version }] of locked) {
      expect({ place, integrity }).toEqual({ place, integrity: expect.stringMatching(/^sha512-[\w+/]{86}==$/) });
      expect({ place, version }).toEqual({ place, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
      // A lock file without addresses follows the registry that npm was told of; one with an address may lead elsewhere.
      expect({ place, resolved }).toEqual({ place, resolved: undefined });
    }
  });

  test('every package that is shipped has a licence that allows it', () => {
    const installed = shipped.filter(([place]) => existsSync(`${root}/${place}/package.json`));
    expect(installed.length).toBeGreaterThan(50);
    const refused = installed.map(([place]) => [place, licenceOf(place)] as const).filter(([, one]) => !isAllowed(one));
    expect(refused).toEqual([]);
  });

  test('only ssh2 and its optional package have a script for their installation', () => {
    const scripts = shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([place]) => place);
    expect(scripts).toEqual(['node_modules/cpu-features', 'node_modules/ssh2']);
    const { preinstall, install, postinstall, prepare } = read('package.json').scripts;
    expect([preinstall, install, postinstall, prepare]).toEqual([undefined, undefined, undefined, undefined]);
  });

  // What those scripts make is native code, which Node refuses to load under --no-addons.
  test('a plan over TDS and SSH needs nothing that a script for installation makes', async () => {
    using place = temporaryDirectory();
    const words = ['plan', 'examples/topology.yaml', '--sandbox', `${place.path}/fleet`, '--create'];
    const { stdout } = await run(process.execPath, ['--no-addons', 'dist/cli/main.js', ...words], { cwd: root });
    expect(stdout).toMatch(/^Plan: \d+ to add/m);
    // No machine was out of reach.
    expect(stdout).not.toMatch(/^ {2}\? /m);
  });
});
