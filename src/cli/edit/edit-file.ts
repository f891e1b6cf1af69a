// src/cli/edit is what the commands have in common that edit the topology's file: they read it, change its text, show the
// difference, ask, and replace the file or print a patch. What each of them changes is in commands/; how a text is edited in
// src/topology/edit.

import type { Immutable } from '../../domain/documents.js';
import { type Diagnostic, diagnosticOf, type ExitCode, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { type EditedFile, placeToEdit, replaceUnchanged } from '../../files/edited-file.js';
import type { EditDocument } from '../../generated/edit.js';
import { commandLine } from '../../text/given-words.js';
import { paragraph } from '../../text/layout.js';
import { jsonText, printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { editedBytes, editTopology, type TopologyEdit } from '../../topology/edit/edit-topology.js';
import { decodeText, readBytes } from '../../topology/file-text.js';
import {
  hasError,
  type LoadedTopology,
  loadTopology,
  type ReadTopology,
  readTopology,
} from '../../topology/load-topology.js';
import { type SourceText, sourceText } from '../../topology/source-text.js';
import type { Topology } from '../../topology/topology.js';
import { confirm, fileEdit } from '../confirm.js';
import { diffText, type ShownDiff, shownDiff } from '../render/edit-text.js';
import { acceptTopology, FileRefused, topologyDiagnosticsText } from '../run-command.js';
import type { Terminal } from '../terminal.js';
import { tellWritten } from '../write-output.js';
import type { EditOptions } from './edit-options.js';
import { type MailboxPatch, mailboxPatch, type PatchAuthor, type PatchWords } from './mailbox-patch.js';

/** The file as it was read. */
export interface OpenedFile {
  readonly file: string;
  readonly source: SourceText;
  /** What it says, which may be wrong; undefined where it is no YAML. */
  readonly root: unknown;
  readonly located: ReadTopology['located'];
}

/** One thing that is edited, for the document. */
export type EditedPart = Immutable<EditDocument['edited'][number]>;

/** What a command changes, and what it says of it. */
export interface FileEdit extends PatchWords {
  readonly edits: readonly TopologyEdit[];
  readonly edited: readonly EditedPart[];
  /** The ids that `--apply` is of; none: all of the file. */
  readonly ids: readonly string[];
  /** The ids that the next plan is of, where those are others: a plan finds no target that neither file nor catalog has. */
  readonly next?: readonly string[];
  /** What a person is asked, without the file: `Add worker/ETL05 to`. */
  readonly question: string;
  /** Sentences about what comes of it, by the file as it will be. */
  readonly follows: (topology: Topology) => readonly string[];
  /** Looks at the world with the file as it would be; what is seen is shown before the difference. Throws what keeps it from being done. */
  readonly look?: (topology: Topology) => Promise<Looked>;
}

/** What was seen, for the document and for a person. */
export interface Looked {
  readonly document: Pick<Immutable<EditDocument>, 'checks' | 'plan'>;
  /** Shown also where it keeps the edit from being done. No line end at the end. */
  readonly text: (screen: Screen) => string;
  /** The same in short, for whoever reads a patch. */
  readonly sentences: readonly string[];
  /** Why it is not to be done. */
  readonly refusal?: ScaleoutError | undefined;
}

/** The file that a command edits: its bytes, its text, and what that says. Throws what reading it throws. */
async function openFile(
  options: Pick<EditOptions, 'file' | 'patch'>,
  terminal: Pick<Terminal, 'env'>,
): Promise<OpenedFile & { readonly edited: EditedFile; readonly text: ReadTopology }> {
  const file = options.file ?? (terminal.env.SCALEOUT_TOPOLOGY || 'topology.yaml');
  const read = await readBytes(file, {});
  if ('failed' in read) throw asError(read.failed);
  const place = await placeToEdit(file, { isReplaced: !options.patch });
  const decoded = decodeText(file, read.read);
  if ('failed' in decoded) throw asError(decoded.failed);
  const source = sourceText(file, decoded.read);
  const text = readTopology(source);
  // Where not even the places of its values are known, nothing can be put into them.
  if (text.located === undefined) throw refused(file, { ...text, source }, 'The file has to be mended by hand first:');
  const edited = { file, place, bytes: read.read };
  return { file, source, root: text.located.root, located: text.located, text, edited };
}

/** Carries an edit out: `change` says what it is, by the file as it stands. */
export async function editFile(
  options: EditOptions,
  terminal: Terminal,
  change: (opened: OpenedFile) => FileEdit | Promise<FileEdit>,
  apply: (ids: readonly string[], edited?: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  // Where nobody reads what it prints, the exit code tells of the file.
  if (!options.patch) terminal.workGoesOn();
  const proposed = await proposeEdit(options, terminal, change);
  const { file, edited, edit, bytes, topology, diff } = proposed;
  const told = { options, terminal, topology, edit, diff, file };
  if (diff.hunks.length === 0) {
    tellNothing(told);
    // What the file says may not be so yet.
    return options.apply ? apply(edit.ids) : 0;
  }
  const looked = await unwritten(edit.look?.(topology));
  if (options.patch) {
    // Standard output is the patch alone.
    if (looked !== undefined && terminal.logLevel !== 'silent' && terminal.logLevel !== 'error') {
      terminal.err(`${looked.text(terminal.screen.err)}\n\n`);
    }
    if (looked?.refusal !== undefined) throw looked.refusal;
    printPatch(await patchOf(proposed, looked?.sentences ?? [], terminal.env), told);
    return 0;
  }
  if (!options.json && looked !== undefined) terminal.print(`${looked.text(terminal.screen.out)}\n\n`);
  if (looked?.refusal !== undefined) {
    if (options.json) printDocument(told, looked, { written: false, diagnostics: [diagnosticOf(looked.refusal)] });
    throw looked.refusal;
  }
  if (!options.json) terminal.print(`${editText(told, terminal.screen.out)}\n`);
  if (!options.yes) {
    const { err } = terminal.screen;
    // The document comes when it is written: nobody agrees to what they have not seen.
    const seen = looked === undefined ? [] : [looked.text(err)];
    const shown = options.json ? [...seen, editText(told, err), ''].join('\n\n') : '\n';
    await unwritten(
      confirm(`${shown}${paragraph('', `${edit.question} ${printable(file)}?`, err)}`, terminal, fileEdit),
    );
  }
  terminal.interrupts.abort.throwIfAborted();
  await replaceUnchanged(edited, bytes);
  if (options.json) printDocument(told, looked, { written: true });
  if (!options.apply) {
    await tellWritten(file, nextOf(told), options, terminal);
    return 0;
  }
  await tellWritten(file, '', options, terminal);
  return applied(told, apply);
}

/** An edit of a file, which is as it was. */
export interface ProposedEdit {
  readonly file: string;
  readonly edited: EditedFile;
  readonly edit: FileEdit;
  /** All of the file as it would be. */
  readonly bytes: Uint8Array;
  readonly topology: Topology;
  /** Without hunks: the file says so already. */
  readonly diff: ShownDiff;
}

/** What becomes of the file by the edit that `change` says. Throws what keeps the file from being read, edited, or right afterwards. */
export async function proposeEdit(
  options: Pick<EditOptions, 'file' | 'patch'>,
  terminal: Pick<Terminal, 'env' | 'logLevel' | 'screen' | 'err'>,
  change: (opened: OpenedFile) => FileEdit | Promise<FileEdit>,
): Promise<ProposedEdit> {
  const opened = await openFile(options, terminal);
  const { file, source, edited } = opened;
  const edit = await change(opened);
  const after = editTopology(source, edit.edits);
  const bytes = editedBytes(edited.bytes, after);
  const loaded = await loadTopology(file, { bytes });
  refuseWrong(file, loaded, opened.text);
  const topology = acceptTopology({ ...loaded, file }, terminal);
  const diff = shownDiff(source, after, hasError(opened.text.diagnostics));
  return { file, edited, edit, bytes, topology, diff };
}

/** The same for `git am`. `author`: absent, whoever runs this. Throws `edit.secret-in-patch`. */
export async function patchOf(
  { file, edited, edit, bytes, topology, diff }: ProposedEdit,
  seen: readonly string[],
  env: NodeJS.ProcessEnv,
  author?: PatchAuthor,
): Promise<MailboxPatch> {
  if (diff.hidesSecret)
    throw new ScaleoutError('edit.secret-in-patch', `${file} holds a secret in the lines that would change.`);
  const [before, after] = [edited.bytes, bytes].map((each) => Buffer.from(each).toString()) as [string, string];
  const body = [...edit.body, ...seen, ...edit.follows(topology)];
  return mailboxPatch({ place: edited.place, before, after }, { ...edit, body, author }, env, new Date());
}

/** What is done before the file is replaced: whoever interrupts that reads that it was not. */
async function unwritten<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!isScaleoutError(error, 'command.interrupted')) throw error;
    throw new ScaleoutError('command.interrupted', error.message, { remedy: 'Nothing was written.', cause: error });
  }
}

