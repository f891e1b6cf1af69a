import { parentPort, workerData } from 'node:worker_threads';
import { type Diagnostic, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { EditAnswer, EditRequest } from '../../page/wire/session.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { type GivenWords, withGivenWords } from '../../text/given-words.js';
import { isOneWord, messageOf, shellWord } from '../../text/printable.js';
import { isSecretValue } from '../../text/secret-text.js';
import { additionOf } from '../commands/add.js';
import { removalOf } from '../commands/remove.js';
import { settingOf } from '../commands/set.js';
import { type FileEdit, keepCr, type OpenedFile, patchOf, proposeEdit } from '../edit/edit-file.js';
import type { AddOptions } from '../edit/edit-options.js';
import { machineOf } from '../edit/edited-worker.js';
import type { PatchAuthor } from '../edit/mailbox-patch.js';

/** What the thread is asked for. */
export interface ThreadRequest {
  readonly file: string;
  /** The topology that the file is of. */
  readonly named: string;
  readonly request: EditRequest;
  /** Whose edit it is, as a patch names its author. */
  readonly author: PatchAuthor;
  /** Of the command line: what follows an edit is to be done there too. */
  readonly sandbox: string | undefined;
}

/** What it answers: an error of the registry by its parts, of any other one what it says. */
export type ThreadAnswer =
  | { readonly answer: EditAnswer }
  | { readonly refused: Pick<Diagnostic, 'code' | 'detail' | 'remedy'> }
  | { readonly failed: string };

/*
 * A thread of its own works an edit out: a file of 2,000 workers is read, changed and read again for more than a second, and a
 * probe waits for nobody. It begins here, and is asked by page-edits.ts for one edit after the other. An edit does what the commands
 * do with --patch: nothing is written, and no file is named by a request.
 */
const { env } = (workerData ?? {}) as { readonly env: NodeJS.ProcessEnv };
parentPort?.on('message', async (asked: ThreadRequest) => parentPort?.postMessage(await answered(asked)));

async function answered(asked: ThreadRequest): Promise<ThreadAnswer> {
  try {
    return { answer: await workedOut(asked) };
  } catch (error) {
    if (!isScaleoutError(error)) return { failed: messageOf(error) };
    // The page has no --patch to leave out.
    const remedy = error.code === 'edit.secret-in-patch' ? secretRemedy : error.remedy;
    return { refused: { code: error.code, detail: error.message, remedy } };
  }
}

const secretRemedy =
  'Change the file itself, with an editor or scaleout set. Where the file holds a secret, change that: whoever has the file or its history knows it.';

async function workedOut({ file, named, request, author, sandbox }: ThreadRequest): Promise<EditAnswer> {
  refuseValues(request);
  const change = (opened: OpenedFile) => editOf(request, opened);
  const proposed = await proposeEdit({ file, patch: true }, quiet, change);
  const { edit, diff, topology } = proposed;
  if (topology.name !== named) {
    throw new ScaleoutError('page.no-topology', `${file} is called ${JSON.stringify(topology.name)} now.`);
  }
  const { platform } = process;
  const given = { verb: request.kind, file, platform, ...(sandbox === undefined ? {} : { sandbox }) };
  const answer = { fileName: fileNameOf(request), command: commandOf(request, given) };
  if (diff.hunks.length === 0) return { ...answer, diff: '', patch: '', follows: [] };
  const { text: patch, needsKeepCr } = await patchOf(proposed, [], env, author);
  const follows = [...edit.follows(topology), ...(needsKeepCr ? [keepCr] : [])];
  return { ...answer, diff: diff.text, patch, follows: follows.map((text) => withGivenWords(text, given)) };
}

const plainScreen = { colors: false, columns: undefined, zone: 'UTC', now: Date.now };

const quiet = {
  env,
  logLevel: 'silent',
  screen: { out: plainScreen, err: plainScreen },
  err: () => undefined,
} as const;

function editOf(request: EditRequest, opened: OpenedFile): FileEdit | Promise<FileEdit> {
  switch (request.kind) {
    case 'set':
      return settingOf(
        { workers: [request.worker], assignments: assignmentsOf(request.set), unset: request.unset },
        opened,
      );
    case 'remove':
      return removalOf({ workers: [request.worker], absent: request.absent, comments: false, apply: false }, opened);
    case 'add': {
      const options: AddOptions = {
        ...{ file: opened.file, json: false, sandbox: undefined, parallelism: undefined, target: [], exclude: [] },
        ...{ takeOver: false, includeSuspended: false, yes: false, allowDestructive: false, rehearse: false },
        ...{ expand: false, steps: false, lockTimeout: 0, history: undefined, patch: true, apply: false },
        ...{ machine: request.machine, like: request.like, thumbprint: undefined, certificate: undefined },
        ...{ assignments: assignmentsOf(request.set), enabled: false, check: false },
      };
      return additionOf(options, opened);
    }
  }
}

/** What the form has fields for. A key of another kind could name a file, or a way to a machine. */
const editable = /^(?:enabled|description|displayName|tags|settings\.[A-Za-z]\w{0,99})$/;

/** UTF-16 code units. */
const longestText = 1_000;

/** Throws `page.request-wrong` for what the form does not have, and `edit.secret-in-patch` for what may be a secret. */
function refuseValues(request: EditRequest): void {
  if (request.kind === 'remove') return;
  const keys = [...Object.keys(request.set), ...(request.kind === 'set' ? request.unset : [])];
  const other = keys.find((key) => !editable.test(key));
  if (other !== undefined) {
    const detail = `${JSON.stringify(other.slice(0, 100))} is nothing that the page edits: that is enabled, description, displayName, tags, and settings with a key.`;
    throw new ScaleoutError('page.request-wrong', detail, { remedy: 'Edit the file, or use scaleout set.' });
  }
  if (request.kind === 'set' && keys.length === 0) {
    throw new ScaleoutError('page.request-wrong', 'It was not said what is to be set.');
  }
  for (const [key, value] of Object.entries(request.set)) {
    if (isSecretValue(key, value)) {
      throw new ScaleoutError('edit.secret-in-patch', `The value of ${key} may be a secret, or hold one.`);
    }
    if (typeof value !== 'string') continue;
    if (value.length > longestText) {
      throw new ScaleoutError('page.request-wrong', `${key} is longer than ${longestText} characters.`);
    }
    // A block may say where something is to be read.
    if (key.startsWith('settings.') && /^\s*[[{]/.test(value)) {
      throw new ScaleoutError('page.request-wrong', `${key} cannot be a list or a block here.`);
    }
  }
}

type Values = Extract<EditRequest, { readonly kind: 'set' }>['set'];

function assignmentsOf(set: Values): readonly string[] {
  return Object.entries(set).map(([key, value]) => `${key}=${value}`);
}

/** As a person types it in the shell of the machine that has the file; empty where no quoting keeps a word from being run. */
function commandOf(request: EditRequest, { file = '', platform }: GivenWords): string {
  const words = [...wordsOf(request), '-f', file];
  if (!words.every((word) => isOneWord(word, platform))) return '';
  return ['scaleout', request.kind, ...words.map((word) => shellWord(word, platform))].join(' ');
}

function wordsOf(request: EditRequest): readonly string[] {
  switch (request.kind) {
    case 'set': {
      const unset = request.unset.flatMap((key) => ['--unset', key]);
      return [workerId(machineOf(request.worker)), ...assignmentsOf(request.set), ...unset];
    }
    case 'add': {
      const like = request.like === undefined ? [] : ['--like', workerId(machineOf(request.like))];
      return [machineOf(request.machine), ...like, ...assignmentsOf(request.set).flatMap((text) => ['--set', text])];
    }
    case 'remove':
      return [workerId(machineOf(request.worker)), ...(request.absent ? ['--absent'] : [])];
  }
}

/** `add-worker-etl05.patch`: of the name nothing but what every system takes. */
function fileNameOf(request: EditRequest): string {
  const machine = machineOf(request.kind === 'add' ? request.machine : request.worker);
  const plain = machine
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
    .slice(0, 80);
  return `${request.kind}-worker-${plain === '' ? 'unnamed' : plain}.patch`;
}
