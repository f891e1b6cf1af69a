import { CommanderError } from 'commander';
import { type ExitCode, isScaleoutError, ScaleoutError } from '../errors.js';
import { failureDocument } from './failure.js';
import { listenForInterrupts } from './interrupts.js';
import { type LogLevel, logLevels, logTo } from './log.js';
import { program } from './program.js';
import { errorText } from './render/error-text.js';
import type { Terminal } from './terminal.js';
import { TopologyRefused } from './topology-refused.js';

/** Runs the command line and ends the process with its exit code, once everything has been written. */
export async function run(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietlyOnClosedPipe);
  const terminal = terminalOf(process, argv);
  quietWarnings(terminal);
  let code: ExitCode = 0;
  try {
    await program(terminal, (result) => {
      code = result;
    }).parseAsync(argv);
  } catch (error) {
    const told = registered(error);
    code = told === undefined ? 0 : print(told, terminal);
    if (told?.code === 'command.usage' && argv.includes('--json')) await tellUsageAsJson(told, argv[2], terminal);
  }
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(code);
}

/** The error as one of the registry; undefined where it is none: the help was asked for. */
function registered(error: unknown): ScaleoutError | undefined {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return undefined;
    const noCommand = error.code === 'commander.help';
    const detail = noCommand ? 'No command was given.' : error.message.replace(/^error: /, '');
    return new ScaleoutError('command.usage', detail, { cause: error });
  }
  if (isScaleoutError(error)) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ScaleoutError('command.unexpected', detail, { cause: error });
}

/** What a command would have printed that failed after it was begun: a wrong command line is told before that. */
async function tellUsageAsJson(error: ScaleoutError, command: string | undefined, terminal: Terminal): Promise<void> {
  if (command !== 'apply') return terminal.out(failureDocument(error));
  const { tellUnbegun } = await import('./commands/apply.js');
  tellUnbegun(error, terminal);
}

function print(error: ScaleoutError, terminal: Terminal): ExitCode {
  if (error instanceof TopologyRefused) {
    terminal.err(error.text(terminal.colors.err));
    return error.exitCode;
  }
  terminal.err(errorText(error, { colors: terminal.colors.err, stack: terminal.logLevel === 'debug' }));
  return error.exitCode;
}

function terminalOf(process: NodeJS.Process, argv: readonly string[]): Terminal {
  const { env, stdin, stdout, stderr } = process;
  // NO_COLOR counts when it is set and not empty: https://no-color.org
  const plain = Boolean(env.NO_COLOR) || argv.includes('--no-color') || env.TERM === 'dumb';
  return {
    env,
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    colors: { out: Boolean(stdout.isTTY) && !plain, err: Boolean(stderr.isTTY) && !plain },
    // 0 where the terminal does not say.
    columns: (stdout.isTTY && stdout.columns) || undefined,
    interrupts: listenForInterrupts(process),
    logLevel: logLevelOf(argv),
  };
}

/** The level is needed before the command line is parsed, so that its own errors obey it; the parser checks it. */
function logLevelOf(argv: readonly string[]): LogLevel {
  const at = argv.indexOf('--log-level');
  const given = at === -1 ? argv.find((word) => word.startsWith('--log-level='))?.slice(12) : argv[at + 1];
  return logLevels.find((level) => level === given) ?? 'warn';
}

/** Node's own warnings (deprecations in a library, say) are for developers: they go to the debug log. */
function quietWarnings(terminal: Terminal): void {
  const log = logTo(terminal.err, terminal.logLevel);
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log('debug', `${warning.name}: ${warning.message}`));
}

function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  // The reader went away (scaleout plan | head): that is no error of ours.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
