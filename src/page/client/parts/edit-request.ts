import type { WantedWorker } from '../../wire/details.js';
import type { EditRequest } from '../../wire/session.js';

// What a form says of a worker, as a request for the patch: only what is another than in the file. Pure; views/edit.tsx is the form.

/** Null: the file does not say it. */
export interface EditedWorker {
  readonly enabled: boolean | null;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly tags: string | null;
  readonly settings: Readonly<Record<string, string>>;
}

const texts = ['displayName', 'description', 'tags'] as const;

export const nothingSaid: EditedWorker = {
  enabled: null,
  displayName: null,
  description: null,
  tags: null,
  settings: {},
};

/** Undefined: nothing is another. */
export function setRequest(worker: string, before: WantedWorker, after: EditedWorker): EditRequest | undefined {
  const { set, unset } = differenceOf(before, after);
  return Object.keys(set).length === 0 && unset.length === 0 ? undefined : { kind: 'set', worker, set, unset };
}

/** `like`: empty where no other worker is taken as a model. */
export function addRequest(machine: string, like: string, after: EditedWorker): EditRequest {
  const { set } = differenceOf(nothingSaid, after);
  const name = machine.trim();
  return like === '' ? { kind: 'add', machine: name, set } : { kind: 'add', machine: name, like, set };
}

function differenceOf(
  before: EditedWorker,
  after: EditedWorker,
): { readonly set: Readonly<Record<string, string | number | boolean>>; readonly unset: readonly string[] } {
  const set: Record<string, string | number | boolean> = {};
  const unset: string[] = [];
  for (const key of ['enabled', ...texts] as const) {
    const value = after[key];
    if (value === before[key]) continue;
    if (value === null) unset.push(key);
    else set[key] = value;
  }
  for (const [key, value] of Object.entries(after.settings))
    if (before.settings[key] !== value) set[`settings.${key}`] = scalarOf(value);
  for (const key of Object.keys(before.settings)) if (!(key in after.settings)) unset.push(`settings.${key}`);
  return { set, unset };
}

/** As the file's own format reads a word: `8` a number, `true` a truth value, `00:01:00` a text. */
export function scalarOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

export interface ShownDiffLine {
  readonly kind: 'added' | 'removed' | 'head' | 'same';
  /** With its sign. */
  readonly text: string;
  readonly place: number;
}

/** The lines of a unified difference. */
export function diffLines(diff: string): readonly ShownDiffLine[] {
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((text, place) => ({ kind: kindOf(text, place), text, place }));
}

/** The two names of files stand at the beginning: a line of three signs further down is one of the file. */
function kindOf(text: string, place: number): ShownDiffLine['kind'] {
  if (text.startsWith('@@') || (place < 2 && /^(?:---|\+\+\+) /.test(text))) return 'head';
  if (text.startsWith('+')) return 'added';
  return text.startsWith('-') ? 'removed' : 'same';
}
