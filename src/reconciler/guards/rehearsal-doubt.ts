import type { RehearsalDocument } from '../../domain/documents.js';
import { sinceStart } from '../../text/time-axis.js';
import { counted, firstOf } from '../../text/words.js';

/** Names that one sentence has at most. */
const named = 3;

/** UTF-16 code units of a name: a document that is read is foreign. */
const longestName = 80;

type Named = Pick<RehearsalDocument['waitedFor'][number], 'package' | 'worker' | 'executionId'>;

/** Packages that a drain would not wait for to the end, and whose worker is taken out all the same: `LoadStock on ETL03`. */
export function lostPackages({ waitedFor }: Pick<RehearsalDocument, 'waitedFor'>): readonly string[] {
  return waitedFor.flatMap((one) =>
    one.outcome === 'cutOff' || one.outcome === 'leaseEnded' ? [`${shortPackage(one)} on ${shortWorker(one)}`] : [],
  );
}

/** Packages of which nothing is known, and on whose ends it hangs: `MonthEnd (execution 12 on ETL01)`. */
export function restingNames({ restsOn }: Pick<RehearsalDocument, 'restsOn'>): readonly string[] {
  return restsOn.map((one) => `${shortPackage(one)} (execution ${cut(one.executionId)} on ${shortWorker(one)})`);
}

/** Whether it hangs on times that nobody knows and that no person named. */
export function restsOnUnknown({ restsOn, assumptions }: Pick<RehearsalDocument, 'restsOn' | 'assumptions'>): boolean {
  return restsOn.length > 0 && assumptions.packageNamed !== true;
}

/** What it hangs on, a clause: `MonthEnd (execution 12 on ETL01), of which nothing is known, ends by +20 s`. */
export function restingClause({ restsOn }: Pick<RehearsalDocument, 'restsOn'>): string {
  const by = sinceStart(Math.min(...restsOn.map(({ endsBy }) => endsBy)));
  const names = restingNames({ restsOn });
  const [only] = restsOn;
  if (restsOn.length !== 1 || only === undefined) {
    return `${firstOf(names, named)}, of which nothing is known, end in time, the first of them by ${by}`;
  }
  const why =
    only.runs === undefined
      ? 'of which nothing is known'
      : `which has run longer than in ${only.runs === 1 ? 'its last run' : `each of its last ${counted(only.runs, 'run')}`}`;
  return `${names.join('')}, ${why}, ends by ${by}`;
}

function shortPackage({ package: name }: Named): string {
  const last = name.split('/').at(-1) ?? '';
  return cut(last.replace(/\.dtsx$/i, '') || name);
}

function shortWorker({ worker }: Named): string {
  return cut(worker.replace(/^worker\//, ''));
}

function cut(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName)}…` : text;
}
