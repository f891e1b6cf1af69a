import { setTimeout as delay } from 'node:timers/promises';
import sql from 'mssql';
import { answerDrill, type DrillRequest } from '../../packages/sandbox/src/drills/drill-desk.js';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import type { MachineRequest } from '../../packages/sandbox/src/model/machines/requests.js';
import type { StoreContent } from '../../packages/sandbox/src/model/store.js';
import { type RunningSandbox, startSandbox } from '../../packages/sandbox/src/sandbox.js';
import { poolConfig } from '../../packages/sandbox/test/support/sandbox.js';
import type { EventBody, Plan } from '../../src/domain/documents.js';
import { type ApplyOutcome, apply } from '../../src/reconciler/apply/apply.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import { rolloutLimits } from '../../src/reconciler/rollout/rollout.js';
import type { Topology } from '../../src/topology/topology.js';
import { type BoundaryProxy, startBoundaryProxy } from '../support/boundary-proxy.js';
import { openSide, type Side } from './faulted-fleet.js';
import { passingTime } from './passing-time.js';
import { openExecutions, packageProblems, seePairs } from './working-pairs.js';

/** A fleet as it stands at a time, from which every run begins. */
export interface Snapshot {
  readonly topology: Topology;
  readonly content: StoreContent;
  /** Unix milliseconds of its time. */
  readonly at: number;
}

/** A moment of an apply: the how-manieth event of a step, or request that changes something, from 1. */
export interface Moment {
  readonly type: 'step_start' | 'step_complete' | 'write';
  readonly nth: number;
}

/**
 * `kill`: nothing of the tool goes on. `cutAfter`: all connections are cut once the request is there; `cutBefore`: a machine's
 * before it is carried out, and those of a statement as by `cutAfter`: it is there already. `lost`: that machine answers nothing
 * more in this apply.
 */
export type Blow = 'kill' | 'cutAfter' | 'cutBefore' | 'lost';

export interface Hit {
  readonly at: Moment;
  readonly blow: Blow;
}

export type Applied =
  | { readonly end: 'killed'; readonly plan: Plan }
  | { readonly end: ApplyOutcome['result']; readonly plan: Plan; readonly errors: readonly string[] };

/** A fleet under packages, which is looked at before every request and at every event. */
export interface RotatedFleet extends AsyncDisposable {
  readonly running: RunningSandbox;
  /** What was seen that must not be. */
  readonly broken: ReadonlySet<string>;
  /** How often it was looked at after something had changed. */
  readonly looks: () => number;
  /** The fewest workers that took work and could, since this was asked last. */
  leastWorking(): number;
  /** Every moment of the applies so far. */
  readonly moments: () => readonly Moment[];
  /** Observes, plans and carries out; `hit`: with one blow. */
  apply(hit?: Hit): Promise<Applied>;
  plan(): Promise<Plan>;
  drill(request: DrillRequest): void;
  startPackages(count: number): Promise<void>;
  pass(seconds: number): Promise<void>;
  /** Lets time pass until every execution has ended, and says what went wrong with them. */
  endOfPackages(): Promise<readonly string[]>;
  snapshot(): Snapshot;
}

const never = new AbortController().signal;

/** What only looks. */
const readings = new Set(['inspect', 'readConfig']);

