import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerDrill } from '../../packages/sandbox/src/drills/drill-desk.js';
import type { CatalogLock } from '../../src/domain/catalog.js';
import { watchStatus } from '../../src/watch/http/watch-status.js';
import { alone } from '../../src/watch/leadership.js';
import { watchLog } from '../../src/watch/log/watch-log.js';
import { watchTopology } from '../../src/watch/loop.js';
import { watchMetrics } from '../../src/watch/metrics.js';
import { openNotifier } from '../../src/watch/notify/open-notifier.js';
import type { ReconcileResult, WatchReason } from '../../src/watch/watch-event.js';
import { sshTopology } from '../support/scale-out-world.js';
import { until } from '../support/until.js';
import { webhook } from '../watch/notify/webhook.js';
import { type Fleet, startFleet } from './fleet.js';

/*
 * A fleet that is set up by an apply, a watch in mode observe with everything that listens to it, and faults that are put into
 * the state of the sandbox as if they had begun ten minutes ago: by its own rules no worker is heard of since then.
 */

const topology = sshTopology();
const name = topology.name;
let fleet: Fleet;
let hook: Awaited<ReturnType<typeof webhook>>;
let watch: ReturnType<typeof watching>;

const noLock: CatalogLock = {
  acquire: () => Promise.reject(new Error('Mode observe takes no lock.')),
  async [Symbol.asyncDispose]() {},
};

function watching(url: string) {
  const status = watchStatus({ version: '0.0.0', interval: 60_000 });
  const metrics = watchMetrics({ version: '0.0.0' });
  const lines: Readonly<Record<string, unknown>>[] = [];
  // What comes and goes within minutes makes ever fewer lines: to the log each fault here is hours after the last one.
  let hours = 0;
  const clock = () => performance.now() + hours * 3_600_000;
  const log = watchLog({ write: (text) => void lines.push(JSON.parse(text)), level: 'info', form: 'json', clock });
  const sources = { env: { HOOK: url }, readFile: () => Promise.reject(new Error('no file')) };
  const notifier = openNotifier({ sources, onFailure: (text) => lines.push({ msg: text }) });
  notifier.configure([{ type: 'generic', url: { env: 'HOOK' } }]);
  const results: ReconcileResult[] = [];
  const stop = new AbortController();
  let wake: (reason: WatchReason) => void = () => undefined;
  const ended = watchTopology({
    file: 'topology.yaml',
    mode: 'observe',
    approve: false,
    interval: 3_600_000,
    machineInterval: 3_600_000,
    toolVersion: '0.0.0',
    leadership: alone,
    random: () => 0.5,
    stop: stop.signal,
    abort: stop.signal,
    time: {
      now: Date.now,
      clock: () => performance.now(),
      pause: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    },
    triggers(onWake) {
      wake = onWake;
      return { ready: Promise.resolve(), alsoWatch: () => undefined, async [Symbol.asyncDispose]() {} };
    },
    reading: { load: async () => ({ topology, diagnostics: [] }), digest: async () => 'unchanged' },
    async open() {
      const { catalog, machines } = fleet;
      return { catalog, machines, lock: noLock, async [Symbol.asyncDispose]() {} };
    },
    listener(event) {
      for (const one of [status, metrics, log, notifier]) one.listener(event);
      if (event.type === 'reconciled') results.push(event.result);
    },
  });
  return {
    metrics,
    lines,
    results,
    status: () => status.document().topologies[0],
    /** Two looks, one after the other, and what they made the watch tell. */
    async polls() {
      hours += 2;
      lines.length = 0;
      hook.received.length = 0;
      for (let poll = 0; poll < 2; poll += 1) {
        const before = results.length;
        wake('signal');
        await until('the run has ended', () => results.length > before, 30_000);
      }
    },
    first: () => until('the first run', () => results.length > 0, 30_000),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await ended;
      await notifier[Symbol.asyncDispose]();
    },
  };
}

beforeAll(async () => {
  fleet = await startFleet(topology);
  const { outcome } = await fleet.apply();
  expect(outcome).toMatchObject({ result: 'done', errored: 0, skipped: 0 });
  hook = await webhook();
  watch = watching(hook.url);
  await watch.first();
}, 180_000);

afterAll(async () => {
  await watch?.[Symbol.asyncDispose]();
  await hook?.[Symbol.asyncDispose]();
  await fleet?.[Symbol.asyncDispose]();
});

const health = async () =>
  (await watch.metrics.text()).split('\n').filter((line) => line.startsWith('scaleout_health{') && line.endsWith(' 1'));
const is = (state: string) => [`scaleout_health{topology="${name}",state="${state}"} 1`];

test.each([
  { drill: 'master-certificate-expired', machine: undefined, state: 'down', level: 'error' },
  { drill: 'worker-service-stopped', machine: 'ETL01', state: 'degraded', level: 'warn' },
  { drill: 'firewall-closed', machine: 'SQLETL01', state: 'down', level: 'error' },
] as const)(
  '$drill is told everywhere within two polls, and so is its end',
  async ({ drill, machine, state, level }) => {
    const { world } = fleet.running;
    await watch.polls();
    expect(await health()).toEqual(is('healthy'));
    expect(watch.status()).toMatchObject({ health: { state: 'healthy', unhealthy: [] }, findings: [] });

    const { made } = answerDrill(world, { action: 'make', drill, ...(machine === undefined ? {} : { machine }) });
    await watch.polls();
    const { health: shown, findings } = watch.status() ?? {};
    expect(shown).toMatchObject({ state, since: expect.any(String) });
    expect(shown?.unhealthy).toContainEqual(expect.objectContaining({ target: 'worker/ETL01', state: 'down' }));
    expect(findings?.[0]).toMatchObject({ id: made?.finding, severity: 'error' });
    expect(await health()).toEqual(is(state));
    const line = watch.lines.findLast(({ event }) => event === 'health');
    expect(line).toMatchObject({ level, health: state, findings: [{ id: made?.finding }] });
    await until('the webhook has it', () => hook.bodies.some(({ kind }) => kind === 'unhealthy'), 10_000);
    const told = hook.bodies.filter(({ kind }) => kind === 'unhealthy').at(-1);
    expect(told.title).toContain(`${name}: ${state}: `);
    expect(told.lines.join('\n')).toContain(`[${made?.finding}]`);

    const plan = await fleet.plan();
    expect(plan.health).toMatchObject({ state });
    const causes = plan.diagnostics.filter(({ code }) => code === 'plan.cause');
    expect(causes).toHaveLength(1);
    expect(causes[0]?.detail).toContain(findings?.[0]?.summary);
    expect(plan.diagnostics.map(({ code }) => code)).not.toContain('plan.worker-offline');

    answerDrill(world, { action: 'undo' });
    await watch.polls();
    expect(await health()).toEqual(is('healthy'));
    expect(watch.lines.findLast(({ event }) => event === 'health')).toMatchObject({ level: 'info', health: 'healthy' });
    await until('the webhook has its end', () => hook.bodies.some(({ kind }) => kind === 'recovery'), 10_000);
  },
  120_000,
);
