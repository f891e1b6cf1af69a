import { randomUUID } from 'node:crypto';
import type { Command as Commander } from 'commander';
import type { Immutable } from '../domain/documents.js';
import {
  type Diagnostic,
  diagnostic,
  diagnosticOf,
  type ExitCode,
  isScaleoutError,
  ScaleoutError,
} from '../errors/errors.js';
import { fileName } from '../files/standard-input.js';
import type { FailureDocument } from '../generated/failure.js';
import type { PlanOptions } from '../reconciler/plan/plan.js';
import { takesTopology } from '../text/given-words.js';
import { jsonText, messageOf } from '../text/printable.js';
import type { Screen } from '../text/screen.js';
import { connectionWarnings, type LoadedTopology, loadTopology } from '../topology/load-topology.js';
import { sourceDiagnosticText } from '../topology/source-text.js';
import type { Topology } from '../topology/topology.js';
import { version } from '../version.js';
import { givenWords, sameCommand, withOwnHelp } from './given.js';
import type { WorldOptions } from './options.js';
import { diagnosticsText } from './render/diagnostic-text.js';
import { withServerOptions } from './server-remedy.js';
import type { Command, Terminal } from './terminal.js';
import { openWorld, type World } from './world/open-world.js';

/** Makes an action of commander from a command, which is loaded only when it runs, and from what its words mean. */
export type RunCommand = <Options extends { readonly json: boolean }>(
  load: () => Promise<Command<Options>>,
  optionsOf: (...words: never[]) => Options | Promise<Options>,
) => (...words: unknown[]) => Promise<void>;

export function runCommand(terminal: Terminal, ended: (code: ExitCode) => void): RunCommand {
  return (load, optionsOf) =>
    async (...words) => {
      const asked = words.at(-1) as Commander;
      const options = await namingHelp(asked, async () => optionsOf(...(words as never[])));
      terminal.goesBy(givenWords(asked, options));
      const command = await load();
      const told = withFailureDocument<typeof options>((...given) =>
        namingHelp(asked, () => command(...given), options),
      );
      ended(await told(options, terminal));
    };
}

async function namingHelp<T>(command: Commander, work: () => Promise<T>, asked: object = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withOwnHelp(withServerOptions(error, asked), command);
  }
}

/** What an error says, as diagnostics: of a refused topology everything that its file gave rise to. */
export function diagnosticsOfFailure(error: unknown): readonly Diagnostic[] {
  if (error instanceof FileRefused) return error.diagnostics;
  if (isScaleoutError(error)) return [diagnosticOf(error)];
  return [diagnostic('command.unexpected', messageOf(error))];
}

/** The one JSON document of a command that failed; a line. */
export function failureDocument(error: unknown): string {
  const document: Immutable<FailureDocument> = { formatVersion: 1, diagnostics: diagnosticsOfFailure(error) };
  return `${jsonText(document)}\n`;
}

/** Errors of which standard output has a document already. */
const toldAsJson = new WeakSet<Error>();

export function isToldAsJson(error: Error): boolean {
  return toldAsJson.has(error);
}

/**
 * The command, which with `--json` prints the failure document where it fails before it has printed anything: a program
 * that reads the output gets JSON in every case, and never two documents. The error goes on to standard error.
 */
function withFailureDocument<Options extends { readonly json: boolean }>(command: Command<Options>): Command<Options> {
  return async (options, terminal) => {
    if (!options.json) return command(options, terminal);
    let printed = false;
    const watched: Terminal = {
      ...terminal,
      out(text) {
        printed = true;
        terminal.out(text);
      },
    };
    try {
      return await command(options, watched);
    } catch (error) {
      if (!printed) terminal.out(failureDocument(error));
      if (error instanceof Error) toldAsJson.add(error);
      throw error;
    }
  };
}

/** A file with errors, a topology or a login: told by all its diagnostics, each at its place, instead of as one error. */
export class FileRefused extends ScaleoutError {
  /** Warnings of the file too. */
  readonly diagnostics: readonly Diagnostic[];
  /** All of them in words. */
  readonly text: (screen: Screen) => string;

  constructor(first: Diagnostic, diagnostics: readonly Diagnostic[], text: (screen: Screen) => string) {
    super(first.code, first.detail, { remedy: first.remedy });
    this.diagnostics = diagnostics;
    this.text = text;
  }
}

/** A topology file with everything there is to say about it, and its name. */
interface CheckedTopology extends LoadedTopology {
  readonly file: string;
}