export async function startRotatedFleet({ topology, content, at }: Snapshot): Promise<RotatedFleet> {
  const time = passingTime();
  const now = () => at + time.now();
  const broken = new Set<string>();
  let changes = 0;
  let seen = -1;
  let looks = 0;
  let least = Number.POSITIVE_INFINITY;
  const look = () => {
    if (seen === changes) return;
    seen = changes;
    looks += 1;
    const { problems, working } = seePairs(running.store, now());
    for (const problem of problems) broken.add(problem);
    least = Math.min(least, working);
  };
  const counts = { step_start: 0, step_complete: 0, write: 0 };
  let tool: Tool | undefined;
  let lost: string | undefined;
  const reached = (type: Moment['type'], isMachine = false): Blow | undefined => {
    counts[type] += 1;
    return tool?.reached({ type, nth: counts[type] }, isMachine);
  };
  const running = await startSandbox({
    content,
    now: () => instantOf(now()),
    onChange: () => {
      changes += 1;
    },
    onRequest(_, request) {
      time.busy();
      look();
      // The tool's own writes are calls; those of packages begin with create_ and start_.
      if (request.type === 'rpc' && /^catalog\.(?!create_|start_)/.test(request.procedure)) reached('write');
    },
    onMachineRequest(machine: string, request: MachineRequest) {
      time.busy();
      look();
      if (lost === machine) return 'cutBefore';
      if (readings.has(request.operation)) return undefined;
      const blow = reached('write', true);
      if (blow === 'lost') lost = machine;
      return blow === 'cutBefore' || blow === 'lost' ? 'cutBefore' : undefined;
    },
  });
  const { connection, store } = running;
  const login = { name: `${connection.domain}\\${connection.user}`, password: connection.password };
  const pool = await new sql.ConnectionPool(poolConfig(connection, login)).connect();
  const under: Promise<void>[] = [];
  const startPackages = async (count: number) => {
    for (let started = 0; started < count; started += 1) {
      const created = await pool
        .request()
        .input('folder_name', sql.NVarChar(128), 'Warehouse')
        .input('project_name', sql.NVarChar(128), 'Loads')
        .input('package_name', sql.NVarChar(260), 'LoadSales.dtsx')
        .input('runinscaleout', sql.Bit, true)
        .output('execution_id', sql.BigInt)
        .execute('catalog.create_execution');
      await pool
        .request()
        .input('execution_id', sql.BigInt, String(created.output.execution_id))
        .input('retry_count', sql.Int, 1)
        .execute('catalog.start_execution');
    }
  };
  const pass = async (seconds: number) => {
    await time.sleep(seconds * 1000, never);
    await pool.query('SELECT 1 FROM catalog.worker_agents');
    look();
  };
  const planned = async (side: Side) => {
    const observation = await observe(topology, side, never);
    const made = plan(topology, observation, { createdAt: new Date(now()).toISOString(), toolVersion: '0.0.0' });
    return { made, observation };
  };
  return {
    running,
    broken,
    looks: () => looks,
    leastWorking() {
      const found = least;
      least = Number.POSITIVE_INFINITY;
      return found;
    },
    moments: () =>
      (['step_start', 'step_complete', 'write'] as const).flatMap((type) =>
        Array.from({ length: counts[type] }, (_, index) => ({ type, nth: index + 1 })),
      ),
    async apply(hit) {
      for (const type of ['step_start', 'step_complete', 'write'] as const) counts[type] = 0;
      await using opened = await openTool(topology, running, hit);
      tool = opened;
      const errors: string[] = [];
      const emit = (event: EventBody) => {
        if (opened.isDead()) return;
        look();
        if (event.type === 'step_errored') errors.push(`${event.step}: ${event.diagnostic.detail}`);
        if (event.type !== 'step_start' && event.type !== 'step_complete') return;
        if (event.type === 'step_start' && event.operation === 'drainWorker') under.push(startPackages(1));
        reached(event.type);
      };
      const { made, observation } = await planned(opened.side);
      if (!made.applyable) throw new Error(made.diagnostics.map(({ code, detail }) => `${code}: ${detail}`).join('\n'));
      const work = apply(made, {
        ...opened.side,
        parallelism: topology.policy.parallelism,
        rollout: rolloutLimits(topology.policy.rollout, observation.catalog),
        emit,
        clock: time.now,
        pause: (milliseconds, signal) => time.sleep(milliseconds, signal),
        stop: never,
        abort: never,
      });
      const outcome = await Promise.race([work, opened.killed]);
      tool = undefined;
      lost = undefined;
      // What was asked before the kill is carried out all the same.
      if (outcome === undefined) await delay(20);
      await Promise.all(under.splice(0));
      look();
      return outcome === undefined ? { end: 'killed', plan: made } : { end: outcome.result, plan: made, errors };
    },
    async plan() {
      await using opened = await openTool(topology, running);
      return (await planned(opened.side)).made;
    },
    drill: (request) => {
      answerDrill(running.world, request);
    },
    startPackages,
    pass,
    async endOfPackages() {
      for (let minutes = 0; minutes < 120 && openExecutions(store) > 0; minutes += 1) await pass(60);
      const open = openExecutions(store);
      return [...packageProblems(store), ...(open === 0 ? [] : [`${open} executions never ended`])];
    },
    snapshot: () => ({ topology, content: structuredClone(store.content()), at: now() }),
    async [Symbol.asyncDispose]() {
      await pool.close();
      await running.close();
      time[Symbol.dispose]();
    },
  };
}

/** The tool's side of one apply, over connections that can be cut, and which can die. */
interface Tool extends AsyncDisposable {
  readonly side: Side;
  isDead(): boolean;
  /** Resolves when it was killed. */
  readonly killed: Promise<undefined>;
  /** Says what happens at a moment, and does it. */
  reached(moment: Moment, isMachine: boolean): Blow | undefined;
}

async function openTool(topology: Topology, running: RunningSandbox, hit?: Hit): Promise<Tool> {
  const { host, port, ssh } = running.connection;
  const proxies: BoundaryProxy[] = await Promise.all([
    startBoundaryProxy({ target: { host, port } }),
    startBoundaryProxy({ target: ssh }),
  ]);
  const [sqlProxy, sshProxy] = proxies;
  if (sqlProxy === undefined || sshProxy === undefined) throw new Error('there are two proxies');
  let dead = false;
  let die: (_: undefined) => void = () => undefined;
  const killed = new Promise<undefined>((resolve) => {
    die = resolve;
  });
  const open = openSide(topology, running, { sql: sqlProxy.port, ssh: () => sshProxy.port });
  const isDead = () => dead;
  return {
    side: { ...open, catalog: mortal(open.catalog, isDead), machines: mortal(open.machines, isDead) },
    isDead,
    killed,
    reached({ type, nth }, isMachine) {
      if (dead || hit === undefined || hit.at.type !== type || hit.at.nth !== nth) return undefined;
      if (hit.blow === 'kill') {
        dead = true;
        die(undefined);
      }
      if (hit.blow === 'kill' || hit.blow === 'cutAfter' || !isMachine) for (const proxy of proxies) proxy.hangUp();
      return hit.blow;
    },
    async [Symbol.asyncDispose]() {
      dead = true;
      for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
      // Of connections that were cut there may be nothing to close.
      await Promise.resolve(open[Symbol.asyncDispose]()).catch(() => undefined);
    },
  };
}

/** The same object, none of whose calls ever ends once its process is dead. */
function mortal<T extends object>(whole: T, isDead: () => boolean): T {
  const silence = () => new Promise<never>(() => undefined);
  return new Proxy(whole, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...words: readonly unknown[]) => {
        if (isDead()) return silence();
        const answer: unknown = Reflect.apply(member, target, words);
        if (!(answer instanceof Promise)) return answer;
        return answer.then(
          (value) => (isDead() ? silence() : value),
          (error) => (isDead() ? silence() : Promise.reject(error)),
        );
      };
    },
  });
}
