import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { settingKeys } from '../../src/topology/checks/settings.js';
import { head, read, readValid } from './read.js';

type Schema = Readonly<Record<string, unknown>>;

const root = fileURLToPath(new URL('../../', import.meta.url));
const schema = JSON.parse(readFileSync(`${root}schemas/topology.schema.json`, 'utf8')) as Schema & {
  readonly $defs: Readonly<Record<string, Schema>>;
};

/** Every property of every block of the schema, by its name. */
const properties = [schema, ...Object.values(schema.$defs)].flatMap((block) =>
  Object.entries((block.properties ?? {}) as Readonly<Record<string, Schema>>),
);

/** A property with what it refers to. */
function resolved(property: Schema): Schema {
  const reference = property.$ref;
  return typeof reference === 'string'
    ? { ...schema.$defs[reference.slice('#/$defs/'.length)], ...property }
    : property;
}

describe('the schema', () => {
  it('is valid JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ discriminator: true, allowUnionTypes: true, strict: true });
    ajv.addKeyword({ keyword: 'patternErrorMessage' });
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(ajv.compile(schema)({ apiVersion: 'ssis-scaleout/v1', name: 'a', catalog: { server: 'b' } })).toBe(true);
  });

  it('explains every key', () => {
    const tags = properties.filter(([, property]) => !('const' in property) || 'description' in property);
    expect(tags.length).toBeGreaterThan(60);
    for (const [name, property] of tags) expect(resolved(property), name).toHaveProperty('description');
  });

  it('says what is wrong with every pattern', () => {
    const patterns = properties.filter(([, property]) => 'pattern' in property);
    expect(patterns.length).toBeGreaterThan(2);
    for (const [name, property] of patterns) expect(property, name).toHaveProperty('patternErrorMessage');
  });

  it('has the defaults that a topology gets', () => {
    const defaults = Object.fromEntries(
      properties
        .map(([name, property]) => [name, resolved(property).default] as const)
        .filter(([, value]) => value !== undefined),
    );
    const { catalog, policy, access, workers } = readValid(head);
    expect(defaults).toEqual({
      database: catalog.database,
      encrypt: catalog.encrypt,
      trustServerCertificate: catalog.trustServerCertificate,
      workers,
      access,
      prune: policy.prune,
      maxRemovals: policy.maxRemovals,
      timeout: '30m',
      onTimeout: policy.drain.onTimeout,
      state: 'present',
      renewBefore: '60d',
      keepOld: '7d',
      validity: '5y',
      warnBefore: '30d',
      registrationTimeout: '10m',
      maxUnavailable: '25%',
      order: policy.rollout.order,
      healthyWithin: '5m',
      maxFailures: policy.rollout.maxFailures,
      parallelism: policy.parallelism,
    });
    expect(policy.drain.timeoutSeconds).toBe(30 * 60);
    expect(policy.rollout).toMatchObject({ maxUnavailable: { percent: 25 }, healthyWithinSeconds: 5 * 60 });
    expect(policy.registrationTimeoutSeconds).toBe(10 * 60);
    expect(policy.certificates).toEqual({
      renewBeforeDays: 60,
      keepOldDays: 7,
      validityDays: 5 * 365,
      warnBeforeDays: 30,
    });
  });

  it('knows the settings that are checked for misspellings', () => {
    const described = Object.keys(schema.$defs.settings?.properties as Schema);
    expect([...settingKeys]).toEqual(expect.arrayContaining(described));
  });

  it('is what the types and the validator were generated from', async () => {
    const run = await promisify(execFile)(process.execPath, ['scripts/generate-types.mjs', '--check'], {
      cwd: root,
    }).catch((error: { readonly stderr: string }) => error);
    expect(run.stderr).not.toContain('topology');
  });
});

describe('the certificate of a worker', () => {
  const details = (certificate: string) =>
    read(`${head}access: { transport: manual }\nworkers: [{ machine: ETL01, certificate: ${certificate} }]\n`).details;
  const print = `thumbprint: "${'0A'.repeat(20)}"`;

  it.each([
    [`{ ${print}, file: a.cer }`, ['certificate of worker ETL01 must name only one of thumbprint and file.']],
    [
      `{ ${print}, file: a.cer, authority: true }`,
      ['certificate of worker ETL01 must name only one of thumbprint and file.'],
    ],
    ['{ authority: true }', ['certificate of worker ETL01 must name thumbprint or file.']],
    ['{}', ['certificate of worker ETL01 must name thumbprint or file.']],
    ['{ thumprint: "0A" }', [expect.stringContaining('There is no key thumprint')]],
    ['a.cer', ['certificate of worker ETL01 must be a block of keys, not the text "a.cer".']],
    [
      `{ ${print}, authority: yes }`,
      ['certificate.authority of worker ETL01 must be true or false, not the text "yes".'],
    ],
  ])('%s is wrong, and told once', (certificate, wrong) => {
    expect(details(certificate)).toEqual(wrong);
  });

  it('is told too where it is left alone', () => {
    for (const certificate of ['a.cer', '{}', '{ authority: true }', `{ ${print}, file: a.cer }`]) {
      const { diagnostics } = read(`${head}workers: [{ machine: ETL01, certificate: ${certificate} }]\n`);
      expect(
        diagnostics.map(({ severity }) => severity),
        certificate,
      ).toContain('error');
    }
  });

  it('may be said to be an authority', () => {
    const { certificate } =
      readValid(
        `${head}access: { transport: manual }\nworkers: [{ machine: ETL01, certificate: { ${print}, authority: true } }]\n`,
      ).workers[0] ?? {};
    expect(certificate).toEqual({ thumbprint: '0A'.repeat(20), authority: true });
  });
});
