import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OperationName, Step, Value } from '../../../src/domain/documents.js';
import { readPlanFile } from '../../../src/reconciler/saved-plan/plan-file.js';
import { operationNames, operationOf } from '../../../src/reconciler/steps/steps.js';
import { plainSteps } from '../../support/step-of.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { resealed, savedPlan, written } from './saved-plan.js';

interface Values {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface Member {
  readonly required: readonly string[];
  readonly properties: {
    readonly operation: { readonly const: OperationName };
    readonly arguments: Values;
    readonly expects: Values;
    readonly inputs?: Values;
  };
  readonly else?: { readonly properties?: { readonly arguments: Values; readonly expects?: Values } };
}

interface Schema {
  readonly $defs: Readonly<Record<string, Member>> & { readonly step: { readonly oneOf: readonly { $ref: string }[] } };
}

const schemaFile = fileURLToPath(new URL('../../../schemas/plan.schema.json', import.meta.url));
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Schema;
const members = schema.$defs.step.oneOf.map(({ $ref }) => {
  const member = schema.$defs[$ref.slice('#/$defs/'.length)];
  if (member === undefined) throw new Error(`${$ref} is not there`);
  return [member.properties.operation.const, member] as const;
});

/** A step as a file may have it. */
interface Written {
  readonly [key: string]: unknown;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly expects: Readonly<Record<string, unknown>>;
}

const plan = savedPlan();
const folder = temporaryDirectory();
beforeAll(() => () => folder[Symbol.dispose]());

/** What is said of a plan with this step alone, behind the name of the file. */
async function fault(step: object): Promise<string> {
  const file = written(folder.path, { ...plan, steps: [step] });
  const error = await readPlanFile(file).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code: 'command.plan-unreadable' });
  const head = `${file} is not as schemas/plan.schema.json says: `;
  expect(error.message.startsWith(head), error.message).toBe(true);
  return error.message.slice(head.length);
}

/** The steps of a sealed plan that has these. */
async function read(...steps: readonly object[]): Promise<readonly Step[]> {
  return (await readPlanFile(written(folder.path, resealed({ ...plan, steps: steps as readonly Step[] })))).steps;
}

