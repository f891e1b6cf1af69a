import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { readProjectFile, readYaml } from './deploy-files.js';
import { oneFewer, type PipelinePlace, pipelinePlace, threeWorkers } from './pipeline-place.js';

const path = 'deploy/pipelines/azure-pipelines.yaml';

interface Step {
  readonly bash?: string;
  readonly displayName?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly job?: string;
  readonly deployment?: string;
  readonly environment?: string;
  readonly condition?: string;
  readonly pool: { readonly name?: string; readonly vmImage?: string };
  readonly steps?: readonly Step[];
  readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } } };
}
interface Stage {
  readonly stage: string;
  readonly dependsOn?: string;
  readonly condition?: string;
  readonly lockBehavior?: string;
  readonly variables?: readonly { readonly group: string }[];
  readonly jobs: readonly Job[];
}
interface Pipeline {
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly stages: readonly Stage[];
}

const { stages, variables } = readYaml<Pipeline>(path);
const stage = (name: string): Stage => {
  const found = stages.find((one) => one.stage === name);
  if (found === undefined) throw new Error(`no stage ${name}`);
  return found;
};
const stepsOf = ({ steps, strategy }: Job) => steps ?? strategy?.runOnce.deploy.steps ?? [];
const step = (name: string, displayName: string): Step => {
  const found = stage(name)
    .jobs.flatMap(stepsOf)
    .find((one) => one.displayName === displayName);
  if (found === undefined) throw new Error(`no step ${displayName} in ${name}`);
  return found;
};
const topology = variables.find(({ name }) => name === 'TOPOLOGY')?.value ?? '';

test('a fork is validated without secrets, and goes no further', () => {
  expect(stage('Validate').variables).toBeUndefined();
  expect(stage('Validate').jobs[0]?.pool.vmImage).toMatch(/^ubuntu-/);
  expect(stage('Plan')).toMatchObject({ dependsOn: 'Validate' });
  expect(stage('Plan').condition).toContain("ne(variables['System.PullRequest.IsFork'], 'True')");
});

test('applies are for main alone, one after the other, each behind its own environment', () => {
  for (const [name, environment, destructive] of [
    ['Apply', 'scaleout', 'false'],
    ['ApplyDestructive', 'scaleout-destructive', 'true'],
  ] as const) {
    const { condition, jobs, lockBehavior, dependsOn, variables: own } = stage(name);
    expect({ dependsOn, lockBehavior, own }).toEqual({
      dependsOn: 'Plan',
      lockBehavior: 'sequential',
      own: [{ group: environment }],
    });
    expect(jobs.map((job) => job.environment)).toEqual([environment]);
    expect(condition).toContain("eq(variables['Build.SourceBranch'], 'refs/heads/main')");
    expect(condition).toContain("ne(variables['Build.Reason'], 'PullRequest')");
    expect(condition).toContain(`eq(dependencies.Plan.outputs['plan.plan.destructive'], '${destructive}')`);
    expect(step(name, 'Apply').bash?.includes('--allow-destructive')).toBe(destructive === 'true');
  }
});

test('the password goes only to the steps that plan and apply, the access token only to the comment', () => {
  const steps = stages.flatMap(({ jobs }) => jobs).flatMap(stepsOf);
  const given = (secret: string) =>
    steps.filter(({ env }) => Object.values(env ?? {}).includes(secret)).map(({ displayName }) => displayName);
  expect(given('$(scaleoutSqlPassword)')).toEqual(['Plan', 'Apply', 'Apply']);
  expect(given('$(System.AccessToken)')).toEqual(['Comment']);
  for (const { bash = '' } of steps)
    expect(bash).not.toMatch(/\$\((?:scaleoutSql\w+|System\.AccessToken|System\.PullRequest[^)]*)\)/);
  // Each stage that reads it has a name and an output that the conditions ask for.
  expect(readProjectFile(path)).toMatch(/- job: plan\n[\s\S]*\n {12}name: plan\n/);
});

/** As the agent runs it: with its own variables put into the text. */
async function run(place: PipelinePlace, { bash = '' }: Step, env: Readonly<Record<string, string>> = {}) {
  const script = bash.replaceAll('$(Pipeline.Workspace)', place.path);
  expect(script).not.toMatch(/\$\([A-Z]\w+\.\w+\)/);
  return place.bash(script, { TOPOLOGY: topology, PIPELINE_WORKSPACE: place.path, ...env });
}

