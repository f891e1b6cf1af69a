import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { formatPatch, type StructuredPatch } from 'diff';
import { gitIn } from '../../history/git.js';
import { whoAmI } from '../../history/provenance.js';
import { wrapped } from '../../text/layout.js';
import { lineDiff } from '../../text/line-diff.js';
import { printable } from '../../text/printable.js';
import { version } from '../../version.js';

/** What a patch is made of. */
export interface PatchedFile {
  /** The file at the end of all links, absolute. */
  readonly place: string;
  /** Whole texts, with a byte order mark where there is one. */
  readonly before: string;
  readonly after: string;
}

export interface PatchWords {
  /** An imperative, `Add worker ETL05`. */
  readonly subject: string;
  /** Paragraphs. */
  readonly body: readonly string[];
}

/** Whose a patch is, where that is not who runs this process. */
export interface PatchAuthor {
  readonly name: string;
  /** Of mail, though nobody has to be reached by it: git takes no author without one. */
  readonly address: string;
}

export interface MailboxPatch {
  /** One message of a mailbox, as `git am` takes it. */
  readonly text: string;
  /** Its lines end with CR and LF: `git am` takes the CR away unless it is told `--keep-cr`. */
  readonly needsKeepCr: boolean;
}

/**
 * A patch for `git am` (git-format-patch(1), git-mailinfo(1)). Its path is relative to the root of the repository, and to the file's
 * folder where that is in none. Its author is who is named, else who git says, else who runs this.
 */
export async function mailboxPatch(
  file: PatchedFile,
  words: PatchWords & { readonly author?: PatchAuthor | undefined },
  env: NodeJS.ProcessEnv,
  now: Date,
): Promise<MailboxPatch> {
  const git = gitIn(dirname(file.place), env);
  const name = basename(file.place);
  const [prefix, ident, ends, format] = await Promise.all([
    git('rev-parse', '--show-prefix'),
    git('var', 'GIT_AUTHOR_IDENT'),
    git('--literal-pathspecs', 'ls-files', '--eol', '--', name),
    git('rev-parse', '--show-object-format'),
  ]);
  const isInGit = prefix !== undefined;
  // What git has committed has LF where it makes CR and LF of it in the folder (core.autocrlf, eol=crlf).
  const asKept = (text: string) => (/^i\/lf\s/.test(ends ?? '') ? text.replaceAll('\r\n', '\n') : text);
  const [before, after] = [asKept(file.before), asKept(file.after)];
  const diff = lineDiff(before, after);
  const index = isInGit && (format ?? 'sha1') === 'sha1' ? indexLine(file.place, before, after) : [];
  const path = `${prefix ?? ''}${name}`;
  const text = [
    `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`,
    `From: ${words.author === undefined ? authorOf(ident, env) : namedAuthor(words.author)}`,
    `Date: ${now.toUTCString().replace(/GMT$/, '+0000')}`,
    `Subject: ${encodedWords(`[PATCH] ${words.subject}`)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...words.body.flatMap((part) => [...wrapped(printable(part), longestLine), '']),
    '---',
    ...headOf(path, index),
    `${diff.text}-- `,
    `ssis-scaleout ${version}`,
    '',
  ].join('\n');
  return { text, needsKeepCr: diff.hunks.some(({ lines }) => lines.some((line) => line.text.endsWith('\r'))) };
}

const longestLine = 72;

/** By the names of the contents `git am --3way` finds what the patch was made from. */
function indexLine(place: string, before: string, after: string): readonly string[] {
  const mode = process.platform !== 'win32' && (statSync(place).mode & 0o100) !== 0 ? '100755' : '100644';
  return [`index ${blobName(before)}..${blobName(after)} ${mode}`];
}

function blobName(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** The lines before the first hunk: the library quotes a path as git does. */
function headOf(path: string, index: readonly string[]): readonly string[] {
  const patch: StructuredPatch = {
    oldFileName: `a/${path}`,
    newFileName: `b/${path}`,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: [] }],
    isGit: true,
  };
  const [diffLine = '', from = '', to = ''] = formatPatch(patch).split('\n');
  // git ends a name with blanks in it by a tab, or what follows would be taken for a time.
  const ended = (line: string) => (line.slice(4).includes(' ') ? `${line}\t` : line);
  return [diffLine, ...index, ended(from), ended(to)];
}

function namedAuthor({ name, address }: PatchAuthor): string {
  return `${addressee(printable(name))} <${headerText(address).replaceAll(/[<>]/g, '_')}>`;
}

/** `Anna Example <anna@example>`. */
function authorOf(ident: string | undefined, env: NodeJS.ProcessEnv): string {
  const [, name, address] = /^(.*) <([^<>]*)> \d+ [+-]\d{4}$/.exec(ident ?? '') ?? [];
  if (name !== undefined && address !== undefined && address !== '')
    return `${addressee(name)} <${headerText(address)}>`;
  const { user, host } = whoAmI(env);
  const account = user.slice(user.lastIndexOf('\\') + 1);
  return `${addressee(account)} <${headerText(account).replaceAll(/[^\w.+-]/g, '_')}@${headerText(host)}>`;
}

/** A name with signs that mean something in a head stands in quotation marks (RFC 5322, 3.2.4). */
function addressee(name: string): string {
  if (!isPlain(name)) return encodedWords(name);
  return /[^\w .'+-]/.test(name) || name.includes('.') ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : name;
}

function headerText(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '_');
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Bytes in an encoded word of at most 75 characters (RFC 2047). */
const longestWord = 42;

function encodedWords(text: string): string {
  if (isPlain(text)) return text;
  const words: string[] = [];
  let current = '';
  for (const character of text) {
    if (Buffer.byteLength(current + character) > longestWord) {
      words.push(current);
      current = '';
    }
    current += character;
  }
  return [...words, current].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\n ');
}
