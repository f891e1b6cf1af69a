import type { FileContent } from './schema/validate.js';
import type { ChangeWindow } from './topology.js';
import { parseDuration } from './values/duration.js';
import { accepted } from './values/parsed.js';

type FileWindow = NonNullable<NonNullable<FileContent['policy']>['windows']>[number];

/** One of policy.windows; the checks have seen to it that it is either an allow or a deny. */
export function buildWindow({ allow, deny, duration, timeZone, targets }: FileWindow): ChangeWindow {
  return {
    ...(allow === undefined ? { kind: 'deny', cron: deny ?? '' } : { kind: 'allow', cron: allow }),
    durationSeconds: accepted(parseDuration(duration)),
    timeZone,
    ...(targets === undefined ? {} : { targets }),
  };
}
