import type { FileContent } from './schema/validate.js';
import type { RolloutPolicy } from './topology.js';
import { parseDuration } from './values/duration.js';
import { accepted } from './values/parsed.js';

type FileRollout = NonNullable<NonNullable<FileContent['policy']>['rollout']>;

/** policy.rollout with its defaults: a quarter of the workers at a time, and none may fail. */
export function buildRollout({
  maxUnavailable = '25%',
  order = 'listed',
  healthyWithin = '5m',
  pauseAfterFirst,
  maxFailures = 0,
}: FileRollout): RolloutPolicy {
  return {
    maxUnavailable:
      typeof maxUnavailable === 'number'
        ? { workers: maxUnavailable }
        : { percent: Number(maxUnavailable.replace('%', '')) },
    order,
    healthyWithinSeconds: accepted(parseDuration(healthyWithin)),
    pauseAfterFirstSeconds: pauseAfterFirst === undefined ? 0 : accepted(parseDuration(pauseAfterFirst)),
    maxFailures,
  };
}
