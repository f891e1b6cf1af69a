import { spellingsOf } from '../../config-file/read-config-file.js';
import { workerStore } from '../../facts/certificates.js';
import {
  agentIdKey,
  certificateKeys,
  endpointKey,
  heartbeatToleranceKey,
  leaseIntervalKey,
  workerSettingKeys,
} from '../../facts/configs.js';
import { isOneSlip, nearest } from '../../text/words.js';
import { keyShown, type Problem, subject } from '../problem.js';
import { isBlock, listAt, type Path, valueAt } from '../secrets.js';
import { parseSetting } from '../values/worker.js';

/** Known keys of WorkerSettings.config: those that schemas/topology.schema.json describes, and both spellings of two of them. */
export const settingKeys: ReadonlySet<string> = new Set<string>([
  ...workerSettingKeys.value,
  ...heartbeatToleranceKey.value,
  ...leaseIntervalKey.value,
]);

const knownKeys = [...settingKeys];
const byUpperCase = new Map(knownKeys.map((key) => [key.toUpperCase(), key]));

/**
 * Keys that no setting may name, values that their keys cannot have, and keys that look misspelt. Others are let through:
 * each version of SQL Server may have more.
 */
export function checkSettings(root: unknown): readonly Problem[] {
  return listAt(root, ['workers']).flatMap((_worker, index) => {
    const path = ['workers', index, 'settings'];
    const settings = valueAt(root, path);
    if (!isBlock(settings)) return [];
    const asWritten = new Set(listAt(root, ['workers', index, 'settingsAsWritten']));
    return Object.entries(settings).flatMap(([key, value]): readonly Problem[] => {
      const at = [...path, key];
      const isMeant = asWritten.has(key);
      const own = ownKey(key, isMeant);
      if (own !== undefined) return [{ code: 'topology.wrong-value', path: at, at: 'key', ...own }];
      const known = byUpperCase.get(key.toUpperCase());
      if (isScalar(value)) {
        const parsed = parseSetting(known ?? key, value);
        if ('wrong' in parsed)
          return [{ code: 'topology.wrong-value', path: at, detail: `${subject(root, at)} ${parsed.wrong}` }];
      }
      return known === key || isMeant ? [] : misspelt(at, key, known);
    });
  });
}

/** A key of the config that follows from other parts of the topology, and what says it there. */
interface OwnKey {
  readonly key: string;
  readonly detail: string;
  readonly remedy: string;
}

const whichCertificates = 'which certificates are used is not said here.';
const { StoreLocation, StoreName } = workerStore.value;
const whichStore = `certificates are in the store ${StoreLocation}\\${StoreName}, which is not said here.`;

/**
 * Keys that would cut a worker off, or go round what is asked of a certificate: the config of a worker's machine stands for
 * the id, the master and the certificate that it names.
 */
const ownKeys: readonly OwnKey[] = [
  {
    key: agentIdKey.value,
    detail: 'a worker makes its id by itself, and with another one it is another worker.',
    remedy: 'Remove it. The key machine says which worker is meant.',
  },
  {
    key: endpointKey.value,
    detail: 'the address of the master is said once for all workers.',
    remedy: 'Remove it here, and write it as endpoint in the block master (master.endpoint).',
  },
  {
    key: certificateKeys.value.worker,
    detail: whichCertificates,
    remedy: 'Remove it here, and name the certificate with the key certificate of the worker.',
  },
  {
    key: certificateKeys.value.masterOfWorker,
    detail: whichCertificates,
    remedy: "Remove it: it follows from the master's own certificate.",
  },
  ...Object.keys(workerStore.value).map((key) => ({
    key,
    detail: whichStore,
    remedy: 'Remove it. The key certificate of the worker says which one it uses.',
  })),
];

const otherThumbprint = {
  detail: whichCertificates,
  remedy: 'Remove it here. The key certificate of the worker says which one it uses.',
};

/** Letters and digits alone, so that no case, mark or separator makes another key of one. */
const bare = (key: string) =>
  key
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase();

