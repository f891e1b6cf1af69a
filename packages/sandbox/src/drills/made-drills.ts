import { isDeepStrictEqual } from 'node:util';
import { isRefusal, machineState } from '../model/machines/machine-state.js';
import { restartService, startService } from '../model/machines/operations/services.js';
import type { Model } from '../model/model.js';
import { type Json, type Row, type Store, textField } from '../model/store.js';
import type { ServiceRun } from './drilled-fleet.js';
import { type RowChange, takeBack } from './row-changes.js';

/** A drill that was made and not undone (table `drills`). */
export interface MadeDrill {
  readonly key: string;
  readonly drill: string;
  /** Absent: it breaks no machine. */
  readonly machine?: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly changes: readonly RowChange[];
  readonly runs: readonly ServiceRun[];
}

const table = 'drills';

export function keyOfDrill(drill: string, machine: string): string {
  return machine === '' ? drill : `${drill}/${machine}`;
}

/** In the order in which they were made. */
export function madeDrills(store: Pick<Store, 'rows'>): readonly MadeDrill[] {
  return [...store.rows(table)].map(([key, row]) => {
    const machine = textField(row, 'machine');
    return {
      key,
      drill: textField(row, 'drill') ?? key,
      ...(machine === null ? {} : { machine }),
      madeAt: textField(row, 'madeAt') ?? '',
      changes: listOf<RowChange>(row.changes),
      runs: listOf<ServiceRun>(row.runs),
    };
  });
}

function listOf<Value>(value: Json | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as unknown as readonly Value[]) : [];
}

export function keepMade(store: Store, { key, ...row }: MadeDrill): void {
  store.put(table, key, row as unknown as Row);
}

export interface UndoneDrill {
  readonly drill: string;
  readonly machine?: string;
  /** What was left as it is, as sentences. */
  readonly left: readonly string[];
}

/**
 * Takes drills back: what they set is as it was, where it is still as they set it, and services start that they stopped. The last that
 * was made goes first.
 */
export function undoDrills(model: Model, chosen: readonly MadeDrill[], now: number): readonly UndoneDrill[] {
  const ends: { readonly undone: UndoneDrill; readonly left: string[]; readonly runs: readonly ServiceRun[] }[] = [];
  for (const { key } of [...chosen].reverse()) {
    // As the others have left it.
    const made = madeDrills(model.store).find((one) => one.key === key);
    if (made === undefined) continue;
    const { drill, machine } = made;
    const { left, isMended } = takeChangesBack(model.store, made);
    const runs = made.runs.filter(({ end }) => end === 'stopped' || isMended);
    ends.push({ undone: { drill, ...(machine === undefined ? {} : { machine }), left }, left, runs });
  }
  for (const { left, runs } of ends) for (const run of runs) left.push(...endRun(model, run, now));
  return ends.map(({ undone }) => undone);
}

function takeChangesBack(store: Store, made: MadeDrill): { readonly left: string[]; readonly isMended: boolean } {
  const others = madeDrills(store).filter(({ key }) => key !== made.key);
  const all = others.flatMap(({ changes }) => changes);
  const left: string[] = [];
  const inserted = made.changes.filter(isInserted);
  const isTouched = inserted.some(({ table, key, after }) => !isDeepStrictEqual(store.get(table, key), after));
  if (isTouched)
    left.push(`${placeOf(inserted[0])} was changed after the drill, so the undo leaves what the drill added.`);
  let isMended = false;
  // Rows that the drill added go last: what names them goes first.
  for (const change of [...made.changes.filter((one) => !isInserted(one)), ...(isTouched ? [] : inserted)]) {
    if (isInserted(change) && change.table === 'certificates' && isStored(store, change.key)) continue;
    if (takeBack(change, store, all) === 'restored') isMended = true;
    else left.push(`${placeOf(change)} was changed after the drill, so the undo leaves it as it is now.`);
  }
  let at = 0;
  for (const other of others) {
    const count = other.changes.length;
    keepMade(store, { ...other, changes: all.slice(at, at + count) });
    at += count;
  }
  store.delete(table, made.key);
  return { left, isMended };
}

const isInserted = ({ path, before }: RowChange) => path.length === 0 && before === undefined;

/** Whether a store of some machine has a certificate. */
function isStored(store: Store, thumbprint: string): boolean {
  return [...store.rows('windows').values()].some((row) =>
    [row.root, row.my].some((entries) => (entries as Row | null | undefined)?.[thumbprint] !== undefined),
  );
}

function placeOf(change: RowChange | undefined): string {
  if (change === undefined) return '';
  const { table: place, key, path } = change;
  if (path.length === 0) return `${key} (${place})`;
  // What a service loaded is shown beside what its file says.
  const [first, ...rest] = path;
  const what =
    first === 'loaded' && rest.length > 0 ? `${rest.join(' ')}, as the service has loaded it,` : path.join(' ');
  return `${what} of ${key} (${place})`;
}

/** Starts what a drill stopped; has what it restarted read its mended config. */
function endRun(model: Model, run: ServiceRun, now: number): readonly string[] {
  const machine = machineState(model, run.key, now);
  const service = machine?.services().find((one) => one.table === run.table);
  if (machine === undefined || service === undefined) return [];
  const isRunning = service.row.service === 'running';
  if (run.end === 'restarted') {
    const outcome = isRunning ? restartService(machine, service.name) : undefined;
    return outcome !== undefined && isRefusal(outcome) ? [outcome.message] : [];
  }
  const others = madeDrills(model.store);
  if (isRunning || others.some(({ runs }) => runs.some((held) => isSameRun(held, run)))) return [];
  const outcome = startService(machine, service.name);
  if (!isRefusal(outcome)) return [];
  // What keeps it down may be another drill: it starts when that one is undone.
  const other = others.find(({ changes }) => changes.some(({ key }) => key === run.key));
  if (other !== undefined) keepMade(model.store, { ...other, runs: [...other.runs, run] });
  return [outcome.message];
}

const isSameRun = (one: ServiceRun, other: ServiceRun) =>
  one.table === other.table && one.key === other.key && one.end === other.end;
