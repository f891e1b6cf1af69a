import type { Path } from '../path.js';
import type { Problem } from '../problem.js';
import { isBlock, valueAt } from '../raw-value.js';
import { listed, subject } from '../schema/words.js';
import { accessBlocks } from './access-blocks.js';

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
