import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { dockerfileArray } from './command-lines.js';
import { project, readProjectFile, readYaml } from './deploy-files.js';
import { secretFilesOf } from './secret-files.js';

interface Instruction {
  readonly name: string;
  readonly rest: string;
  /** Counted from 0. */
  readonly stage: number;
}

/** The instructions of deploy/Dockerfile; throws for one that Docker does not know. */
function instructions(): readonly Instruction[] {
  const known = /^(ARG|FROM|WORKDIR|COPY|RUN|ENV|USER|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD) (.+)$/s;
  const lines = readProjectFile('deploy/Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  let stage = -1;
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', rest = ''] = known.exec(line) ?? [];
      if (name === '') throw new Error(`no instruction: ${line}`);
      if (name === 'FROM') stage += 1;
      return { name, rest, stage };
    });
}

const all = instructions();
const last = all.filter(({ stage }) => stage === 2);

/** Whether .dockerignore, which names what stays in, leaves a path to the builder. */
function isSent(path: string): boolean {
  const lines = readProjectFile('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines[0]).toBe('*');
  return lines.slice(1).some((line) => line === `!${path}` || path.startsWith(`${line.slice(1)}/`));
}

test('the image is built from one pinned version of Node that the program takes', () => {
  const from = all.filter(({ name }) => name === 'FROM').map(({ rest }) => rest);
  expect(from).toEqual([`\${NODE_IMAGE} AS dependencies`, `\${NODE_IMAGE} AS build`, `\${NODE_IMAGE}`]);
  const [, version = ''] = /^NODE_IMAGE=node:(\d+\.\d+\.\d+)-\w+-slim$/.exec(all[0]?.rest ?? '') ?? [];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  expect(major * 100 + minor).toBeGreaterThanOrEqual(2019);
});

test('everything that is copied is there, is sent to the builder, and nothing else is sent', () => {
  const sources = all
    .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
    .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
  expect(sources.length).toBeGreaterThan(6);
  for (const source of sources) {
    expect(existsSync(join(project, source)), source).toBe(true);
    expect(isSent(source), source).toBe(true);
  }
  const kept = readProjectFile('.dockerignore').match(/^!.+$/gm) ?? [];
  expect(kept.map((line) => line.slice(1)).sort()).toEqual([...new Set(sources)].sort());
  expect(isSent('.git')).toBe(false);
  expect(isSent('deploy/secrets/sql-password')).toBe(false);
});

test('every package that a built program leaves outside is a production dependency', () => {
  const external =
    readProjectFile('scripts/build.mjs')
      .match(/external: \[.*\]/g)
      ?.join() ?? '';
  const named = [...external.matchAll(/'([^']+)'/g)]
    .map(([, name = '']) => name)
    .filter((name) => !name.includes('msnodesqlv8'));
  const { packages } = JSON.parse(readProjectFile('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  };
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(packages[`node_modules/${name}`]?.dev, name).not.toBe(true);
  expect(all.filter(({ name, rest }) => name === 'RUN' && rest.startsWith('npm ci')).map(({ rest }) => rest)).toEqual([
    // Without what only the sandbox needs: the image is for real machines.
    expect.stringContaining('--omit=dev --workspaces=false --ignore-scripts'),
    expect.stringContaining('--ignore-scripts'),
  ]);
});

test('it ends as a numbered user that is not root, with program, health check and default command', () => {
  const users = last.filter(({ name }) => name === 'USER').map(({ rest }) => rest);
  expect(users).toEqual(['10001:10001']);
  const afterUser = last.slice(last.findIndex(({ name }) => name === 'USER')).map(({ name }) => name);
  expect(afterUser).not.toContain('RUN');
  expect(dockerfileArray('ENTRYPOINT')).toEqual(['node', '/app/dist/cli/main.js']);
  expect(dockerfileArray('CMD')).toEqual(['watch', '/topology/topology.yaml']);
  expect(last.find(({ name }) => name === 'HEALTHCHECK')?.rest).toContain(
    'CMD ["node", "/app/deploy/healthcheck.mjs"]',
  );
  // The version is read from package.json, the schema's place is told by import.
  const copied = last
    .filter(({ name }) => name === 'COPY')
    .map(({ rest }) => rest)
    .join(' ');
  for (const part of ['package.json', 'schemas', 'deploy/healthcheck.mjs']) expect(copied).toContain(part);
});

interface Compose {
  readonly services: {
    readonly watch: {
      readonly command: readonly string[];
      readonly secrets: readonly string[];
      readonly volumes: readonly { readonly source: string; readonly target: string; readonly read_only?: boolean }[];
      readonly environment: Readonly<Record<string, string>>;
      readonly healthcheck: { readonly test: readonly string[] };
      readonly build: { readonly context: string; readonly dockerfile: string };
      readonly image: string;
    };
  };
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

test('compose runs the image without rights, restarts it, and writes only where it may', () => {
  const { watch } = readYaml<Compose>('deploy/compose.yaml').services;
  expect(watch).toMatchObject({
    user: '10001:10001',
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    restart: 'unless-stopped',
    ports: [expect.stringMatching(/^127\.0\.0\.1:/)],
  });
  expect(existsSync(join(project, 'deploy', watch.build.context, watch.build.dockerfile))).toBe(true);
  const { version } = JSON.parse(readProjectFile('package.json')) as { readonly version: string };
  expect(watch.image).toBe(`ssis-scaleout:${version}`);
  expect(['CMD', 'node', '/app/deploy/healthcheck.mjs']).toEqual(watch.healthcheck.test);
  const writable = watch.volumes.filter((volume) => volume.read_only !== true).map(({ target }) => target);
  expect(writable).toEqual([watch.environment.SCALEOUT_HISTORY]);
});

test('the topology of compose is good, and names the secrets that compose mounts', async () => {
  const compose = readYaml<Compose>('deploy/compose.yaml');
  const { watch } = compose.services;
  const topology = watch.volumes.find(({ target }) => target === '/topology');
  expect(topology?.read_only).toBe(true);
  expect(watch.command[1]).toBe('/topology/topology.yaml');
  const [, folder = ''] = /:-(.*)\}$/.exec(topology?.source ?? '') ?? [];
  const loaded = await loadTopology(join(project, 'deploy', folder, 'topology.yaml'));
  const named = [...secretFilesOf(loaded), watch.command[watch.command.indexOf('--token-file') + 1]];
  expect(named.sort()).toEqual(watch.secrets.map((name) => `/run/secrets/${name}`).sort());
  expect(Object.keys(compose.secrets).sort()).toEqual([...watch.secrets].sort());
});

test('no folder of deploy/ holds a secret', () => {
  const names = readdirSync(join(project, 'deploy'), { recursive: true }).map(String);
  expect(names.filter((name) => /(?:password|token|key)$/.test(name))).toEqual([]);
});
