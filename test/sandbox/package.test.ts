import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { sandboxErrors as packageErrors, type SandboxErrorEntry } from '../../packages/sandbox/src/errors.js';
import type * as answers from '../../packages/sandbox/src/model/machines/answers.js';
import * as requests from '../../packages/sandbox/src/model/machines/requests.js';
import { markPrefix } from '../../src/domain/machine-name.js';
import { type ErrorCode, registry } from '../../src/errors/errors.js';
import type * as wire from '../../src/providers/machines/script/wire.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name) && !/(^|[\\/])(node_modules|dist)[\\/]/.test(name))
    .map((name) => join(root, folder, name));

interface Import {
  readonly file: string;
  readonly from: string;
  readonly isType: boolean;
}

/** Every import, export from, dynamic import, and path of a file that is read from there. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^(?:import|export)\b(?<type> type\b)?[^'"]*?from |^import |\bimport\(|new URL\((?='\.))\s*'(?<from>[^']+)'/gm,
  );
  return [...found].map(({ groups = {} }) => ({
    file: relative(root, file).replaceAll('\\', '/'),
    from: groups.from ?? '',
    isType: groups.type !== undefined,
  }));
}

describe('the border of the package', () => {
  test('nothing in it, its tests included, reaches what lies outside of it', () => {
    const own = join(root, 'packages/sandbox/');
    const imports = sources('packages/sandbox').flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(800);
    const leaving = imports.filter(
      ({ file, from }) => from.startsWith('.') && !resolve(root, dirname(file), from).startsWith(own.slice(0, -1)),
    );
    // The page about its state stands with the other pages; tests read it.
    expect(leaving.filter(({ from }) => !from.endsWith('/docs/sandbox-state.md'))).toEqual([]);
    expect(imports.filter(({ from }) => from === 'ssis-scaleout' || from.startsWith('ssis-scaleout/'))).toEqual([]);
  });

  test('the product knows it by its name, in one place for its values and below src/cli for its types', () => {
    const imports = sources('src').flatMap(importsOf);
    expect(imports.filter(({ from }) => from.includes('packages/'))).toEqual([]);
    const named = imports.filter(({ from }) => from.startsWith('ssis-scaleout-sandbox'));
    expect(named.filter(({ isType }) => !isType).map(({ file }) => file)).toEqual([
      'src/cli/world/sandbox-package.ts',
      'src/cli/world/sandbox-package.ts',
    ]);
    expect(named.filter(({ file }) => !file.startsWith('src/cli/'))).toEqual([]);
  });

  test('what it imports is in its own package.json, for its sources among the dependencies', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'packages/sandbox/package.json'), 'utf8'),
    ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
    const packagesOf = (folder: string) =>
      new Set(
        sources(folder)
          .flatMap(importsOf)
          .map(({ from }) => /^(?!node:|\.)(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? '')
          .filter((name) => name !== ''),
      );
    expect([...packagesOf('packages/sandbox/src')].sort()).toEqual(Object.keys(dependencies ?? {}).sort());
    const all = [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
    expect([...packagesOf('packages/sandbox/test')].filter((name) => !all.includes(name))).toEqual([]);
  });
});

describe('what is written twice', () => {
  /** What the program says of a sandbox by itself. */
  const ofProgram = ['sandbox.not-installed', 'sandbox.no-such-machine'];

  test('its errors are those of the registry, but for what the program says of it', () => {
    const told = Object.entries(registry)
      .filter(([code]) => code.startsWith('sandbox.') && !ofProgram.includes(code))
      .map(([code, { exitCode, summary, remedy }]) => [code, { exitCode, summary, remedy }]);
    expect(Object.fromEntries(told)).toEqual(packageErrors satisfies Record<string, SandboxErrorEntry>);
    expectTypeOf<Exclude<keyof typeof packageErrors, ErrorCode>>().toBeNever();
  });

  test('its machines show what carries the mark that is left on machines', () => {
    expect(requests.markPrefix).toBe(markPrefix);
  });

  test('its machines understand what is sent, and answer what is understood', () => {
    type Mine = requests.MachineRequest;
    type Theirs = wire.MachineRequest;
    expectTypeOf<Theirs>().toExtend<Mine>();
    expectTypeOf<Mine['operation']>().toEqualTypeOf<Theirs['operation']>();
    expectTypeOf<answers.MachineAnswer>().toExtend<wire.MachineAnswer>();
    expectTypeOf<wire.MachineAnswer>().toExtend<answers.MachineAnswer>();
    expectTypeOf<answers.FailureCode>().toEqualTypeOf<wire.FailureCode>();
    // A request without its brands: a thumbprint is a text on the wire.
    type Bare<T> = T extends string
      ? string extends T
        ? string
        : T extends { __thumbprint: unknown }
          ? string
          : T
      : T;
    type Fields<T> = T extends object ? { [Key in keyof T]: Bare<T[Key]> } : never;
    expectTypeOf<Mine>().toExtend<Fields<Theirs>>();
  });
});