/** Without one key. */
function without<T extends object>(values: T, name: string): object {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

const stepOf = (operation: OperationName) => plainSteps[operation] as unknown as Written;

test('every operation is in the schema, and every member of the schema is an operation', () => {
  expect(members.map(([name]) => name).sort()).toEqual([...operationNames, 'byHand'].sort());
});

describe.each(members)('a saved step %s', (operation, { properties, required, else: whole }) => {
  const step = stepOf(operation);
  const named = ` (operation "${operation}").`;
  const parts = [
    ['arguments', properties.arguments, whole?.properties?.arguments.required ?? []],
    ['expects', properties.expects, whole?.properties?.expects?.required ?? []],
  ] as const;

  test('is read, and says what it does', async () => {
    expect(await read(step)).toEqual([step]);
    expect(operationOf(plainSteps[operation]).describe(plainSteps[operation] as never)).toMatch(/\w{3}/);
  });

  test('says it in words that cannot move the cursor, whatever its texts are', () => {
    const evil = '\u001b[2J\u202e';
    const isText = (name: string) => JSON.stringify(properties.arguments.properties?.[name])?.includes('"string"');
    const texts = Object.keys(properties.arguments.properties ?? {}).filter(isText);
    const forged = {
      ...step,
      arguments: { ...step.arguments, ...Object.fromEntries(texts.map((name) => [name, evil])) },
    };
    const words = operationOf(forged as unknown as Step).describe(forged as never);
    for (const character of ['\u001b', '\u202e']) expect(words).not.toContain(character);
  });

  test.each(required.filter((name) => name !== 'operation'))('without %s is refused', async (name) => {
    expect(await fault(without(step, name))).toBe(`/steps/0/${name} is missing${named}`);
  });

  test('with one part too many is refused', async () => {
    expect(await fault({ ...step, added: 1 })).toBe(`/steps/0/added is not known${named}`);
    const names = Object.keys(properties.inputs?.properties ?? {});
    const inputs = Object.fromEntries([...names, 'added'].map((name) => [name, 'x']));
    const place = properties.inputs === undefined ? '/inputs' : '/inputs/added';
    const found = await fault({ ...step, arguments: { machine: 'ETL01', ...step.arguments }, inputs });
    expect(found).toBe(`/steps/0${place} is not known${named}`);
  });

  test.each(parts)('without one of its %s that it has to have is refused', async (part, values, late) => {
    const names = [...(values.required ?? []), ...late];
    for (const name of names) {
      const found = await fault({ ...step, [part]: without(step[part], name) });
      expect(found).toBe(`/steps/0/${part}/${name} is missing${named}`);
    }
    // What the plain step has is all that it has to have, but for a person's steps, whose id tells.
    if (operation !== 'byHand') expect(Object.keys(step[part]).sort()).toEqual([...names].sort());
  });

  test.each(parts)('with one of its %s of a wrong type is refused', async (part, values) => {
    for (const name of Object.keys(values.properties ?? {})) {
      // Which a person's step has is told by its id.
      for (const wrong of operation === 'byHand' && !(name in step[part]) ? [] : [{}, [], ['x']]) {
        const found = await fault({ ...step, [part]: { ...step[part], [name]: wrong } });
        expect(found).toMatch(`/steps/0/${part}/${name} must be `);
        expect(found.endsWith(named), found).toBe(true);
      }
    }
  });

  test.each(parts)('with one of its %s too many is refused', async (part) => {
    for (const [name, shown] of [
      ['added', 'added'],
      ['a/b~c', 'a~1b~0c'],
      ['x'.repeat(100), `${'x'.repeat(60)}...`],
    ]) {
      const found = await fault({ ...step, [part]: { ...step[part], [name ?? '']: 'x' } });
      expect(found).toBe(`/steps/0/${part}/${shown} is not known${named}`);
    }
  });
});

describe('arguments that an earlier step yields', () => {
  const late = members.filter(([, { else: whole }]) => whole?.properties?.arguments.required !== undefined);
  expect(late.length).toBeGreaterThan(3);

  test.each(late)('of %s may be missing where its inputs name them, each of them', async (operation, member) => {
    const names = member.else?.properties?.arguments.required ?? [];
    const step = stepOf(operation);
    const given = names.reduce<object>(without, step.arguments);
    const earlier = plainSteps.enableScaleOut;
    const inputs = Object.fromEntries(names.map((name) => [name, earlier.id]));
    const taking = { ...step, id: 'worker/ETL01:later', arguments: { machine: 'ETL01', ...given } };
    expect(await read(earlier, { ...taking, inputs })).toHaveLength(2);
    for (const name of names)
      await expect(read(earlier, { ...taking, inputs: without(inputs, name) })).rejects.toThrow(name);
    expect(await fault(taking)).toMatch(`/steps/0/arguments/${names[0]} is missing`);
  });

  test.each(['trustCertificate', 'grantKey'] as const)('of %s may be missing where a person does it', async (name) => {
    const { thumbprint: _, certificate: __, ...given } = stepOf(name).arguments;
    expect(await read({ ...stepOf(name), arguments: given, manual: true })).toHaveLength(1);
    expect(await fault({ ...stepOf(name), arguments: given, manual: false })).toMatch(
      '/arguments/thumbprint is missing',
    );
  });
});

describe("a person's step", () => {
  const machine = 'ETL01';
  const command = 'scaleout script ETL01';
  const thumbprint = 'AB'.repeat(20);
  const byHand = (task: string, values: Readonly<Record<string, Value>>) =>
    ({ ...plainSteps.byHand, id: `worker/ETL01:${task}`, arguments: { machine, ...values } }) as Step;

  test.each([
    ['byHand', { command }, `ETL01: run what "${command}" prints`],
    ['installCertificate', { thumbprint }, `ETL01: install the certificate ${thumbprint} with its private key`],
    ['trustMaster', { thumbprint }, `ETL01: put the master's certificate ${thumbprint} into LocalMachine\\Root (`],
    ['trustOn/SQLETL01', { thumbprint }, `ETL01: put the certificate ${thumbprint} of worker/ETL01 into Local`],
    ['trustOn/SQLETL01', { thumbprint, command }, `ETL01: run what "${command}" prints`],
    ['trustOn/SQLETL01', { thumbprint: null }, 'ETL01: put the certificate of worker/ETL01 into LocalMachine'],
    ['trustOn/SQLETL01', { mark: 'm' }, 'ETL01: put the certificate of worker/ETL01 into LocalMachine'],
  ])('%s with %j is read, and says what to do', async (task, values, words) => {
    const step = byHand(task, values);
    expect(await read(step)).toEqual([step]);
    expect(operationOf(step).describe(step).startsWith(words), operationOf(step).describe(step)).toBe(true);
  });

  test.each([
    ['byHand', {}, 'command is missing'],
    ['byHand', { command, thumbprint }, 'thumbprint is not known'],
    ['installCertificate', {}, 'thumbprint is missing'],
    ['installCertificate', { thumbprint: null }, 'thumbprint must be string'],
    ['trustMaster', { command }, 'thumbprint is missing'],
    ['trustMaster', { thumbprint, mark: 'm' }, 'mark is not known'],
    ['trustOn/SQLETL01', { command }, 'thumbprint is missing'],
    ['trustOn/SQLETL01', { mark: 'm', command }, 'command is not known'],
  ])('%s with %j is refused', async (task, values, words) => {
    expect(await fault(byHand(task, values))).toBe(`/steps/0/arguments/${words} (operation "byHand").`);
  });

  test.each(['dance', 'trustOn/', 'byHand:x', 'x:trustMasterToo'])(
    'a task that nobody knows is refused: %s',
    async (task) => {
      const words = '/steps/0/id ends with no task that is known (operation "byHand").';
      expect(await fault(byHand(task, { command }))).toBe(words);
    },
  );

  test("that is not said to be a person's is refused", async () => {
    expect(await fault({ ...plainSteps.byHand, manual: false })).toMatch('/steps/0/manual must be equal to constant');
  });
});

describe('an operation', () => {
  test.each([
    [
      'that nobody knows',
      { operation: 'reboot' },
      '/steps/0/operation is not known to this version (operation "reboot").',
    ],
    [
      'of a long name',
      { operation: 'x'.repeat(99) },
      `is not known to this version (operation "${'x'.repeat(60)}...").`,
    ],
    [
      'of every object',
      { operation: 'constructor' },
      '/steps/0/operation is not known to this version (operation "constructor").',
    ],
    ['that is a number', { operation: 7 }, '/steps/0/operation must be string.'],
    ['that is not there', { operation: undefined }, '/steps/0/operation is missing.'],
  ])('%s is refused', async (_, parts, words) => {
    const found = await fault(JSON.parse(JSON.stringify({ ...plainSteps.setWorkerEnabled, ...parts })));
    expect(found.endsWith(words), found).toBe(true);
  });
});

test.each([
  ['install', 28],
  ['remove', 10],
])('a plan that version 0.1.0 wrote is read as it was: %s', async (name, steps) => {
  const file = fileURLToPath(new URL(`version-0.1.0/${name}.json`, import.meta.url));
  const read = await readPlanFile(file);
  expect(read).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  expect(read.steps).toHaveLength(steps);
});
