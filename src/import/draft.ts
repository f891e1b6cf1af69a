import type { MachineName } from '../machine-name.js';
import { agentIds } from '../reconciler/machine-state/agent-ids.js';
import { isReached } from '../reconciler/machine-state/sight.js';
import { matchWorkers, type WorkerMatch } from '../reconciler/matched-workers.js';
import type { ExecutionMode, WorkerRow } from '../reconciler/worker-row.js';
import type { Access, DesiredWorker } from '../topology/topology.js';
import { parseEndpoint } from '../topology/values/endpoint.js';
import { parseMachineName } from '../topology/values/machine-name.js';
import type { Candidate } from './candidates.js';
import { doubtText } from './doubt-text.js';
import type { Omissions } from './omissions.js';
import type { Reading } from './reading.js';
import { changedSettings, type Settings } from './worker-settings.js';

/** A topology that is to be written, before it is text. */
export interface Draft {
  readonly enabled: boolean;
  readonly defaultExecutionMode?: ExecutionMode;
  readonly master?: { readonly machine: MachineName; readonly endpoint?: string };
  readonly workers: readonly DraftWorker[];
}

/** A machine of a worker: an entry of the list, or where that would be doubtful a comment in its place. */
export type DraftWorker =
  | {
      readonly state: 'listed';
      readonly machine: MachineName;
      readonly row: WorkerRow;
      readonly stale: readonly WorkerRow[];
      readonly access: Access;
      readonly settings: Settings;
      /** Why its machine is left alone although the access of all would reach it. */
      readonly leftAlone?: string;
    }
  | { readonly state: 'doubtful'; readonly candidate: Candidate; readonly reason: string };

export type ListedWorker = Extract<DraftWorker, { readonly state: 'listed' }>;

const none: Access = { transport: 'none' };
const nowhere = { line: 1, column: 1 };

/** What a reading says, without what is omitted. */
export function draftOf(reading: Reading, omissions: Omissions): Draft {
  const { catalog } = reading.observation;
  const isOn = catalog.scaleOut === 'enabled' && omissions.enabled === undefined;
  const mode = omissions.defaultExecutionMode === undefined ? catalog.defaultExecutionMode : null;
  const master = masterOf(reading, omissions);
  return {
    enabled: isOn,
    ...(mode === null ? {} : { defaultExecutionMode: mode }),
    ...(master === undefined ? {} : { master }),
    workers: workersOf(reading, omissions),
  };
}

function masterOf({ observation }: Reading, omissions: Omissions): Draft['master'] {
  const { machineName, address } = observation.catalog.master;
  if (omissions.master !== undefined || machineName === null) return undefined;
  const machine = parseMachineName(machineName);
  if (!('value' in machine)) return undefined;
  const endpoint = omissions.endpoint === undefined ? endpointOf(address) : undefined;
  return { machine: machine.value, ...(endpoint === undefined ? {} : { endpoint }) };
}

/** The master's address, where a topology can say just that. */
export function endpointOf(address: string | null): string | undefined {
  if (address === null) return undefined;
  const parsed = parseEndpoint(address);
  return 'value' in parsed && parsed.value === address.replace(/\/$/, '') ? parsed.value : undefined;
}

function workersOf(reading: Reading, omissions: Omissions): readonly DraftWorker[] {
  const { accessOf, candidates, observation, rows } = reading;
  const desired = candidates
    .filter(({ machine }) => !omissions.workers.has(machine.toUpperCase()))
    .map(({ machine }): DesiredWorker => {
      const access = omissions.machines.has(machine.toUpperCase()) ? none : accessOf(machine);
      return { machine, access, range: { file: '', start: nowhere, end: nowhere } };
    });
  const matches = new Map(
    matchWorkers(desired, rows, agentIds(observation)).matches.map((match) => [match.worker.machine, match]),
  );
  return candidates.map((candidate) => draftWorker(candidate, matches.get(candidate.machine), reading, omissions));
}

function draftWorker(
  candidate: Candidate,
  match: WorkerMatch | undefined,
  { seen, usual }: Reading,
  omissions: Omissions,
): DraftWorker {
  const { machine } = candidate;
  const key = machine.toUpperCase();
  if (match === undefined) return { state: 'doubtful', candidate, reason: omissions.workers.get(key) ?? '' };
  if (match.state !== 'registered') return { state: 'doubtful', candidate, reason: doubtText(match) };
  const { access } = match.worker;
  const found = isReached(access) ? seen.get(key) : undefined;
  const leftAlone = omissions.machines.get(key);
  return {
    state: 'listed',
    machine,
    row: match.row,
    stale: match.stale,
    access,
    settings:
      found === undefined || omissions.fields.get(key)?.has('settings') ? {} : changedSettings(found.config, usual),
    ...(leftAlone === undefined ? {} : { leftAlone }),
  };
}
