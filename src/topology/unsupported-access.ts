import { type Diagnostic, diagnostic } from '../diagnostic.js';
import { listed } from './schema/words.js';
import type { Access, DesiredWorker, Topology, Transport } from './topology.js';

/** The transports that this version can use. */
const supported: ReadonlySet<Transport> = new Set(['none']);

/** What of a topology's access this version cannot use: one diagnostic for the file's own, one for each other transport. */
export function unsupportedAccess(topology: Topology): readonly Diagnostic[] {
  const ofWorkers = new Map<Transport, DesiredWorker[]>();
  for (const worker of topology.workers) {
    const { access } = worker;
    if (access === topology.access || supported.has(access.transport)) continue;
    const same = ofWorkers.get(access.transport) ?? [];
    same.push(worker);
    ofWorkers.set(access.transport, same);
  }
  const ofFile = supported.has(topology.access.transport) ? [] : [unsupported(topology.access, '')];
  return [...ofFile, ...[...ofWorkers.values()].flatMap(unsupportedOf)];
}

function unsupportedOf(workers: readonly DesiredWorker[]): readonly Diagnostic[] {
  const [first] = workers;
  if (first === undefined) return [];
  const others = workers.length - 1;
  const more = others === 0 ? '' : ` and ${others} more`;
  return [unsupported(first.access, ` of worker ${first.machine}${more}`)];
}

function unsupported(access: Access, whose: string): Diagnostic {
  const possible = listed([...supported]);
  const detail = `The access${whose} is ${access.transport}; this version of scaleout can use only ${possible}.`;
  return diagnostic('topology.transport-not-supported', detail, { range: access.range });
}
