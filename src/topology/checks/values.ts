import type { ErrorCode } from '../../errors/errors.js';
import { counted } from '../../text/words.js';
import { mayBeShown, type Problem, subject } from '../problem.js';
import { isBlock, listAt, type Path, textAt } from '../secrets.js';
import { type Parsed, parseDays, parseDuration, parseEndpoint, parseServerAddress } from '../values/plain-values.js';
import { parseCron, parseTimeZone } from '../values/schedule.js';
import { parseMachineName, parseThumbprint } from '../values/worker.js';
import { accessBlocks } from './workers.js';

/** Texts that have a form of their own: server, endpoint, machines, thumbprints, times. */
export function checkValues(root: unknown): readonly Problem[] {
  return [
    ...checkText(root, ['catalog', 'server'], 'topology.server-address', parseServerAddress),
    ...[...unpadded, ...accessBlocks(root).flatMap(namesOf)].flatMap((path) =>
      checkText(root, path, 'topology.wrong-value', parseUnpadded),
    ),
    ...checkText(root, ['master', 'endpoint'], 'topology.endpoint', parseEndpoint),
    ...durations.flatMap((path) => checkText(root, path, 'topology.wrong-value', parseDuration)),
    ...checkText(root, ['master', 'certificate', 'thumbprint'], 'topology.thumbprint', parseThumbprint),
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

/** The most windows. To find out that a cron expression never comes true takes up to 15 ms. */
const most = 200;

/** policy.windows: each begins at times that exist, and is either an allow or a deny. */
export function checkWindows(root: unknown): readonly Problem[] {
  const windows = listAt(root, ['policy', 'windows']);
  if (windows.length > most) {
    const detail = `policy.windows has ${windows.length.toLocaleString('en')} entries; at most ${most} fit.`;
    return [{ code: 'topology.wrong-value', path: ['policy', 'windows'], at: 'key', detail }];
  }
  return windows.flatMap((window, index): readonly Problem[] => {
    const path = ['policy', 'windows', index];
    if (!isBlock(window)) return [];
    const kinds = ['allow', 'deny'].filter((key) => window[key] !== undefined);
    const detail =
      kinds.length === 0
        ? `policy.windows[${index}] has neither allow nor deny.`
        : `policy.windows[${index}] has both allow and deny.`;
    const one = { code: 'topology.wrong-value', path, detail, remedy: 'Write one of the two.' } as const;
    return [
      ...(kinds.length === 1 ? [] : [one]),
      ...kinds.flatMap((key) => checkText(root, [...path, key], 'topology.wrong-value', parseCron)),
      ...checkText(root, [...path, 'duration'], 'topology.wrong-value', parseDuration),
      ...checkText(root, [...path, 'timeZone'], 'topology.wrong-value', parseTimeZone),
    ];
  });
}

/**
 * policy.certificates: one that is made has to live longer than the time before its end at which it is renewed, and than the one
 * before it is kept besides. Else each worker is taken out of service day by day, and what was replaced piles up in Root.
 */
export function checkCertificatePolicy(root: unknown): readonly Problem[] {
  const at = ['policy', 'certificates'];
  const daysAt = (key: string, otherwise: string) => {
    const text = textAt(root, [...at, key]) ?? otherwise;
    return /^\d{1,4}[dy]$/.test(text) ? parseDays(text) : undefined;
  };
  const [renewBefore, validity] = [daysAt('renewBefore', '60d'), daysAt('validity', '5y')];
  const keepOld = daysAt('keepOld', '7d') ?? 0;
  if (renewBefore === undefined || validity === undefined || validity > renewBefore + keepOld) return [];
  const key = ['validity', 'renewBefore'].find((name) => textAt(root, [...at, name]) !== undefined) ?? 'validity';
  const kept = validity > renewBefore ? ` and keepOld ${counted(keepOld, 'day')}` : '';
  const when = validity > renewBefore ? 'before the one before it is gone' : 'at once';
  const detail = `policy.certificates has validity ${validity} days, renewBefore ${renewBefore} days${kept}: each certificate would be renewed ${when}, again and again.`;
  const remedy = 'Write a validity that is longer than renewBefore and keepOld together.';
  return [{ code: 'topology.wrong-value', path: [...at, key], detail, remedy }];
}

/** Reports the text at a path where it cannot be read as what it should be; anything but text is the schema's. */
function checkText(
  root: unknown,
  path: Path,
  code: ErrorCode,
  parse: (text: string) => Parsed<unknown>,
): readonly Problem[] {
  const text = textAt(root, path);
  if (text === undefined) return [];
  const parsed = parse(text);
  if ('value' in parsed) return [];
  const { wrong, remedy } = mayBeShown(root, text, path) ? parsed : (parsed.unquoted ?? parsed);
  return [{ code, path, detail: `${subject(root, path)} ${wrong}`, ...(remedy === undefined ? {} : { remedy }) }];
}