async function plan(place: PipelinePlace, text: string): Promise<readonly string[]> {
  await place.write(topology, text);
  const { code, out } = await run(place, step('Plan', 'Plan'));
  expect(code).toBe(0);
  return [...out.matchAll(/##vso\[task\.setvariable variable=(\w+);isOutput=true\](\w+)/g)].map(
    ([, name, value]) => `${name}=${value}`,
  );
}

test.skipIf(lacking.shell)('its scripts validate, plan and apply, and tell what is destructive', async () => {
  await using place = await pipelinePlace();
  expect(await plan(place, threeWorkers)).toEqual(['changes=true', 'destructive=false']);
  expect(await place.read('scaleout-plan/plan.md')).toMatch(/^### Plan of `warehouse`\n/);
  expect((await run(place, step('Validate', 'Validate'))).code).toBe(0);
  expect((await run(place, step('Apply', 'Apply'))).code).toBe(0);
  expect(await place.read('history/warehouse.history.jsonl')).toContain('ETL03');
  expect(await plan(place, threeWorkers)).toEqual(['changes=false', 'destructive=false']);
  expect(await plan(place, oneFewer)).toEqual(['changes=true', 'destructive=true']);
  expect((await run(place, step('Apply', 'Apply'))).code).toBe(5);
  expect((await run(place, step('ApplyDestructive', 'Apply'))).code).toBe(0);
  // A plan from now on may have it again: with access none its service runs on, and registers anew with its next heartbeat.
  expect(await place.read('history/warehouse.history.jsonl')).toMatch(/"id":"worker\/ETL03","action":"remove"/);
});

interface Thread {
  readonly id: number;
  readonly comments: { readonly id: number; content: string }[];
}

/** The part of Azure's service that keeps the threads of a pull request. */
async function threadService() {
  const threads: Thread[] = [{ id: 4, comments: [{ id: 1, content: 'Looks good' }] }];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as {
      content?: string;
      comments?: { content: string }[];
    };
    asked.push(`${request.method} ${request.url}`);
    const [, thread] = /\/threads\/(\d+)\/comments\/1\?/.exec(request.url ?? '') ?? [];
    const found = threads.find(({ id }) => String(id) === thread);
    response.statusCode = request.headers.authorization === 'Bearer build-token' ? 200 : 401;
    if (request.method === 'POST')
      threads.push({ id: 5, comments: [{ id: 1, content: body.comments?.[0]?.content ?? '' }] });
    if (request.method === 'PATCH' && found?.comments[0] !== undefined) found.comments[0].content = body.content ?? '';
    response.end(JSON.stringify({ value: threads }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/org/`;
  return { url, threads, asked, [Symbol.dispose]: () => void server.close() };
}

test.skipIf(lacking.shell)('the comment is one thread that is updated, and a refusal fails the step', async () => {
  await using place = await pipelinePlace();
  using service = await threadService();
  const env = {
    SYSTEM_COLLECTIONURI: service.url,
    SYSTEM_TEAMPROJECT: 'ETL team',
    BUILD_REPOSITORY_ID: 'r1',
    SYSTEM_PULLREQUEST_PULLREQUESTID: '7',
    SYSTEM_ACCESSTOKEN: 'build-token',
  };
  await place.write('scaleout-plan/code.txt', '2\n');
  await place.write('scaleout-plan/plan.md', 'one difference\n');
  expect((await run(place, step('Plan', 'Comment'), env)).code).toBe(0);
  await place.write('scaleout-plan/code.txt', '0\n');
  await place.write('scaleout-plan/plan.md', 'none\n');
  expect((await run(place, step('Plan', 'Comment'), env)).code).toBe(0);
  expect(service.threads.map(({ comments }) => comments[0]?.content)).toEqual([
    'Looks good',
    expect.stringContaining('Nothing to do'),
  ]);
  const threads = '/org/ETL%20team/_apis/git/repositories/r1/pullRequests/7/threads';
  expect(service.asked).toEqual([
    `GET ${threads}?api-version=7.1`,
    `POST ${threads}?api-version=7.1`,
    `GET ${threads}?api-version=7.1`,
    `PATCH ${threads}/5/comments/1?api-version=7.1`,
  ]);
  const refused = await run(place, step('Plan', 'Comment'), { ...env, SYSTEM_ACCESSTOKEN: 'another' });
  expect(refused.code).not.toBe(0);
  expect(`${refused.out}${refused.err}`).not.toContain('another');
});