/** Why a key may not stand here; one that is a slip away from such a key neither, unless a person says that it is meant. */
function ownKey(key: string, isMeant: boolean): Pick<Problem, 'detail' | 'remedy'> | undefined {
  // No key of the format is so long, and the distance is quadratic in the length.
  const spelled = key.length > 256 ? '' : bare(key);
  const own = ownKeys.find((one) => one.key.toUpperCase() === spelled);
  const near = own ?? ownKeys.find((one) => !isMeant && isOneSlip(spelled, one.key.toUpperCase()));
  const found = near ?? (spelled.includes('THUMBPRINT') ? otherThumbprint : undefined);
  if (found === undefined) return undefined;
  const meant = own === undefined && near !== undefined ? ` (it looks like ${near.key})` : '';
  const { detail, remedy } = found;
  const wayOut = meant === '' ? '' : ` ${wayOutOf(key)}`;
  return { detail: `${keyShown(key)} is no setting${meant}: ${detail}`, remedy: `${remedy}${wayOut}` };
}

function wayOutOf(key: string): string {
  return `Where your version of SQL Server really has the key ${keyShown(key)}, name it in settingsAsWritten of the worker.`;
}

/** A key that is like a known one: an error where one slip of the pen makes it, else a warning. */
function misspelt(path: Path, key: string, known: string | undefined): readonly Problem[] {
  const at = { code: 'topology.unknown-key', path, at: 'key' } as const;
  if (known !== undefined) {
    const detail = `WorkerSettings.config spells the key ${keyShown(key)} ${known}.`;
    return [{ ...at, severity: 'warning', detail, remedy: `Write ${known}.` }];
  }
  const slip = knownKeys.find((one) => isOneSlip(key.toUpperCase(), one.toUpperCase()));
  const near = slip ?? nearest(key, knownKeys);
  if (near === undefined) return [];
  const detail = `WorkerSettings.config has no known key ${keyShown(key)}; did you mean ${near}?`;
  if (slip !== undefined) return [{ ...at, detail, remedy: `Write ${near}. ${wayOutOf(key)}` }];
  const remedy = `Write ${near}, or leave it if your version of SQL Server has that key.`;
  return [{ ...at, severity: 'warning', detail, remedy }];
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Two spellings of one key in the settings of a worker, and names in settingsAsWritten that its settings do not have. */
export function checkSettingSpellings(root: unknown): readonly Problem[] {
  return listAt(root, ['workers']).flatMap((_worker, index) => {
    const worker = ['workers', index];
    const settings = valueAt(root, [...worker, 'settings']);
    const keys = isBlock(settings) ? Object.keys(settings) : [];
    const exact = listAt(root, [...worker, 'settingsAsWritten']);
    return [...spelledTwice([...worker, 'settings'], keys, exact), ...namedInVain(worker, keys, exact)];
  });
}

function spelledTwice(path: Path, keys: readonly string[], exact: readonly unknown[]): readonly Problem[] {
  const firsts = new Map<string, string>();
  return keys.flatMap((key): readonly Problem[] => {
    const [spelling = key] = spellingsOf(key);
    const other = firsts.get(spelling.toUpperCase());
    if (other === undefined) firsts.set(spelling.toUpperCase(), key);
    if (other === undefined) return [];
    // Keys of the config compare without case, so these two would be one value there.
    const isOne = other.toUpperCase() === key.toUpperCase();
    if (!isOne && exact.includes(key) && exact.includes(other)) return [];
    return [
      {
        code: 'topology.wrong-value',
        path: [...path, key],
        at: 'key',
        detail: `${keyShown(other)} and ${keyShown(key)} are two spellings of one key.`,
        remedy: isOne
          ? 'Keep one of them: the config of a worker does not tell them apart.'
          : 'Keep one of them; or name both in settingsAsWritten, to have both in the file.',
      },
    ];
  });
}

function namedInVain(worker: Path, keys: readonly string[], exact: readonly unknown[]): readonly Problem[] {
  return exact.flatMap((name, at): readonly Problem[] => {
    if (typeof name !== 'string' || keys.includes(name)) return [];
    return [
      {
        code: 'topology.wrong-value',
        path: [...worker, 'settingsAsWritten', at],
        detail: `settingsAsWritten names ${keyShown(name)}, and settings of this worker has no key that is spelled so.`,
        remedy: 'Spell the key in settings as it shall stand in the file, and name it here in the same way.',
      },
    ];
  });
}
