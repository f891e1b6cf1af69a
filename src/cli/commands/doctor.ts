import { resolve } from 'node:path';
import { type DoctorDocument, doctorDocument } from '../../doctor/doctor-document.js';
import { logDocument } from '../../doctor/from-log.js';
import { gather } from '../../doctor/gather.js';
import { type ExitCode, ScaleoutError } from '../../errors/errors.js';
import { readFileBytes } from '../../files/files.js';
import { reachEndpoint } from '../../providers/network/reach-endpoint.js';
import { sameWords } from '../../text/given-words.js';
import { printable } from '../../text/printable.js';
import { sameCommand } from '../given.js';
import { doctorText } from '../render/doctor-text.js';
import { connecting } from '../run-command.js';
import type { DoctorCommandOptions } from '../server-options.js';
import { type Command, printAnswer, type Terminal } from '../terminal.js';
import { topologyOrServer } from '../topology-or-server.js';
import { openWorld } from '../world/open-world.js';

/** scaleout doctor: looks at all that can be looked at, and says what is wrong, why, and what to do. It changes nothing. */
export const doctorCommand: Command<DoctorCommandOptions> = async (options, terminal) => {
  const document =
    options.fromLog === undefined ? await looked(options, terminal) : await fromLog(options.fromLog, options);
  const plan = document.topology === undefined ? undefined : sameCommand('plan', terminal);
  printAnswer(
    terminal,
    options.json,
    () => document,
    (screen) => doctorText(document, screen, { all: options.all, platform: process.platform, plan }),
  );
  return exitCodeOf(document);
};

async function looked(options: DoctorCommandOptions, terminal: Terminal): Promise<DoctorDocument> {
  const { sandbox, words } = options;
  const topology = await topologyOrServer({ ...options, name: 'doctor' }, terminal);
  const parallelism = options.parallelism ?? topology.policy.parallelism;
  await using world = await openWorld(topology, { sandbox, parallelism }, terminal);
  const { catalog, machines } = world;
  const network = sandbox === undefined ? reachEndpoint : 'a sandbox has no network: its endpoint is not tried';
  const observation = await connecting(topology, sandbox, terminal, () =>
    gather(topology, { catalog, machines, network }, terminal.interrupts.abort),
  );
  const { given } = terminal.screen.out;
  const named = given === undefined ? [] : sameWords('apply', given);
  return doctorDocument(topology, observation, { sandbox, isFile: words.server === undefined, words: named });
}

/** Bytes: a service begins a new file long before. */
const largestLog = 256 * 1024 * 1024;

async function fromLog(
  file: string,
  { words, file: topology, sandbox }: DoctorCommandOptions,
): Promise<DoctorDocument> {
  if (topology !== undefined || sandbox !== undefined || Object.keys(words).length > 0) {
    throw new ScaleoutError(
      'command.usage',
      '--from-log looks at a file alone: give no topology, server or sandbox beside it.',
    );
  }
  const read = await readFileBytes(file, { largest: largestLog, kinds: 'any' });
  if ('failed' in read) throw new ScaleoutError('command.usage', `${printable(resolve(file))} ${read.failed.phrase}.`);
  return logDocument(file, read.read, new Date());
}

/** 2: something was found; 4: nothing could be looked at, so that nothing is said. */
function exitCodeOf({ findings, summary }: DoctorDocument): ExitCode {
  if (findings.length > 0) return 2;
  return summary.ok === 0 ? 4 : 0;
}
