import { spellingsOf } from '../../config-file/read-config-file.js';
import type { ErrorCode } from '../../errors/errors.js';
import { heartbeatToleranceKey, leaseIntervalKey, workerSettingKeys } from '../../facts/configs.js';
import { nearest } from '../../text/words.js';
import { keyShown, mayBeShown, type Problem, subject } from '../problem.js';
import { isBlock, listAt, type Path, textAt, valueAt } from '../secrets.js';
import { type Parsed, parseDuration, parseEndpoint, parseServerAddress } from '../values/plain-values.js';
import { parseCron, parseTimeZone } from '../values/schedule.js';
import { parseMachineName, parseSetting, parseThumbprint } from '../values/worker.js';
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

/** Values that their keys cannot have, and keys of WorkerSettings.config that look misspelt. Others are let through: each version of SQL Server may have more. */
export function checkSettings(root: unknown): readonly Problem[] {
  return listAt(root, ['workers']).flatMap((_worker, index) => {
    const path = ['workers', index, 'settings'];
    const settings = valueAt(root, path);
    if (!isBlock(settings)) return [];
    return Object.entries(settings).flatMap(([key, value]): readonly Problem[] => {
      const place = ownKeys.get(key.toUpperCase());
      if (place !== undefined)
        return [{ code: 'topology.wrong-value', path: [...path, key], ...toldElsewhere(key, place) }];
      if (isScalar(value)) {
        const parsed = parseSetting(key, value);
        if ('wrong' in parsed) return [wrongValue(root, [...path, key], parsed.wrong)];
      }
      const near = settingKeys.has(key) ? undefined : nearest(key, [...settingKeys]);
      if (near === undefined) return [];
      return [
        {
          code: 'topology.unknown-key',
          severity: 'warning',
          path: [...path, key],
          at: 'key',
          detail: `WorkerSettings.config has no known key ${keyShown(key)}; did you mean ${near}?`,
          remedy: `Write ${near}, or leave it if your version of SQL Server has that key.`,
        },
      ];
    });
  });
}

/**
 * Keys that follow from other parts of the topology. Here they would go round what is asked of a certificate: the config
 * of a worker's machine stands for the certificate that it names.
 */
const ownKeys: ReadonlyMap<string, string> = new Map([
  ['WORKERHTTPSCERTTHUMBPRINT', 'Name the certificate with the key certificate of the worker.'],
  ['MASTERHTTPSCERTTHUMBPRINT', 'Remove it: it follows from the master’s own certificate.'],
]);

function toldElsewhere(key: string, remedy: string) {
  return {
    at: 'key',
    detail: `${keyShown(key)} is no setting: which certificates are used is not said here.`,
    remedy,
  } as const;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function wrongValue(root: unknown, path: Path, wrong: string): Problem {
  return { code: 'topology.wrong-value', path, detail: `${subject(root, path)} ${wrong}` };
}

/** Two spellings of one key in the settings of a worker, and names in settingsAsWritten that its settings do not have. */
export function checkSettingSpellings(root: unknown): readonly Problem[] {
  return listAt(root, ['workers']).flatMap((_worker, index) => {
    const worker = ['workers', index];
    const settings = valueAt(root, [...worker, 'settings']);
    const keys = isBlock(settings) ? Object.keys(settings) : [];
    const exact = listAt(root, [...worker, 'settingsAsWritten']);
    return [
      ...keys.flatMap((key): readonly Problem[] => {
        const other = spellingsOf(key).find((name) => name !== key && keys.includes(name));
        if (other === undefined || keys.indexOf(other) > keys.indexOf(key)) return [];
        if (exact.includes(key) && exact.includes(other)) return [];
        return [
          {
            code: 'topology.wrong-value',
            path: [...worker, 'settings', key],
            at: 'key',
            detail: `${keyShown(other)} and ${keyShown(key)} are two spellings of one key.`,
            remedy: 'Keep one of them; or name both in settingsAsWritten, to have both in the file.',
          },
        ];
      }),
      ...exact.flatMap((name, at): readonly Problem[] => {
        if (typeof name !== 'string' || keys.includes(name)) return [];
        return [
          {
            code: 'topology.wrong-value',
            path: [...worker, 'settingsAsWritten', at],
            detail: `settingsAsWritten names ${keyShown(name)}, and settings of this worker has no key that is spelled so.`,
            remedy: 'Spell the key in settings as it shall stand in the file, and name it here in the same way.',
          },
        ];
      }),
    ];
  });
}

/** Known keys of WorkerSettings.config: those that schemas/topology.schema.json describes, and both spellings of two of them. */
export const settingKeys: ReadonlySet<string> = new Set<string>([
  ...workerSettingKeys.value,
  ...heartbeatToleranceKey.value,
  ...leaseIntervalKey.value,
]);
