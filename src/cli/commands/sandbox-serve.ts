import type { Way } from 'ssis-scaleout-sandbox/worlds';
import type { Immutable } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { SandboxResetDocument } from '../../generated/sandbox-reset.js';
import type { SandboxServeDocument } from '../../generated/sandbox-serve.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { warnOnce } from '../render/diagnostic-text.js';
import { servedText } from '../render/served-text.js';
import { loadForCommand } from '../run-command.js';
import { type Command, logTo, printAnswer } from '../terminal.js';
import { requireSandbox } from '../world/require-sandbox.js';
import { fleetOf, loadSandbox } from '../world/sandbox-package.js';

interface SandboxServeOptions {
  readonly dir: string;
  readonly port: number | undefined;
  /** A new sandbox gets this topology's machines; without it, those of examples/catalog-only.yaml. */
  readonly file: string | undefined;
  /** Of a new sandbox; one that is of another world is refused. */
  readonly world: readonly Way[] | undefined;
  readonly json: boolean;
}

/** scaleout sandbox serve: the sandbox as a server, until it is interrupted; also where nobody reads its output. */
export const sandboxServe: Command<SandboxServeOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  const sandbox = await loadSandbox();
  const topology = options.file === undefined ? undefined : await loadForCommand(options.file, terminal);
  const log = logTo(terminal.err, terminal.logLevel);
  const shared = sandbox.shared(options.dir);
  if (shared !== undefined) warnOnce(terminal)(shared);
  const server = await sandbox.serve(options.dir, {
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(topology === undefined ? {} : { fleet: () => fleetOf(topology) }),
    world: options.world,
    signal: terminal.interrupts.stop,
    log: (message) => log('warn', message),
  });
  const { served } = server;
  printAnswer(
    terminal,
    options.json,
    (): Immutable<SandboxServeDocument> => ({ formatVersion: 1, ...served }),
    (screen) => servedText(served, screen, process.platform),
  );
  await server.ended;
  if (!terminal.interrupts.stop.aborted) throw new ScaleoutError('command.unexpected', 'The sandbox ended by itself.');
  return 0;
};

/** scaleout sandbox reset: fresh machines in an existing sandbox. */
export const sandboxReset: Command<{ readonly dir: string; readonly json: boolean }> = async (
  { dir, json },
  terminal,
) => {
  terminal.workGoesOn();
  const log = logTo(terminal.err, terminal.logLevel);
  const sandbox = await loadSandbox();
  await requireSandbox(sandbox, dir, terminal, { creates: false });
  await sandbox.reset(dir, { signal: terminal.interrupts.abort, log: (message) => log('warn', message) });
  printAnswer(
    terminal,
    json,
    (): SandboxResetDocument => ({ formatVersion: 1, reset: dir }),
    (screen) =>
      `${paragraph('', `${printable(dir)}: the machines are fresh again; passwords are as before.`, screen)}\n`,
  );
  return 0;
};
