import { expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { readProjectFile, readYaml } from './deploy-files.js';
import { oneFewer, type PipelinePlace, pipelinePlace, pipelineTopology, threeWorkers } from './pipeline-place.js';

const path = 'deploy/pipelines/github-actions.yaml';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly 'runs-on': string | readonly string[];
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] }>>;
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': string };
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<'validate' | 'plan' | 'comment' | 'apply' | 'apply-destructive', Job>>;
}

const workflow = readYaml<Workflow>(path);
const { jobs } = workflow;
const all = Object.entries(jobs);
const hasSecrets = (job: Job) => JSON.stringify(job).includes('secrets.');
const scriptOf = (job: Job, name: string) => job.steps.find((step) => step.name === name)?.run ?? 'exit 99';

test('it runs for pull requests and for main, and never with the rights of the target of a fork', () => {
  expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
  expect(workflow.on.push?.branches).toEqual(['main']);
  expect(readProjectFile(path)).not.toContain('pull_request_target');
});

test('each job has the least permissions, and none has the password and the right to comment', () => {
  expect(workflow.permissions).toEqual({});
  const comments = all.filter(([, job]) => job.permissions['pull-requests'] === 'write');
  expect(comments.map(([name]) => name)).toEqual(['comment']);
  expect(hasSecrets(jobs.comment)).toBe(false);
  for (const [name, job] of all) {
    if (name !== 'comment') expect(job.permissions, name).toEqual({ contents: 'read' });
  }
});

test('a fork is validated without secrets on a machine of the host, and goes no further', () => {
  expect(hasSecrets(jobs.validate)).toBe(false);
  expect(jobs.validate['runs-on']).toMatch(/^ubuntu-/);
  expect(jobs.plan.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  for (const [name, job] of all.filter(([, { 'runs-on': on }]) => on.includes('self-hosted'))) {
    expect([jobs.plan.needs, job.needs, name]).toContain('plan');
  }
});

test('applies are for main alone, one at a time, the destructive one behind its own environment', () => {
  for (const job of [jobs.apply, jobs['apply-destructive']]) {
    expect(job.needs).toBe('plan');
    expect(job.if).toContain("github.event_name == 'push'");
    expect(job.if).toContain("needs.plan.outputs.changes == 'true'");
  }
  expect([jobs.apply.environment, jobs['apply-destructive'].environment]).toEqual(['scaleout', 'scaleout-destructive']);
  expect(jobs.apply.if).toContain("destructive == 'false'");
  expect(jobs['apply-destructive'].if).toContain("destructive == 'true'");
  expect(scriptOf(jobs.apply, 'Apply')).not.toContain('--allow-destructive');
  expect(scriptOf(jobs['apply-destructive'], 'Apply')).toContain('--allow-destructive');
  expect(workflow.concurrency['cancel-in-progress']).toContain("== 'pull_request'");
});

test('actions are pinned by commit, checkouts keep no token, and no text of a pull request is in a script', () => {
  const steps = all.flatMap(([, job]) => job.steps);
  for (const { uses } of steps.filter((step) => step.uses !== undefined)) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout'))) {
    expect(step.with).toMatchObject({ 'persist-credentials': false });
  }
  for (const { run, shell } of steps.filter((step) => step.run !== undefined)) {
    expect(run).not.toContain('${{');
    expect(shell).toBe('bash');
  }
});

