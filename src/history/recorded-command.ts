import type { RecordedAction, RecordedApply } from './read-history.js';

type Options = RecordedApply['options'];

/** Workers of one rotation are named up to here in a list, then counted. */
const mostInList = 2;

/** Workers of one rotation are named up to here, then counted. */
const mostNamed = 12;

/** What an apply was made by, in a few words: `apply`, `drain worker/ETL03`, `rotate master --switch`, `watch`. */
export function commandWord({ options }: RecordedApply): string {
  const { maintenance, watch, rotate, targets } = options;
  if (watch !== undefined) return 'watch';
  if (maintenance !== undefined) return `${maintenance.command} ${maintenance.target}`;
  if (rotate !== undefined) return rotateWords(rotate, targets?.include ?? [], mostInList);
  return 'apply';
}

/** What was done or asked for without an apply: `suspend worker/ETL01`, `approve 3f2a91bc`, `acknowledge worker.offline of worker/ETL01`. */
export function actionWord({ action, target, finding, fingerprint }: RecordedAction): string {
  const of = finding === undefined ? target : `${finding} of ${target}`;
  return [action, fingerprint?.slice(0, 8) ?? of ?? ''].join(' ').trimEnd();
}

/** The same with all its options that are recorded; a reason is none of them. */
export function commandLine({ options, planFile }: RecordedApply): string {
  const { yes, allowDestructive, includeSuspended, rotate, targets, maintenance, watch } = options;
  if (watch !== undefined) return `scaleout watch --mode ${watch.mode}${watch.approve ? ' --approve' : ''}`;
  const include = targets?.include ?? [];
  const command =
    maintenance !== undefined
      ? maintenanceWords(maintenance)
      : rotate !== undefined
        ? rotateWords(rotate, include, mostNamed)
        : `apply${planFile === null ? '' : ` ${planFile}`}`;
  const words = [
    ...(yes ? ['--yes'] : []),
    ...(allowDestructive ? ['--allow-destructive'] : []),
    ...(includeSuspended === true ? ['--include-suspended'] : []),
    ...(rotate === undefined && maintenance === undefined ? include.map((id) => `--target ${id}`) : []),
    ...(targets?.exclude ?? []).map((id) => `--exclude ${id}`),
  ];
  return ['scaleout', command, ...words].join(' ');
}

/** `rotate worker/ETL01`, `rotate 12 workers`, `rotate master --switch`. */
function rotateWords({ of, phase }: NonNullable<Options['rotate']>, include: readonly string[], most: number): string {
  if (of === 'master') return `rotate master${phase === undefined ? '' : ` --${phase}`}`;
  const workers = include.filter((id) => id.startsWith('worker/'));
  if (workers.length === 0) return 'rotate workers';
  return `rotate ${workers.length > most ? `${workers.length} workers` : workers.join(' ')}`;
}

function maintenanceWords({ command, target, forSeconds, until }: NonNullable<Options['maintenance']>): string {
  const end =
    forSeconds !== undefined ? ` --for ${lengthWord(forSeconds)}` : until === undefined ? '' : ` --until ${until}`;
  return `${command} ${target}${end}`;
}

/** Seconds as an option takes them: `4h`, `1h30m`, `90s`. */
function lengthWord(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join('');
}
