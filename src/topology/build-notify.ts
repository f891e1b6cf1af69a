import { buildSecretReference } from './build-authentication.js';
import type { FileContent } from './schema/validate.js';
import type { NotifyTarget } from './topology.js';
import type { Folders } from './values/resolve-file.js';

type FileTarget = NonNullable<NonNullable<FileContent['policy']>['notify']>[number];

/** One of policy.notify, its files made absolute. */
export function buildNotify({ type, url, secret, on }: FileTarget, folders: Folders): NotifyTarget {
  return {
    type,
    url: buildSecretReference(url, folders),
    ...(secret === undefined ? {} : { secret: buildSecretReference(secret, folders) }),
    ...(on === undefined ? {} : { on }),
  };
}
