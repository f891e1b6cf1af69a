import type { Path } from '../path.js';
import type { Problem } from '../problem.js';
import { listAt } from '../raw-value.js';
import { parseDuration } from '../values/duration.js';
import { parseEndpoint } from '../values/endpoint.js';
import { parseMachineName } from '../values/machine-name.js';
import type { Parsed } from '../values/parsed.js';
import { parseServerAddress } from '../values/server-address.js';
import { parseThumbprint } from '../values/thumbprint.js';
import { accessBlocks } from './access-blocks.js';
import { checkText } from './text-check.js';

/** Texts that have a form of their own: server, endpoint, machines, thumbprints, times. */
export function checkValues(root: unknown): readonly Problem[] {
  return [
    ...checkText(root, ['catalog', 'server'], 'topology.server-address', parseServerAddress),
    ...[...unpadded, ...accessBlocks(root).flatMap(namesOf)].flatMap((path) =>
      checkText(root, path, 'topology.wrong-value', parseUnpadded),
    ),
    ...checkText(root, ['master', 'endpoint'], 'topology.endpoint', parseEndpoint),
    ...durations.flatMap((path) => checkText(root, path, 'topology.wrong-value', parseDuration)),
    ...listAt(root, ['master', 'machines']).flatMap((_machine, index) =>
      checkText(root, ['master', 'machines', index], 'topology.machine-name', parseMachineName),
    ),
    ...listAt(root, ['workers']).flatMap((_worker, index) => [
      ...checkText(root, ['workers', index, 'machine'], 'topology.machine-name', parseMachineName),
      ...checkText(root, ['workers', index, 'certificate', 'thumbprint'], 'topology.thumbprint', parseThumbprint),
      ...['displayName', 'description', 'tags'].flatMap((key) =>
        checkText(root, ['workers', index, key], 'topology.wrong-value', parseVisible),
      ),
    ]),
  ];
}

const durations: readonly Path[] = [
  ['policy', 'drain', 'timeout'],
  ['policy', 'registrationTimeout'],
  ['policy', 'rollout', 'healthyWithin'],
  ['policy', 'rollout', 'pauseAfterFirst'],
];

/** Names at whose ends a space is a slip that the server would answer with something else. */
const unpadded: readonly Path[] = [
  ['catalog', 'database'],
  ['catalog', 'authentication', 'user'],
  ['catalog', 'authentication', 'domain'],
  ['catalog', 'authentication', 'clientId'],
  ['catalog', 'authentication', 'tenantId'],
];

/** The names in an access block. */
function namesOf(access: Path): readonly Path[] {
  return [['user'], ['host'], ['jump', 'user'], ['jump', 'host']].map((inner) => [...access, ...inner]);
}

function parseUnpadded(text: string): Parsed<string> {
  if (text === text.trim()) return { value: text };
  return { wrong: 'has spaces at its beginning or end.', remedy: 'Remove the spaces.' };
}

function parseVisible(text: string): Parsed<string> {
  const withoutLines = text.replace(/[\t\r\n]/g, '');
  return /[\p{Cc}\p{Cs}]/u.test(withoutLines) ? { wrong: 'holds control characters.' } : { value: text };
}