/** What an edit is told by. */
interface Told {
  readonly options: EditOptions;
  readonly terminal: Terminal;
  readonly topology: Topology;
  readonly edit: FileEdit;
  readonly diff: ShownDiff;
  readonly file: string;
}

/** The difference, and what comes of it. */
function editText({ file, diff, edit, topology }: Told, screen: Screen): string {
  const follows = edit.follows(topology).map((text) => paragraph('', printable(text), screen));
  return [diffText(file, diff, screen), ...follows].join('\n\n');
}

/** Goes on with the apply; where it does not end well, the file stays as it is written, and that is said. */
async function applied(
  told: Told,
  apply: (ids: readonly string[], edited?: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { terminal, edit, file } = told;
  const tellStays = () => {
    if (terminal.logLevel === 'silent') return;
    const text = `${printable(file)} stays as it was edited. What is left to do shows ${nextOf(told)}.`;
    terminal.err(`${paragraph('', text, terminal.screen.err)}\n`);
  };
  try {
    const code = await apply(edit.ids, file);
    if (code !== 0) tellStays();
    return code;
  } catch (error) {
    tellStays();
    throw error;
  }
}

/** The plan of what was edited. */
function nextOf({ terminal, edit: { ids, next = ids }, options, file }: Told): string {
  const given = terminal.screen.err.given ?? { verb: 'plan', platform: process.platform };
  const named = options.file === undefined ? given : { ...given, file };
  return [commandLine('plan', named), ...next.map((id) => `--target ${id}`)].join(' ');
}

function tellNothing(told: Told): void {
  const { options, terminal, file } = told;
  const text = `Nothing to change: ${printable(file)} says so already.`;
  if (options.json) printDocument(told, undefined, { written: false });
  else if (options.patch) terminal.err(`${text}\n`);
  else terminal.print(`${paragraph('', text, terminal.screen.out)}\n`);
}

function printPatch({ text, needsKeepCr }: MailboxPatch, { terminal }: Told): void {
  terminal.out(text);
  if (!needsKeepCr || terminal.logLevel === 'silent' || terminal.logLevel === 'error') return;
  terminal.err(`${keepCr}\n`);
}

/** What whoever applies such a patch has to know. */
export const keepCr = 'The lines of the file end with CR and LF: apply the patch with git am --keep-cr.';

function printDocument(
  { terminal, topology, edit, diff, file, options }: Told,
  looked: Looked | undefined,
  of: Pick<Immutable<EditDocument>, 'written' | 'diagnostics'>,
): void {
  const document: Immutable<EditDocument> = {
    formatVersion: 1,
    topology: { name: topology.name, file },
    edited: diff.hunks.length === 0 ? [] : edit.edited,
    diff: diff.text,
    follows: diff.hunks.length === 0 ? [] : edit.follows(topology),
    ...looked?.document,
    ...of,
    applies: options.apply && of.diagnostics === undefined,
  };
  terminal.out(`${jsonText(document)}\n`);
}

/** What is written holds by all rules: an edit may mend a file, but not leave it broken. */
function refuseWrong(file: string, loaded: LoadedTopology, before: ReadTopology): void {
  if (!hasError(loaded.diagnostics)) return;
  const isOld = hasError(before.diagnostics);
  const head = isOld
    ? `${file} has errors already, and this edit does not mend all of them. Nothing was written. With the edit it would still have:`
    : `Nothing was written: with this edit ${file} would not hold.`;
  throw refused(file, loaded, head);
}

function refused(file: string, loaded: Pick<LoadedTopology, 'diagnostics' | 'source'>, head: string): unknown {
  const first = loaded.diagnostics.find(({ severity }) => severity === 'error');
  if (first === undefined) return new ScaleoutError('command.unexpected', `${file} gave neither places nor an error.`);
  return new FileRefused(
    first,
    loaded.diagnostics,
    (screen) => `${paragraph('', printable(head), screen)}\n\n${topologyDiagnosticsText({ ...loaded, file }, screen)}`,
  );
}

function asError({ code, detail, remedy }: Diagnostic): ScaleoutError {
  return new ScaleoutError(code, detail, { remedy });
}
