import { expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { servedSandbox } from '../support/served-sandbox.js';
import { readYaml } from './deploy-files.js';
import { type PipelinePlace, pipelinePlace } from './pipeline-place.js';

/** The first script in a file of a pipeline that holds these words. */
function scriptWith(path: string, words: string): string {
  const search = (node: unknown): string | undefined => {
    if (typeof node === 'string') return node.includes(words) ? node : undefined;
    if (typeof node !== 'object' || node === null) return undefined;
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string' && !['run', 'bash'].includes(key)) continue;
      const found = search(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const script = search(readYaml<unknown>(path));
  if (script === undefined) throw new Error(`${path} has no script with ${words}`);
  return script;
}

const topology = 'topology/topology.yaml';

test.skipIf(lacking.shell)(
  'a login that only reads plans what a pull request changes, in both pipelines; it applies nothing, and another one does',
  async () => {
    await using sandbox = await servedSandbox();
    const { host, port } = sandbox.served;
    await using place = await pipelinePlace({ isServed: true });
    const head = ['apiVersion: ssis-scaleout/v1', 'name: warehouse', 'access: { transport: none }'];
    const catalog = `catalog: { server: "${host},${port}", trustServerCertificate: true }`;
    const workers = 'workers: [{ machine: ETL01, tags: night }]';
    await place.write(topology, `${[...head, catalog, workers].join('\n')}\n`);
    const as = (user: string) => ({ SCALEOUT_SQL_USER: user, SCALEOUT_SQL_PASSWORD: sandbox.passwordOf(user) });

    expect(await planned('deploy/pipelines/azure-pipelines.yaml', place, as('executor'))).toMatchObject({ code: 0 });
    expect(await planned('deploy/pipelines/github-actions.yaml', place, as('executor'))).toMatchObject({ code: 0 });
    expect(await place.read('output.txt')).toContain('changes=true');
    expect((await place.read('plan/code.txt')).trim()).toBe('2');
    expect(await place.read('plan/plan.txt')).toContain('worker/ETL01');
    expect(await place.read('plan/plan.txt')).toContain('guard.ssis-admin-needed');

    const apply = (user: string) =>
      place.bash('scaleout apply plan/plan.json --yes --color never', { TOPOLOGY: topology, ...as(user) });
    expect(await apply('executor')).toMatchObject({ code: 5 });
    expect(await apply('operator')).toMatchObject({ code: 0 });
    expect(await planned('deploy/pipelines/github-actions.yaml', place, as('executor'))).toMatchObject({ code: 0 });
    expect((await place.read('plan/code.txt')).trim()).toBe('0');
  },
);

function planned(path: string, place: PipelinePlace, login: Readonly<Record<string, string>>) {
  const env = { TOPOLOGY: topology, GITHUB_OUTPUT: 'output.txt', GITHUB_STEP_SUMMARY: 'summary.txt' };
  const script = scriptWith(path, 'scaleout plan').replaceAll('$(Pipeline.Workspace)', place.path);
  return place.bash(script, { ...env, PIPELINE_WORKSPACE: place.path, ...login });
}
