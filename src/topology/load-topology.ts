// src/topology has the topology's file: from bytes to a `Topology`, or to problems with their places. It knows the
// format and nothing of a server. A new option goes into schemas/topology.schema.json, build-topology.ts and
// topology.ts; a rule that the schema cannot say into checks/.

import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type Diagnostic, diagnostic, type SourceRange } from '../errors/errors.js';
import { fileName } from '../files/standard-input.js';
import { shown } from '../text/words.js';
import { buildTopology } from './build-topology.js';
import { certificateFiles, readCertificates } from './certificate-files.js';
import { checkSettingSpellings, checkSettings } from './checks/settings.js';
import { checkCertificatePolicy, checkValues, checkWindows } from './checks/values.js';
import {
  checkAccess,
  checkDuplicateMachines,
  checkInlineSecrets,
  checkNotManaged,
  checkPruneWithoutWorkers,
} from './checks/workers.js';
import { decodeText, lossyText, type ReadOptions, readBytes } from './file-text.js';
import { readPlainWorkers } from './plain-workers.js';
import { type Check, described, mayBeShown, type Problem } from './problem.js';
import { type FileContent, isFileContent, schemaErrors, schemaProblems, valueProblem } from './schema-problems.js';
import { isBlock, type LocatedValue, pathKey, pathOfPointer, textAt, valueAt } from './secrets.js';
import { type SourceText, sourceText } from './source-text.js';
import type { CatalogTarget, Topology } from './topology.js';
import type { TextProblem } from './yaml/compose-value.js';
import { parseYaml } from './yaml/parse-yaml.js';

/** What became of a file: a topology where nothing is wrong with it, and everything there is to say about it. */
export interface LoadedTopology {
  /** Absent exactly where one of the diagnostics is an error. */
  readonly topology?: Topology;
  /** In the order of the file, at most a hundred; of more, the last one says how many. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many errors are not among the diagnostics, where there are any. */
  readonly unshownErrors?: number;
  /** The text, for showing the lines of the diagnostics. Absent where none could be read. */
  readonly source?: SourceText;
  /** Of a file with errors, none of which is in its part on the catalog: a topology that has a catalog alone. */
  readonly catalogPart?: Topology;
}

export interface LoadOptions extends ReadOptions {
  /** What `~` stands for; default: the home folder of the account. */
  readonly home?: string;
  /** Milliseconds since 1970, for the certificates that the file names; default: the system's clock. */
  readonly now?: () => number;
  /** What the file would hold: read in the place of its own bytes, for whoever is about to write it. */
  readonly bytes?: Uint8Array;
}

/** Reads and checks a topology file. Whatever is wrong with it is a diagnostic; this does not throw. */
export async function loadTopology(file: string, options: LoadOptions = {}): Promise<LoadedTopology> {
  const { input, home = homedir(), now = Date.now } = options;
  const bytes = options.bytes === undefined ? await readBytes(file, options) : { read: options.bytes };
  if ('failed' in bytes) return { diagnostics: [bytes.failed] };
  const name = input === undefined ? file : fileName(file);
  const text = decodeText(name, bytes.read);
  if ('failed' in text) {
    return {
      diagnostics: [text.failed],
      ...(text.failed.range ? { source: sourceText(name, lossyText(bytes.read)) } : {}),
    };
  }
  const source = sourceText(name, text.read);
  const sha256 = createHash('sha256').update(bytes.read).digest('hex');
  const folders = { topology: dirname(resolve(file)), home };
  const { content, located, diagnostics: ofText } = readTopology(source);
  if (located === undefined) return { ...limited(ofText), source };
  const named = certificateFiles(located.root, folders);
  const { certificates, problems } = await readCertificates(located.root, named, now());
  const all = inOrder([...ofText, ...locate(problems, located)]);
  const told = { ...limited(all), source };
  if (content === undefined || hasError(all)) {
    const part = catalogPartOf(located, all, source);
    return part === undefined
      ? told
      : { ...told, catalogPart: buildTopology(part, located, folders, { file, sha256 }, new Map()) };
  }
  return { topology: buildTopology(content, located, folders, { file, sha256 }, certificates), ...told };
}

/**
 * Of content with errors the catalog, where nothing is wrong with it: enough to look at the catalog, and at
 * nothing else. Undefined where what is wrong may be about which catalog is meant.
 */
