import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Immutable } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { ImportDocument } from '../../generated/import.js';
import { type ImportWords, onServer, sourceOf } from '../../import/import-source.js';
import { type Imported, importTopology, observeForImport } from '../../import/import-topology.js';
import { isNameless, isTopologyName, nameOf } from '../../import/topology-name.js';
import type { Observation } from '../../reconciler/view/machine.js';
import { commandLine } from '../../text/given-words.js';
import { jsonText } from '../../text/printable.js';
import { counted, firstOf } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { version } from '../../version.js';
import { asOption, optionText } from '../given.js';
import { loadForCommand } from '../run-command.js';
import type { ImportOptions } from '../server-options.js';
import { type Command, logTo, type Terminal } from '../terminal.js';
import { openWorld } from '../world/open-world.js';
import { refuseOverwriting, tellWritten, writeOutput } from '../write-output.js';

/** scaleout import: a topology of what is there already. Nothing is changed but the file that --out names. */
export const importCommand: Command<ImportOptions> = async (options, terminal) => {
  const { words, file, sandbox, out } = options;
  refuseClashes(options);
  await refuseOverwriting(out, options.force);
  const given = file === undefined ? undefined : await loadForCommand(file, terminal);
  const asked = baseOf(words, given, sandbox);
  await using world = await openWorld(asked, { sandbox, parallelism: asked.policy.parallelism }, terminal);
  const observation = await observeForImport(asked, world, terminal.interrupts.abort);
  const base = asFound(asked, observation, options);
  const made = importTopology(base, observation, { toolVersion: version, schema: schemaFrom(out) });
  if (out !== undefined) {
    await refuseOverwriting(out, options.force);
    await writeOutput(out, made.text, terminal);
  }
  if (options.json) terminal.out(`${jsonText(documentOf(made))}\n`);
  else if (out === undefined) terminal.out(made.text);
  tellOf(made, terminal);
  if (out !== undefined) await tellWritten(out, nextPlan(out, sandbox), options, terminal);
  return 0;
};

/** The command that compares the new file with what it was made of. */
function nextPlan(file: string, sandbox: string | undefined): string {
  return commandLine('plan', {
    verb: 'import',
    file,
    ...(sandbox === undefined ? {} : { sandbox }),
    platform: process.platform,
  });
}

/** The head with what the world tells of itself: a server its name, a catalog which topology set it up. */
function asFound(asked: Topology, { catalog }: Observation, { words, file }: ImportOptions): Topology {
  if (file !== undefined) return asked;
  const base = words.server === undefined ? onServer(asked, catalog.server.name, words.name !== undefined) : asked;
  if (words.name !== undefined) return base;
  if (catalog.mark.known && isTopologyName(catalog.mark.value)) return { ...base, name: catalog.mark.value };
  // An address of digits says nothing; what the server calls itself does.
  const isAddress = words.server !== undefined && isNameless(words.server);
  return isAddress ? { ...base, name: nameOf(catalog.server.name) } : base;
}

function documentOf({ text, listed, doubtful, leftAlone, unexpected }: Imported): Immutable<ImportDocument> {
  return { formatVersion: 1, topology: text, workers: listed, doubtful, leftAlone, unexpected };
}

/** Throws `command.usage` where the words name two things in one place, or none. */
function refuseClashes({ words, file, sandbox }: ImportOptions): void {
  const ofFile = (['server', 'database', 'user', 'encrypt', 'trustServerCertificate'] as const).filter(
    (key) => words[key] !== undefined,
  );
  if (file !== undefined && ofFile[0] !== undefined) {
    const option = optionText(ofFile[0]);
    throw new ScaleoutError('command.usage', `Both -f ${file} and ${option} say where the catalog is: give one.`);
  }
  if (file === undefined && words.server === undefined && sandbox === undefined) {
    throw new ScaleoutError('command.usage', 'Say where to import from: --server HOST, -f FILE or --sandbox DIR.');
  }
  if (words.access !== 'ssh' && (words.sshUser !== undefined || words.identity !== undefined)) {
    const option = words.sshUser === undefined ? '--identity' : '--ssh-user';
    throw new ScaleoutError('command.usage', `${option} goes with --access ssh.`);
  }
}

/** The head of the topology. Throws `command.usage` for what a topology could not say. */
function baseOf(words: ImportWords, given: Topology | undefined, sandbox: string | undefined): Topology {
  // A sandbox tells the name of its server later.
  const server = words.server ?? (sandbox === undefined ? '' : 'localhost');
  const { identity } = words;
  const source = sourceOf(
    { ...words, server, ...(identity === undefined ? {} : { identity: resolve(identity) }) },
    given,
  );
  if ('base' in source) return source.base;
  const detail = source.errors.map((error) => asOption(error.detail)).join(' ');
  const [first] = source.errors;
  throw new ScaleoutError('command.usage', detail, first === undefined ? {} : { remedy: first.remedy });
}

/** Where the schema is, as seen from the file that is written: an editor looks there. */
function schemaFrom(out: string | undefined): string {
  const places = ['../schemas/topology.schema.json', '../../schemas/topology.schema.json'];
  const found = [...places, '../../../schemas/topology.schema.json']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined) return 'schemas/topology.schema.json';
  const path = relative(out === undefined ? process.cwd() : dirname(resolve(out)), found);
  return path.replaceAll('\\', '/');
}

function tellOf({ doubtful, leftAlone, unexpected }: Imported, { err, logLevel }: Terminal): void {
  const log = logTo(err, logLevel);
  const tell = (machines: readonly string[], what: string) => {
    if (machines.length === 0) return;
    log('warn', `${counted(machines.length, 'worker')} ${what}: ${firstOf(machines, 10)}.`);
  };
  tell(doubtful, 'in the file only as a comment, because it is doubtful which row is theirs');
  tell(leftAlone, 'with a machine that is left alone; the file says why');
  if (unexpected.length === 0) return;
  log(
    'warn',
    `Left out, because a plan would not have been empty with it: ${unexpected.join(', ')}. Please report this.`,
  );
}
