import { ScaleoutError } from '../../errors.js';
import { serveSandbox } from '../../sandbox/directory/serve.js';
import { sharedDirectory } from '../../sandbox/directory/shared-directory.js';
import type { Way } from '../../sandbox/model/ways.js';
import { jsonText } from '../../text/printable.js';

import { loadForCommand } from '../load-for-command.js';
import { logTo } from '../log.js';
import { servedText } from '../render/served-text.js';
import { fleetOf } from '../sandbox-fleet.js';
import type { Command } from '../terminal.js';
import { warnOnce } from '../warn-once.js';

interface SandboxServeOptions {
  readonly dir: string;
  readonly port: number | undefined;
  /** A new sandbox gets this topology's machines; without it, those of examples/catalog-only.yaml. */
  readonly file: string | undefined;
  /** Of a new sandbox; one that is of another world is refused. */
  readonly world: readonly Way[] | undefined;
  readonly json: boolean;
}

/** scaleout sandbox serve: the embedded fleet as a server, until it is interrupted; also where nobody reads its output. */
export const sandboxServe: Command<SandboxServeOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  const topology = options.file === undefined ? undefined : await loadForCommand(options.file, terminal);
  const log = logTo(terminal.err, terminal.logLevel);
  const shared = sharedDirectory(options.dir);
  if (shared !== undefined) warnOnce(terminal)(shared);
  const server = await serveSandbox(options.dir, {
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(topology === undefined ? {} : { fleet: () => fleetOf(topology) }),
    world: options.world,
    signal: terminal.interrupts.stop,
    log: (message) => log('warn', message),
  });
  const { served } = server;
  terminal.out(options.json ? `${jsonText(served)}\n` : servedText(served, terminal.colors.out, process.platform));
  await server.ended;
  if (!terminal.interrupts.stop.aborted) throw new ScaleoutError('command.unexpected', 'The sandbox ended by itself.');
  return 0;
};
