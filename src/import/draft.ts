import { type MachineName, sameMachine } from '../domain/machine-name.js';
import type { ExecutionMode, WorkerRow } from '../domain/rows.js';
import { fleetView } from '../reconciler/view/fleet.js';
import type { WorkerMatch } from '../reconciler/view/matched-workers.js';
import type { WorkerView } from '../reconciler/view/worker.js';
import type { Access, DesiredWorker } from '../topology/topology.js';
import { parseEndpoint } from '../topology/values/plain-values.js';
import { parseMachineName } from '../topology/values/worker.js';
import type { Candidate, Reading } from './reading.js';
import { changedSettings, type Settings } from './worker-settings.js';
import { rowText } from './yaml-text.js';

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
  const { accessOf, base, candidates, observation } = reading;
  const desired = candidates
    .filter(({ machine }) => !omissions.workers.has(machine.toUpperCase()) && !isLeaving(machine, reading))
    .map(({ machine }): DesiredWorker => {
      const access = omissions.machines.has(machine.toUpperCase()) ? none : accessOf(machine);
      return { machine, access, range: { file: '', start: nowhere, end: nowhere } };
    });
  const { workers } = fleetView({ ...base, workers: desired }, observation);
  const views = new Map(workers.map((view) => [view.worker.machine, view]));
  return candidates.map((candidate) => draftWorker(candidate, views.get(candidate.machine), reading, omissions));
}

function draftWorker(
  candidate: Candidate,
  view: WorkerView | undefined,
  reading: Reading,
  omissions: Omissions,
): DraftWorker {
  const { machine } = candidate;
  if (isLeaving(machine, reading)) return { state: 'doubtful', candidate, reason: leavingReason };
  const key = machine.toUpperCase();
  if (view === undefined) return { state: 'doubtful', candidate, reason: omissions.workers.get(key) ?? '' };
  const { match, installation } = view;
  if (match.state !== 'registered') return { state: 'doubtful', candidate, reason: doubtText(match) };
  const { access } = match.worker;
  const leftAlone = omissions.machines.get(key);
  return {
    state: 'listed',
    machine,
    row: match.row,
    stale: match.stale,
    access,
    settings:
      installation === undefined || omissions.fields.get(key)?.has('settings')
        ? {}
        : changedSettings(installation.config, reading.usual),
    ...(leftAlone === undefined ? {} : { leftAlone }),
  };
}

const leavingReason = 'The topology that was given has state: absent for it, so it is not listed anew.';

/** What somebody has written down to leave is not brought back by an import. */
function isLeaving(machine: MachineName, { base }: Reading): boolean {
  return base.leaving?.some((worker) => sameMachine(worker.machine, machine)) === true;
}

/** Why it is doubtful which row of the catalog is a worker's: a sentence. */
function doubtText(match: Exclude<WorkerMatch, { readonly state: 'registered' }>): string {
  switch (match.state) {
    case 'ambiguous':
      return `${match.rows.length} rows may be of this machine, and none is surely the live one.`;
    case 'awaitingRegistration':
      return 'The config of this machine has another AgentId: these rows are of earlier installations.';
    case 'unreadable':
      return `Its row cannot be read: ${match.unreadable.problem}.`;
    case 'cloned':
      return `The config of this machine has the AgentId of row ${rowText(match.row)}: one of the two was cloned.`;
    case 'sharedName':
      return 'Its row shows 15 characters of a name that several machines can have.';
    case 'claimedTwice': {
      const names = [match.worker, ...match.others].map(({ machine }) => machine);
      return `Row ${match.row.id} may be of ${names.join(' as well as of ')}.`;
    }
  }
}

/** What must not stand in the file, because a plan of it would then not be empty; each with the reason. */
export interface Omissions {
  readonly enabled?: string;
  readonly defaultExecutionMode?: string;
  readonly endpoint?: string;
  readonly master?: string;
  /** Why no certificate is renewed by itself: what a plan would find. */
  readonly renewal?: string;
  /** Machines of workers that are left alone, by their names in upper case. */
  readonly machines: ReadonlyMap<string, string>;
  /** Workers that are written only as a comment, by their names in upper case. */
  readonly workers: ReadonlyMap<string, string>;
  /** Fields of workers, by their names in upper case. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** What of it shows a defect: the file would have said what the catalog says, and still the plan would change it. */
  readonly unexpected: readonly string[];
}

export const noOmissions: Omissions = { machines: new Map(), workers: new Map(), fields: new Map(), unexpected: [] };
