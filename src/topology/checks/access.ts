import { listed, type Problem, subject } from '../problem.js';
import { isBlock, listAt, type Path, valueAt } from '../raw-value.js';
import { secretKeys } from '../secrets.js';

const forLogin = ['user', 'host', 'port', 'identity', 'password', 'jump', 'knownHosts'];

/** The keys of the format that a transport has no use for. Other transports and keys are the schema's to refuse. */
const unusedBy: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['winrm', ['identity', 'jump', 'knownHosts']],
  ['local', forLogin],
  ['manual', forLogin],
  ['none', forLogin],
]);

/** Keys that an access's transport has no use for, and a login of winrm of which only half is there. */
export function checkAccess(root: unknown): readonly Problem[] {
  return accessBlocks(root).flatMap((path): readonly Problem[] => {
    const access = valueAt(root, path);
    return isBlock(access) ? [...unused(root, path, access), ...halfLogin(root, path, access)] : [];
  });
}

type Access = Readonly<Record<string, unknown>>;

/** One warning an access, at the first such key. No error: the keys may stay while a person works on the machine. */
function unused(root: unknown, path: Path, access: Access): readonly Problem[] {
  const keys = unusedBy.get(access.transport) ?? [];
  const found = Object.keys(access).filter((key) => keys.includes(key));
  const [first] = found;
  if (first === undefined) return [];
  const what = listed(found);
  return [
    {
      code: 'topology.access-unused',
      severity: 'warning',
      path: [...path, first],
      at: 'key',
      detail: `${subject(root, path)}: the transport ${access.transport} has no use for ${what}.`,
      remedy: `Remove ${found.length === 1 ? what : 'them'}, or write transport: ssh.`,
    },
  ];
}

function halfLogin(root: unknown, path: Path, access: Access): readonly Problem[] {
  if (access.transport !== 'winrm') return [];
  const [has, lacks] = Object.hasOwn(access, 'user') ? ['user', 'password'] : ['password', 'user'];
  if (!Object.hasOwn(access, has) || Object.hasOwn(access, lacks)) return [];
  return [
    {
      code: 'topology.missing-key',
      path: [...path, has],
      at: 'key',
      detail: `${subject(root, path)} has a ${has} but no ${lacks}.`,
      remedy: 'With winrm write both, or neither: then the account that runs scaleout is used.',
    },
  ];
}

/** Secrets that are written into the file in place of a reference. Their text is in no message. */
export function checkInlineSecrets(root: unknown): readonly Problem[] {
  const accesses = accessBlocks(root);
  const jumps = accesses.map((access): Path => [...access, 'jump']);
  const targets = listAt(root, ['policy', 'notify']).map((_, index): Path => ['policy', 'notify', index]);
  const blocks: readonly Path[] = [['catalog', 'authentication'], ...accesses, ...jumps, ...targets];
  return blocks.flatMap((block) => {
    const value = valueAt(root, block);
    if (!isBlock(value)) return [];
    return Object.keys(value)
      .filter((key) => secretKeys.has(key) && isPlain(value[key]))
      .map((key) => inlineSecret(root, [...block, key]));
  });
}

function isPlain(value: unknown): boolean {
  return value !== null && typeof value !== 'object';
}

function inlineSecret(root: unknown, path: Path): Problem {
  const key = path.at(-1);
  const isKeyFile = key === 'identity';
  return {
    code: 'topology.inline-secret',
    path,
    detail: `${subject(root, path)} must say where the secret is, not hold it.`,
    ...(isKeyFile ? { remedy: 'Write identity: { file: PATH }, with the path of the private key.' } : {}),
  };
}

/** The places of the access blocks in a file: its own, and those of workers that have one. */
export function accessBlocks(root: unknown): readonly Path[] {
  const ofWorkers = listAt(root, ['workers']).map((_worker, index): Path => ['workers', index, 'access']);
  return [['access'], ...ofWorkers].filter((path) => isBlock(valueAt(root, path)));
}
