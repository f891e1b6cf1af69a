import fc from 'fast-check';

/** One in so many is not the first. */
function chosen<const T>(oneIn: number, usual: T, others: readonly T[]): fc.Arbitrary<T> {
  const weight = oneIn - 1;
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

/** Wishes differ often. */
const mostly = <const T>(usual: T, ...others: readonly T[]) => chosen(3, usual, others);

/** What is wrong is rare: in a world where all is wrong nothing is done. */
const nearly = <const T>(usual: T, ...others: readonly T[]) => chosen(14, usual, others);

const plain = { noNullPrototype: true } as const;

const workerParts = {
  listed: chosen(6, true, [false]),
  access: nearly('ssh', 'manual', 'none'),
  /** What the topology says. */
  enabled: mostly(true, false, undefined),
  protect: nearly(undefined, true, false),
  tags: mostly(undefined, 'a', ''),
  description: mostly(undefined, 'loads'),
  maxTaskCount: mostly(8, undefined),
  wantedBeat: nearly({}, { AgentHeartbeatInterval: '00:01:00' }, { AgentHeartbeatInterval: '00:10:00' }),
  certificate: nearly('none', 'own', 'other'),
  /** What its row is like. */
  registered: nearly(true, false),
  rowEnabled: mostly(true, false),
  rowTags: nearly(null, 'a', 'scaleout:protected', 'a, scaleout:protected'),
  staleRow: nearly('none', 'disabled', 'enabled'),
  ghost: nearly(false, true),
  /** What its machine is like. */
  exists: nearly(true, false),
  administrator: nearly(true, false),
  clustered: nearly(false, true),
  running: nearly(true, false),
  startMode: nearly('automatic', 'manual', 'disabled'),
  trustsMaster: nearly(true, false),
  trustsItself: nearly(true, false),
  trusted: nearly('all', 'first', 'none'),
  own: nearly('good', 'none', 'ended', 'unreadable', 'endedOurs', 'ending', 'endingOurs'),
  endpoint: nearly('right', 'wrong'),
  beat: nearly('00:01:00', '00:00:10', '00:05:00'),
  /** The certificate in use is ours by its mark. */
  marked: mostly(false, true),
  sharesCertificate: nearly(false, true),
};

const node = fc.record(
  {
    administrator: nearly(true, false),
    running: nearly(true, false),
    startMode: nearly('automatic', 'manual'),
    hasKey: nearly(true, false),
    keyReadable: nearly(true, false),
    bound: nearly(true, false),
    open: nearly(true, false),
    port: nearly(8391, 8392),
  },
  plain,
);

const policy = fc.record(
  {
    prune: fc.boolean(),
    maxRemovals: fc.integer({ min: 0, max: 4 }),
    drainTimeout: fc.constantFrom(20, 60, 400),
    onTimeout: mostly('stop', 'disable'),
    maxUnavailable: fc.constantFrom({ workers: 1 }, { workers: 2 }, { percent: 25 }, { percent: 50 }, { percent: 100 }),
    order: fc.constantFrom('listed', 'idleFirst'),
    pauseAfterFirst: mostly(0, 60),
    maxFailures: fc.integer({ min: 0, max: 2 }),
    parallelism: fc.integer({ min: 1, max: 4 }),
  },
  plain,
);

const seconds = fc.integer({ min: 0, max: 900 });
const which = fc.nat({ max: 4 });

/** What somebody else's hand does. */
const meddlings = [
  'disable',
  'enable',
  'tags',
  'protect',
  'description',
  'config',
  'stop',
  'removeRow',
  'unreachable',
  'untrust',
  'reinstall',
  'rename',
  'swap',
] as const;

const usual = {
  workers: fc.array(fc.record(workerParts, plain), { minLength: 1, maxLength: 5 }),
  nodes: fc.array(node, { minLength: 1, maxLength: 2 }),
  masterListed: nearly(true, false),
  masterClustered: nearly(false, true),
  /** Its certificate ends within renewBefore: one node makes the next one, for two the topology names one that they have. */
  masterEnds: chosen(5, false, [true]),
  access: nearly('ssh', 'manual', 'none'),
  port: nearly(8391, 8392),
  policy,
  scaleOut: nearly('enabled', 'neverEnabled', 'disabled'),
  enableScaleOut: mostly(true, undefined),
  mode: mostly(undefined, 'scaleOut'),
  seesLeases: fc.boolean(),
  /** Whether a worker that could not reach the master tries again without a restart. */
  retries: fc.boolean(),
  slowest: fc.constantFrom(0, 300, 3_000),
  seed: fc.nat(),
  faults: fc.array(
    fc.record({ call: fc.nat({ max: 120 }), fault: fc.constantFrom('refused', 'lostBefore', 'lostAfter') }, plain),
    { maxLength: 5 },
  ),
  foreign: fc.array(fc.record({ at: seconds, worker: which, what: fc.constantFrom(...meddlings) }, plain), {
    maxLength: 4,
  }),
  tasks: fc.array(fc.record({ at: seconds, worker: which, length: fc.constantFrom(5, 40, 500) }, plain), {
    maxLength: 6,
  }),
  /** Tasks that are pulled right before a worker is disabled. */
  slips: fc.array(fc.constantFrom(5, 40), { maxLength: 2 }),
  interruptions: fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 300 }), how: fc.constantFrom('stop', 'abort') }, plain),
    { maxLength: 2 },
  ),
};

/** A whole case: a topology, a world, and what happens. */
export const scenarios = fc.record(usual, plain);

const soon = fc.integer({ min: 0, max: 240 });
const fewer = fc.nat({ max: 2 });

/** Few workers, that join, are restarted or removed while their machines become others under the hands of the apply. */
export const hurriedScenarios = fc.record(
  {
    ...usual,
    workers: fc.array(
      fc.record(
        {
          ...workerParts,
          listed: mostly(true, false),
          registered: fc.boolean(),
          rowEnabled: fc.boolean(),
          maxTaskCount: fc.constantFrom(8, undefined),
          running: mostly(true, false),
          own: mostly('good', 'ended', 'unreadable', 'ending'),
        },
        plain,
      ),
      { minLength: 1, maxLength: 3 },
    ),
    foreign: fc.array(
      fc.record(
        {
          at: soon,
          worker: fewer,
          what: fc.oneof(
            fc.constantFrom('reinstall', 'reinstall', 'enable', 'rename', 'swap', 'removeRow'),
            fc.constantFrom(...meddlings),
          ),
        },
        plain,
      ),
      { minLength: 1, maxLength: 6 },
    ),
    tasks: fc.array(fc.record({ at: soon, worker: fewer, length: fc.constantFrom(5, 40, 500) }, plain), {
      maxLength: 6,
    }),
  },
  plain,
);

export type Scenario = typeof scenarios extends fc.Arbitrary<infer T> ? T : never;
export type WorkerPart = Scenario['workers'][number];