/** Runs the step that plans; what it hands to other jobs. */
async function plan(place: PipelinePlace, topology: string) {
  await place.write(workflow.env.TOPOLOGY ?? '', topology);
  await place.write('output.txt', '');
  const env = { ...workflow.env, GITHUB_OUTPUT: 'output.txt', GITHUB_STEP_SUMMARY: 'summary.txt' };
  const { code, err } = await place.bash(scriptOf(jobs.plan, 'Plan'), env);
  const outputs = Object.fromEntries(
    (await place.read('output.txt'))
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
  return { code, err, outputs };
}

test.skipIf(lacking.shell)('its scripts validate, plan and apply, and tell what is destructive', async () => {
  await using place = await pipelinePlace();
  const apply = (name: 'apply' | 'apply-destructive') => place.bash(scriptOf(jobs[name], 'Apply'), workflow.env);
  expect(await plan(place, threeWorkers)).toMatchObject({
    code: 0,
    outputs: { changes: 'true', destructive: 'false' },
  });
  expect((await place.bash(scriptOf(jobs.validate, 'Validate'), workflow.env)).code).toBe(0);
  expect(await place.read('summary.txt')).toContain('worker/ETL03');
  expect(await place.read('summary.txt')).toMatch(/^### Plan of `warehouse`\n/);
  expect(await apply('apply')).toMatchObject({ code: 0 });
  expect(await place.read('history/warehouse.history.jsonl')).toContain('ETL03');

  expect((await plan(place, threeWorkers)).outputs).toEqual({ changes: 'false', destructive: 'false' });
  expect((await plan(place, oneFewer)).outputs).toEqual({ changes: 'true', destructive: 'true' });
  expect((await apply('apply')).code).toBe(5);
  expect(await apply('apply-destructive')).toMatchObject({ code: 0 });
});

test.skipIf(lacking.shell)(
  'a topology that is wrong fails the plan, and the reason is there for the comment',
  async () => {
    await using place = await pipelinePlace();
    const { code } = await plan(place, pipelineTopology('workers: [{ machine: ETL01, enabeld: true }]'));
    expect(code).toBe(3);
    expect((await place.read('plan/code.txt')).trim()).toBe('3');
    expect(await place.read('plan/messages.txt')).toContain('enabeld');
    await expect(place.read('plan/plan.md')).rejects.toThrow('ENOENT');
  },
);

interface Comment {
  readonly id: number;
  readonly user: { readonly type: string };
  body: string;
}

/** Runs the script of the comment as actions/github-script does, on these comments. */
async function comment(comments: Comment[], files: Readonly<Record<string, string>>): Promise<void> {
  const script = jobs.comment.steps.find(({ uses }) => uses?.startsWith('actions/github-script'))?.with?.script;
  const own = (name: string) => {
    if (name !== 'node:fs') throw new Error(`no ${name} here`);
    const textOf = (file: string) => files[file.replace('plan/', '')];
    return { existsSync: (file: string) => textOf(file) !== undefined, readFileSync: textOf };
  };
  const issues = {
    listComments: 'listComments',
    createComment: async ({ body }: Comment) => comments.push({ id: comments.length + 1, user: { type: 'Bot' }, body }),
    async updateComment({ comment_id, body }: { readonly comment_id: number; readonly body: string }) {
      const found = comments.find(({ id }) => id === comment_id);
      if (found === undefined) throw new Error('no such comment');
      found.body = body;
    },
  };
  const github = { rest: { issues }, paginate: async () => comments };
  const context = {
    repo: { owner: 'o', repo: 'r' },
    payload: { pull_request: { number: 7, head: { sha: '0123456789abcdef' } } },
  };
  const process = { env: workflow.env };
  const make = Object.getPrototypeOf(async () => {}).constructor as new (
    ...words: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new make('github', 'context', 'process', 'require', String(script))(github, context, process, own);
}

test('the comment is made once and then updated; others are left alone', async () => {
  const first: Comment = {
    id: 1,
    user: { type: 'User' },
    body: '<!-- scaleout plan of topology/topology.yaml --> mine',
  };
  const comments = [first];
  await comment(comments, { 'code.txt': '2\n', 'plan.md': 'one difference\n' });
  await comment(comments, { 'code.txt': '0\n', 'plan.md': 'none\n' });
  expect(comments).toHaveLength(2);
  expect(first.body).toContain('mine');
  expect(comments[1]?.body).toContain('Nothing to do');
  expect(comments[1]?.body).not.toContain('one difference');
});

test('the comment is the plan as Markdown; where there is none, it says why, and hostile and long messages break nothing', async () => {
  const comments: Comment[] = [];
  await comment(comments, { 'code.txt': '5', 'plan.md': '### Plan of `x`\n', 'messages.txt': 'a warning' });
  expect(comments[0]?.body).toMatch(/Refused by a guard \(012345678\)\n\n### Plan of `x`$/);
  await comment(comments, { 'code.txt': '4', 'messages.txt': 'tags: "\n```\n# not a title"' });
  expect(comments[0]?.body).toMatch(/exit code 4[^\n]*\n\n````text\n[\s\S]*not a title"\n````$/);
  await comment(comments, { 'code.txt': '1', 'messages.txt': 'x'.repeat(200_000) });
  expect(comments[0]?.body.length).toBeLessThan(65_536);
});