/** Loads the file that was named, or else SCALEOUT_TOPOLOGY, or else topology.yaml. */
export async function checkTopology(named: string | undefined, terminal: Terminal): Promise<CheckedTopology> {
  const file = named ?? (terminal.env.SCALEOUT_TOPOLOGY || 'topology.yaml');
  const verb = terminal.screen.err.given?.verb ?? '';
  const naming = takesTopology(verb) ? (other: string) => sameCommand(verb, terminal, other) : undefined;
  const options = { pipes: true, input: terminal.input, ...(naming === undefined ? {} : { naming }) };
  return { ...(await loadTopology(file, options)), file: fileName(file) };
}

/** Diagnostics of a topology in words, a blank line between them: errors first, and last how many there are besides. */
export function topologyDiagnosticsText({ diagnostics, source }: CheckedTopology, screen: Screen): string {
  const rank = ({ code, severity }: Diagnostic) =>
    code === 'topology.more-problems' ? 2 : severity === 'error' ? 0 : 1;
  return diagnostics
    .toSorted((one, other) => rank(one) - rank(other))
    .map((found) => `${sourceDiagnosticText(found, source, screen)}\n`)
    .join('\n');
}

export function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter((found) => found.severity === 'error');
}

/** The topology, for a command that needs a right one. Throws as `acceptTopology` does. */
export async function loadForCommand(named: string | undefined, terminal: Terminal): Promise<Topology> {
  return acceptTopology(await checkTopology(named, terminal), terminal);
}

/** The error that a file with errors ends a command with; undefined where it has none. */
export function topologyRefused(checked: CheckedTopology): FileRefused | undefined {
  const [first] = errorsOf(checked.diagnostics);
  if (first === undefined) return undefined;
  return new FileRefused(first, checked.diagnostics, (screen) => topologyDiagnosticsText(checked, screen));
}

/** The topology of a file that has been loaded: its problems are shown, and errors end the command with 3. */
export function acceptTopology(
  checked: CheckedTopology,
  terminal: Pick<Terminal, 'logLevel' | 'screen' | 'err'>,
): Topology {
  const refused = topologyRefused(checked);
  if (refused !== undefined) throw refused;
  const { topology } = checked;
  if (topology === undefined)
    throw new ScaleoutError('command.unexpected', `${checked.file} gave neither a topology nor an error.`);
  const notes = checked.diagnostics.filter((found) => found.severity === 'warning' || terminal.logLevel !== 'warn');
  if (terminal.logLevel !== 'silent' && notes.length > 0) {
    terminal.err(`${topologyDiagnosticsText({ ...checked, diagnostics: notes }, terminal.screen.err)}\n`);
  }
  return topology;
}

/** A topology with the world that it speaks of, open. */
export interface Prepared extends AsyncDisposable {
  readonly topology: Topology;
  readonly catalog: World['catalog'];
  readonly machines: World['machines'];
  readonly lock: World['lock'];
  readonly parallelism: number;
}

/**
 * Loads the topology and opens the world: what plan, apply and status begin with. `loaded` is called in between: what it
 * throws ends it before anything is opened.
 */
export async function prepare(
  options: WorldOptions,
  terminal: Terminal,
  loaded: (topology: Topology) => Promise<void> = async () => {},
): Promise<Prepared> {
  const topology = await loadForCommand(options.file, terminal);
  await loaded(topology);
  const parallelism = options.parallelism ?? topology.policy.parallelism;
  const { sandbox, create } = options;
  const world = await openWorld(topology, { sandbox, parallelism, create }, terminal);
  const { catalog, machines, lock } = world;
  return { topology, catalog, machines, lock, parallelism, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

/**
 * Does what connects to the catalog. Where that fails, what the topology gives up of the protection of its connection is told
 * on standard error: the login may have been sent already, and no plan or status is there to say so. Throws as `work` does.
 */
export async function connecting<T>(
  topology: Topology,
  sandbox: string | undefined,
  terminal: Terminal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const warnings = sandbox === undefined ? connectionWarnings(topology.catalog) : [];
    if (warnings.length > 0 && terminal.logLevel !== 'silent') {
      terminal.err(`${diagnosticsText(warnings, terminal.screen.err)}\n`);
    }
    throw error;
  }
}

/** What plan and apply tell the planner of the command line, at this moment. */
export function planOptions(options: WorldOptions, topology: Topology): PlanOptions {
  const { target, exclude, sandbox, takeOver, includeSuspended, parallelism } = options;
  return {
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    takeOver,
    suspended: includeSuspended ? 'takeIn' : 'leaveOut',
    targets: { include: target, exclude },
    ...(parallelism === undefined ? {} : { parallelism }),
    // A sandbox stands in for the server, and is reached in a way of its own.
    ...(sandbox === undefined ? { warnings: connectionWarnings(topology.catalog) } : { sandbox }),
  };
}
