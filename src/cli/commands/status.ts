import { type Diagnostic, type ExitCode, isScaleoutError } from '../../errors/errors.js';
import { observe } from '../../reconciler/observe.js';
import { refuseUnknown, topologyIds } from '../../reconciler/plan/target-selection.js';
import { filteredStatus, isAmiss, statusIds } from '../../status/filter-status.js';
import { statusDocument } from '../../status/status-document.js';
import type { Topology } from '../../topology/topology.js';
import { sameCommand } from '../given.js';
import { errorText } from '../render/diagnostic-text.js';
import { statusText } from '../render/status-text.js';
import { acceptTopology, checkTopology, connecting, type FileRefused, topologyRefused } from '../run-command.js';
import type { StatusCommandOptions } from '../status-options.js';
import { type Command, printAnswer, type Terminal } from '../terminal.js';
import { topologyOrServer } from '../topology-or-server.js';
import { openWorld } from '../world/open-world.js';
import { loadSandbox } from '../world/sandbox-package.js';

/** scaleout status: observe once and show how it is and whether it works, without comparing. */
export const statusCommand: Command<StatusCommandOptions> = async (options, terminal) => {
  const chosen = await topologyFor(options, terminal);
  const { refused } = chosen;
  // A fleet is made after a topology that is whole, or not at all.
  if (refused !== undefined && options.sandbox !== undefined) await (await loadSandbox()).require(options.sandbox);
  const code =
    refused === undefined
      ? await shown(chosen, options, terminal)
      : await shownBeside(refused, chosen, options, terminal);
  // The world was shown; whether the file holds is another question, and its answer is no.
  if (refused !== undefined) throw refused;
  return code;
};

/** What a status goes by. */
interface Chosen {
  readonly topology: Topology;
  /** Whether a file says what there is to be; false: the catalog alone is known. */
  readonly isCompared: boolean;
  /** What is wrong with the file, where its part on the catalog could be used nevertheless. */
  readonly refused?: FileRefused;
}

/** Throws what loading it throws; for a file with errors only where these are about the catalog. */
async function topologyFor({ words, file, sandbox }: StatusCommandOptions, terminal: Terminal): Promise<Chosen> {
  if (Object.keys(words).length > 0) {
    return { topology: await topologyOrServer({ words, file, sandbox, name: 'status' }, terminal), isCompared: false };
  }
  const checked = await checkTopology(file, terminal);
  const refused = topologyRefused(checked);
  if (refused === undefined || checked.catalogPart === undefined) {
    return { topology: acceptTopology(checked, terminal), isCompared: true };
  }
  return { topology: checked.catalogPart, isCompared: false, refused };
}

async function shown(
  { topology, isCompared, refused }: Chosen,
  options: StatusCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { sandbox, filter, wide, all } = options;
  const parallelism = options.parallelism ?? topology.policy.parallelism;
  await using world = await openWorld(topology, { sandbox, parallelism }, terminal);
  const observed = await connecting(topology, sandbox, terminal, () =>
    observe(topology, world, terminal.interrupts.abort),
  );
  const problems: readonly Diagnostic[] | undefined = refused?.diagnostics;
  const whole = statusDocument(topology, observed, {
    sandbox,
    isCompared,
    ...(problems === undefined ? {} : { problems }),
  });
  refuseUnknown(filter, [...topologyIds(topology), ...statusIds(whole)], 'nor in the catalog');
  const status = filteredStatus(whole, filter);
  // The doctor refuses the file.
  const doctor = refused === undefined ? sameCommand('doctor', terminal) : undefined;
  printAnswer(
    terminal,
    options.json,
    () => status,
    (screen) =>
      statusText(status, screen, { doctor, plan: isCompared ? sameCommand('plan', terminal) : undefined, wide, all }),
  );
  return options.detailedExitcode && isAmiss(status) ? 2 : 0;
}

/** The world beside a file with errors. Where it cannot be shown, that is told first, and the file's errors are what it ends with. */
async function shownBeside(
  refused: FileRefused,
  chosen: Chosen,
  options: StatusCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    return await shown(chosen, options, terminal);
  } catch (error) {
    const isOurs = isScaleoutError(error) && !isScaleoutError(error, 'command.interrupted');
    if (!isOurs) throw error;
    terminal.err(`${errorText(error, terminal.screen.err, { stack: false })}\n`);
    throw refused;
  }
}
