/** A key of `policy` with its default, and what it means. */
export interface PolicyKey {
  readonly key: string;
  readonly value: unknown;
  readonly comment: string;
}

/** The whole of `policy` as it is where a topology says nothing; a test keeps the two equal. */
export const policyKeys: readonly PolicyKey[] = [
  { key: 'prune', value: false, comment: 'Whether workers that this file does not list are removed.' },
  { key: 'maxRemovals', value: 1, comment: 'The most workers that one plan may remove.' },
  {
    key: 'drain',
    value: { timeout: '30m', onTimeout: 'stop' },
    comment: 'How long to wait for running packages before a worker is restarted or removed, and what then.',
  },
  {
    key: 'rollout',
    value: { maxUnavailable: '25%', order: 'listed', healthyWithin: '5m', maxFailures: 0 },
    comment: 'How many workers a change may take out of service at one time, and when it stops.',
  },
  {
    key: 'registrationTimeout',
    value: '10m',
    comment: 'How long apply waits for a worker to register or to come online.',
  },
  { key: 'parallelism', value: 8, comment: 'The most steps at one time.' },
];
