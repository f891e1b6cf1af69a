import type { CatalogExamination } from '../../domain/examination.js';
import type { FleetWork } from '../../domain/fleet-work.js';
import type { Known } from '../../domain/known.js';
import { isScaleoutError } from '../../errors/errors.js';
import { messageOf } from '../../text/printable.js';
import type { PageReader } from './page-model.js';

/** Milliseconds for one reading: what the server does not answer in is not known. */
const patience = { work: 15_000, examination: 30_000 } as const;

/** Milliseconds between two examinations, and after which the last one says nothing of now. */
const examined = { every: 60_000, counts: 180_000 } as const;

/** What is read of the catalog for the page alone. */
export interface KeptWork {
  /** The catalog is open, until what is returned is called. */
  opened(reader: PageReader): () => void;
  /** What all workers have to do; undefined until it was read. */
  work(): Known<FleetWork> | undefined;
  /** Undefined: it was not read, or too long ago, or before something changed. */
  examination(): CatalogExamination | undefined;
  /** Milliseconds since it was asked for; undefined where there is none. */
  examinationAge(): number | undefined;
  /** What was examined is not so any more: nothing is concluded from it, and the next reading examines anew. */
  outdate(): void;
  /** Why the examination could not be made, a clause; undefined: it was, or nobody asked. */
  unexamined(): string | undefined;
  /** Another one with each reading. */
  version(): number;
  /** When the work was asked for that is kept, by the clock. */
  workAt(): number;
  /** Reads what is older than it may be, and with `anew` the work in any case; resolves with whether anything was read. Never rejects. */
  look(how?: 'anew'): Promise<boolean>;
}

export interface WorkTimes {
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Milliseconds for which a reading of the executions counts. */
  readonly interval: number;
}

/** The executions and an examination of one catalog, read seldom, and only where somebody looks. */
export function keptWork({ clock, interval }: WorkTimes): KeptWork {
  let reader: PageReader | undefined;
  let work: Known<FleetWork> | undefined;
  let examination: Known<CatalogExamination> | undefined;
  let workAt = Number.NEGATIVE_INFINITY;
  let keptAt = Number.NEGATIVE_INFINITY;
  let examinedAt = Number.NEGATIVE_INFINITY;
  /** Another one from each moment on since which an older examination says nothing. */
  let era = 0;
  let version = 0;
  let reading: Promise<boolean> | undefined;

  const look = async (how?: 'anew'): Promise<boolean> => {
    const open = reader;
    if (open === undefined) return false;
    const now = clock();
    const before = era;
    // What was read in the last moments of an interval is of this one.
    const isWorkDue = how === 'anew' || now - workAt >= interval * 0.8;
    const isExaminationDue = now - examinedAt >= examined.every;
    if (isWorkDue) workAt = now;
    if (isExaminationDue) examinedAt = now;
    const [foundWork, foundExamination] = await Promise.all([
      isWorkDue ? settled((signal) => open.readFleetWork(signal), patience.work) : undefined,
      isExaminationDue ? settled((signal) => open.examine(signal), patience.examination) : undefined,
    ]);
    // The catalog of another topology may be open by now.
    if (open !== reader || (foundWork ?? foundExamination) === undefined) return false;
    if (foundWork !== undefined) {
      work = foundWork;
      keptAt = now;
    }
    // One that was under way when something changed may be of before.
    if (before === era) examination = foundExamination ?? examination;
    version += 1;
    return true;
  };
  const lookOnce = async (how?: 'anew'): Promise<boolean> => {
    const before = era;
    const isNew = await look(how);
    return before === era ? isNew : (await look()) || isNew;
  };
  const current = () =>
    examination?.known === true && clock() - examinedAt < examined.counts ? examination.value : undefined;
  return {
    opened(next) {
      reader = next;
      workAt = Number.NEGATIVE_INFINITY;
      examinedAt = Number.NEGATIVE_INFINITY;
      return () => {
        if (reader === next) reader = undefined;
      };
    },
    work: () => work,
    examination: current,
    examinationAge: () => (current() === undefined ? undefined : clock() - examinedAt),
    outdate() {
      era += 1;
      if (examination !== undefined) version += 1;
      examination = undefined;
      examinedAt = Number.NEGATIVE_INFINITY;
    },
    unexamined: () => (examination?.known === false ? examination.reason : undefined),
    version: () => version,
    workAt: () => keptAt,
    look(how) {
      reading ??= lookOnce(how).finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

async function settled<Value>(read: (signal: AbortSignal) => Promise<Value>, limit: number): Promise<Known<Value>> {
  const signal = AbortSignal.timeout(limit);
  try {
    return { known: true, value: await read(signal) };
  } catch (error) {
    if (signal.aborted) return { known: false, reason: `the server did not answer within ${limit / 1000} s` };
    const reason = isScaleoutError(error) ? `${error.summary}: ${error.message}` : messageOf(error);
    return { known: false, reason: reason.replace(/\.$/, '') };
  }
}