function catalogPartOf(
  located: LocatedValue,
  diagnostics: readonly Diagnostic[],
  source: SourceText,
): FileContent | undefined {
  const of = (key: string) => valueAt(located.root, [key]);
  const part = { apiVersion: of('apiVersion'), name: 'topology', catalog: of('catalog') };
  if (!isFileContent(part) || findProblems(part).some(({ severity = 'error' }) => severity === 'error'))
    return undefined;
  const place = located.valueRange(['catalog']);
  const isAboutCatalog = ({ severity, code, range }: Diagnostic) => {
    if (severity !== 'error' || range === undefined) return false;
    const { start } = range;
    // What is wrong with the file as a whole has a range around it; whether the catalog is missing was judged above.
    if (!isBefore(start, place.start) && isBefore(start, place.end)) return true;
    // Of a key that stands twice nobody knows which one is meant.
    const key = source
      .line(start.line)
      .slice(start.column - 1)
      .trimStart();
    return code === 'topology.duplicate-key' && /^["']?(?:catalog|apiVersion)\b/.test(key);
  };
  return diagnostics.some(isAboutCatalog) ? undefined : part;
}

function isBefore(one: SourceRange['start'], other: SourceRange['start']): boolean {
  return one.line < other.line || (one.line === other.line && one.column < other.column);
}

/** What the topology gives up of the protection of its connection to SQL Server. */
export function connectionWarnings({ server, encrypt, trustServerCertificate }: CatalogTarget): readonly Diagnostic[] {
  const options = { severity: 'warning' } as const;
  if (encrypt === false) {
    const detail = `catalog.encrypt is false for ${server.text}: whoever is on the way can read the login, and read and change everything else.`;
    return [diagnostic('catalog.encryption-off', detail, options)];
  }
  // With strict the drivers check the certificate whatever trustServerCertificate says.
  if (!trustServerCertificate || encrypt === 'strict') return [];
  const detail = `catalog.trustServerCertificate is true for ${server.text}: whoever is on the way can pose as the server and read the login.`;
  return [diagnostic('catalog.certificate-unchecked', detail, options)];
}

/** What the text of a file says, before the files that it names are read. */
export interface ReadTopology {
  /** Absent exactly where one of the diagnostics is an error. */
  readonly content?: FileContent;
  /** Absent where the text is so broken that nothing in it can be judged. */
  readonly located?: LocatedValue;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a topology file. */
export function readTopology(source: SourceText): ReadTopology {
  const plain = readPlainWorkers(source);
  if (plain !== undefined && isFileContent(plain.root) && findProblems(plain.root).length === 0) {
    return { content: plain.root, located: plain, diagnostics: [] };
  }

  const yaml = parseYaml(source);
  const ofText = yaml.problems.map((problem) => textDiagnostic(problem, source));
  // Broken YAML says nothing reliable. After keys that stand twice the rest can still be judged.
  const isJudged = yaml.problems.every(({ code }) => code === 'topology.duplicate-key');
  if (!isJudged) return { diagnostics: inOrder(ofText) };
  const diagnostics = inOrder([...ofText, ...locate(findProblems(yaml.root), yaml)]);
  if (hasError(diagnostics) || !isFileContent(yaml.root)) return { located: yaml, diagnostics };
  return { content: yaml.root, located: yaml, diagnostics };
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Problems with their places in the text. */
export function locate(problems: readonly Problem[], located: LocatedValue): readonly Diagnostic[] {
  return problems.map(({ code, detail, severity, remedy, path, at }) =>
    diagnostic(code, detail, {
      ...(severity === undefined ? {} : { severity }),
      ...(remedy === undefined ? {} : { remedy }),
      range: at === 'key' ? located.keyRange(path) : located.valueRange(path),
    }),
  );
}

/** In the order of the file. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((one, other) => {
    const a = one.range?.start;
    const b = other.range?.start;
    return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
  });
}

/** After so many problems there is no more to learn; a person reads a few. */
const mostShown = 100;

/** The first of them, errors before all else, and of more than a hundred a last one that says how many there are besides. */
export function limited(diagnostics: readonly Diagnostic[]): {
  readonly diagnostics: readonly Diagnostic[];
  /** Errors that are not among them. */
  readonly unshownErrors: number;
} {
  if (diagnostics.length <= mostShown) return { diagnostics, unshownErrors: 0 };
  const isError = ({ severity }: Diagnostic) => severity === 'error';
  const shown = new Set(
    [...diagnostics.filter(isError), ...diagnostics.filter((one) => !isError(one))].slice(0, mostShown),
  );
  const rest = diagnostics.filter((one) => !shown.has(one));
  const unshownErrors = rest.filter(isError).length;
  const detail = `And ${rest.length.toLocaleString('en')} more.`;
  const more = diagnostic('topology.more-problems', detail, { severity: unshownErrors > 0 ? 'error' : 'warning' });
  return { diagnostics: [...diagnostics.filter((one) => shown.has(one)), more], unshownErrors };
}

function textDiagnostic({ code, detail, remedy, start, end }: TextProblem, source: SourceText): Diagnostic {
  return diagnostic(code, detail, {
    ...(remedy === undefined ? {} : { remedy }),
    range: start === undefined ? undefined : source.range(start, end ?? start),
  });
}

/** Everything that is wrong with a file's content, each mistake once. */
function findProblems(root: unknown): readonly Problem[] {
  if (isOtherVersion(root)) return checkVersion(root);
  const other = checkOtherFile(root);
  if (other.length > 0) return other;
  const found = runChecks(root);
  const errors = schemaErrors(root);
  // The checks know more about a value than the schema does: where one speaks, the schema need not.
  const judged = new Set(found.map(({ path }) => pathKey(path)));
  const others = schemaProblems(root, errors).filter(({ path, at }) => at === 'key' || !judged.has(pathKey(path)));
  const problems = [...found, ...others];
  // Whatever the schema refuses is an error, also where the words for it are missing.
  const isRefused = problems.some(({ severity = 'error' }) => severity === 'error');
  // What a note goes by may be what is broken: it is told when the file holds.
  if (isRefused) return problems.filter(({ severity }) => severity !== 'note');
  const [first] = errors;
  return first === undefined
    ? problems
    : [...problems, ...valueProblem(root, pathOfPointer(first.instancePath, root), first)];
}

const checks: readonly Check[] = [
  checkVersion,
  checkInlineSecrets,
  checkValues,
  checkDuplicateMachines,
  checkAccess,
  checkPruneWithoutWorkers,
  checkSettings,
  checkSettingSpellings,
  checkWindows,
  checkCertificatePolicy,
  checkNotManaged,
];

/** What the schema cannot say about a file. */
function runChecks(root: unknown): readonly Problem[] {
  return checks.flatMap((check) => check(root));
}

const supported = 'ssis-scaleout/v1';

/** An apiVersion other than the one that this version reads. */
function checkVersion(root: unknown): readonly Problem[] {
  const version = textAt(root, ['apiVersion']);
  if (version === undefined || version === supported) return [];
  const detail = `apiVersion is ${described(root, version, ['apiVersion'])}; this version of scaleout reads ${supported}.`;
  return [{ code: 'topology.unsupported-version', path: ['apiVersion'], detail }];
}

/** A file of another program, or another file of ours: what else is wrong with it would lead nowhere. */
function checkOtherFile(root: unknown): readonly Problem[] {
  const has = (key: string) => isBlock(root) && Object.hasOwn(root, key);
  const wrong = (key: string, detail: string, remedy: string): readonly Problem[] => [
    { code: 'topology.other-file', path: [key], at: 'key', detail, remedy },
  ];
  if (has('formatVersion') && has('steps')) {
    const detail = 'The file is a plan that scaleout plan --out has written, not a topology.';
    return wrong(
      'formatVersion',
      detail,
      'See it with scaleout show, carry it out with scaleout apply, or name the topology.',
    );
  }
  const isOurs = (textAt(root, ['apiVersion']) ?? '').startsWith('ssis-scaleout/');
  if (isOurs || !has('kind') || !has('apiVersion')) return [];
  const kind = mayBeShown(root, textAt(root, ['kind']) ?? '', ['kind'])
    ? ` (kind: ${shown(textAt(root, ['kind']) ?? '')})`
    : '';
  const detail = `The file is of another program, such as Kubernetes${kind}, not a topology: that begins with apiVersion: ssis-scaleout/v1.`;
  return wrong('kind', detail, 'Name the topology in its place; examples/topology.yaml shows one.');
}

/** Whether the file is of another version of this format, so that nothing else in it can be judged. */
function isOtherVersion(root: unknown): boolean {
  return /^ssis-scaleout\/v\d/.test(textAt(root, ['apiVersion']) ?? '') && checkVersion(root).length > 0;
}
