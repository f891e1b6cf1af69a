// src/topology/checks has the rules of the format that the schema cannot say, by what they are about. Each takes the
// raw value and returns problems with their places; load-topology.ts lists them.

import { shortKey } from '../../domain/machine-name.js';
import { shown } from '../../text/words.js';
import { listed, type Problem, subject } from '../problem.js';
import { isBlock, isSecretOf, listAt, type Path, secretKeys, textAt, valueAt } from '../secrets.js';
import { parseMachineName } from '../values/worker.js';

/** A machine that is listed twice among the workers, or twice among the master's machines. */
export function checkDuplicateMachines(root: unknown): readonly Problem[] {
  const workers = listAt(root, ['workers']).map((_worker, index): Path => ['workers', index, 'machine']);
  const masters = listAt(root, ['master', 'machines']).map((_machine, index): Path => ['master', 'machines', index]);
  return [...duplicates(root, workers), ...duplicates(root, masters)];
}

/** The names so far that share a first label: at most one of them short, the full ones of different domains. */
interface Namesakes {
  short?: string;
  readonly full: Map<string, string>;
}

/** Finds what `sameMachine` finds for each pair, in linear time: a name is compared only with its namesakes. */
function duplicates(root: unknown, paths: readonly Path[]): readonly Problem[] {
  const byLabel = new Map<string, Namesakes>();
  return paths.flatMap((path): readonly Problem[] => {
    const name = textAt(root, path);
    if (name === undefined || !('value' in parseMachineName(name))) return [];
    const label = shortKey(name);
    const known = byLabel.get(label) ?? { full: new Map<string, string>() };
    byLabel.set(label, known);
    const isShort = !name.includes('.');
    const first = isShort ? (known.short ?? firstOf(known.full)) : (known.full.get(name.toUpperCase()) ?? known.short);
    if (isShort) known.short ??= name;
    else if (!known.full.has(name.toUpperCase())) known.full.set(name.toUpperCase(), name);
    if (first === undefined) return [];
    const isHidden = isSecretOf(root, name) || isSecretOf(root, first);
    const also = first === name || isHidden ? '' : `, first as ${shown(first)}`;
    const machine = isHidden ? 'This machine' : `The machine ${shown(name)}`;
    return [{ code: 'topology.duplicate-machine', path, detail: `${machine} is listed twice${also}.` }];
  });
}

function firstOf(names: ReadonlyMap<string, string>): string | undefined {
  for (const name of names.values()) return name;
  return undefined;
}

/** Certificates and settings of workers whose machines are not reached: said once a file, at the first of them. */
export function checkNotManaged(root: unknown): readonly Problem[] {
  const ofFile = transportOf(root, ['access']) ?? 'none';
  const ignored = listAt(root, ['workers']).flatMap((worker, index): readonly Path[] => {
    // Of one that leaves, the certificate says what is no longer to be trusted.
    if (!isBlock(worker) || worker.state === 'absent' || (transportOf(worker, ['access']) ?? ofFile) !== 'none')
      return [];
    return Object.keys(worker)
      .filter((key) => key === 'certificate' || key === 'settings')
      .map((key) => ['workers', index, key]);
  });
  const [first] = ignored;
  if (first === undefined) return [];
  const workers = new Set(ignored.map((path) => path[1])).size;
  const whose = workers === 1 ? 'one worker' : `${workers} workers`;
  return [
    {
      code: 'topology.not-managed',
      severity: 'note',
      path: first,
      at: 'key',
      detail: `Certificate or settings of ${whose} are left alone: with the transport none, machines are not touched.`,
    },
  ];
}

function transportOf(value: unknown, path: Path): unknown {
  const access = valueAt(value, path);
  return isBlock(access) ? access.transport : undefined;
}

/** `prune: true` over no workers: a file that was cut off, or a wrong one, would remove every worker. */
export function checkPruneWithoutWorkers(root: unknown): readonly Problem[] {
  const workers = valueAt(root, ['workers']);
  const stays = (worker: unknown) => !isBlock(worker) || worker.state !== 'absent';
  const isEmpty = workers === undefined || workers === null || (Array.isArray(workers) && !workers.some(stays));
  if (valueAt(root, ['policy', 'prune']) !== true || !isEmpty) return [];
  const detail = 'policy.prune is true and the file lists no workers that are to stay: every worker would be removed.';
  return [{ code: 'topology.prune-without-workers', path: ['policy', 'prune'], detail }];
}

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
