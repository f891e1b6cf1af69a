import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import { withinFileLimit } from '../../files/files.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { shown } from '../../text/words.js';
import { readAssignment } from '../../topology/assignment.js';
import { editedContent } from '../../topology/edit/edited-content.js';
import { isBlock, valueAt } from '../../topology/secrets.js';
import type { Topology } from '../../topology/topology.js';
import { parseMachineName } from '../../topology/values/worker.js';
import { editFile, type FileEdit, type OpenedFile } from '../edit/edit-file.js';
import type { AddOptions } from '../edit/edit-options.js';
import { entryOf, listedEntries, machineOf } from '../edit/edited-worker.js';
import { lookAtJoining } from '../edit/look-at-joining.js';
import { runApply } from '../run-apply.js';
import type { Command, Terminal } from '../terminal.js';

/** scaleout add: what Scale Out Manager's wizard does, for the file. */
export const addCommand: Command<AddOptions> = (options, terminal) =>
  editFile(
    options,
    terminal,
    (opened) => additionOf(options, opened, terminal),
    (ids, edited) => runApply(options, terminal, { targets: () => ids, edited }),
  );

type Entry = Readonly<Record<string, unknown>>;

/** Throws what keeps it from being added. Without a terminal nothing is looked at. */
export async function additionOf(options: AddOptions, opened: OpenedFile, terminal?: Terminal): Promise<FileEdit> {
  const machine = newMachine(options.machine, opened);
  const like = options.like === undefined ? undefined : entryOf(opened.root, options.like, opened.file);
  const certificate = await certificateOf(options, opened.file);
  const model = like === undefined ? undefined : valueAt(opened.root, ['workers', like.index]);
  const entry = entryFor(machine, options, model, certificate);
  const id = workerId(machine);
  return {
    edits: [{ kind: 'addWorker', entry, ...(like === undefined ? {} : { like: like.index }) }],
    edited: [{ action: 'add', target: id }],
    ids: [id],
    subject: `Add worker ${machine}`,
    body:
      like === undefined
        ? []
        : [`Its entry is copied from that of ${like.machine}, without what is that worker's own.`],
    question: `Add ${id} to`,
    follows: (topology) => follows(machine, topology, options),
    ...(options.check && terminal !== undefined
      ? { look: (topology: Topology) => lookAtJoining(machine, topology, options, terminal) }
      : {}),
  };
}

/** Throws what keeps a machine of that name from being a new worker of the file. */
function newMachine(word: string, { root, file, located }: OpenedFile): MachineName {
  const name = machineOf(word);
  const parsed = parseMachineName(name);
  if (!('value' in parsed)) {
    const remedy = parsed.remedy === undefined ? {} : { remedy: parsed.remedy };
    throw new ScaleoutError('topology.machine-name', `The name ${shown(name)} ${parsed.wrong}`, remedy);
  }
  const found = listedEntries(root).find((entry) => sameMachine(entry.machine, name));
  if (found === undefined) return parsed.value;
  const id = workerId(found.machine);
  const line = located?.valueRange(['workers', found.index]).start.line;
  const isLeaving = valueAt(root, ['workers', found.index, 'state']) === 'absent';
  const remedy = isLeaving
    ? `Its entry has state: absent, so that it leaves for good. To take it back: scaleout set ${id} --unset state`
    : `Change its entry with scaleout set: scaleout set ${id} enabled=true`;
  throw new ScaleoutError('edit.worker-listed', `${id} is in ${file} already, in line ${line ?? '?'}.`, { remedy });
}

/** Of a worker that is the model: not what is its own, such as its name and its certificate. */
const alike = ['enabled', 'description', 'tags', 'protect', 'settings', 'settingsAsWritten', 'access'];

function entryFor(machine: MachineName, options: AddOptions, model: unknown, certificate: Entry): Entry {
  const taken = isBlock(model) ? Object.entries(model).filter(([key]) => alike.includes(key)) : [];
  const enabled = options.enabled ? { enabled: true } : {};
  const entry = { machine, ...Object.fromEntries(taken), ...enabled, ...certificate };
  const base = ['workers', 0] as const;
  const edits = options.assignments.map((text) => {
    const { path, value } = readAssignment(text, base, { workers: [entry] });
    const key = String(path[base.length]);
    if (key === 'machine' || key === 'state') {
      throw new ScaleoutError('command.usage', `--set ${key}=... makes no new worker of that name.`, {
        remedy: 'Leave it out.',
      });
    }
    return { kind: 'set', path, value } as const;
  });
  return valueAt(editedContent({ workers: [entry] }, edits), base) as Entry;
}

async function certificateOf({ thumbprint, certificate }: AddOptions, file: string): Promise<Entry> {
  if (thumbprint !== undefined) return { certificate: { thumbprint } };
  if (certificate === undefined) return {};
  return { certificate: { file: await relativeTo(dirname(resolve(file)), certificate) } };
}

/** A file as the topology names it: from its own folder. A name that leads nowhere from here may be meant so already. */
async function relativeTo(folder: string, named: string): Promise<string> {
  const isThere = () =>
    withinFileLimit(named, () => stat(named)).then(
      () => true,
      () => false,
    );
  if (/^~[\\/]/.test(named) || (!isAbsolute(named) && !(await isThere()))) return named;
  const path = relative(folder, resolve(named));
  return isAbsolute(path) ? path : path.replaceAll('\\', '/');
}

/** What comes of the new entry, by its access. */
function follows(machine: MachineName, topology: Topology, { check }: AddOptions): readonly string[] {
  const worker = topology.workers.find((one) => one.machine === machine);
  const { transport } = worker?.access ?? topology.access;
  const script = `scaleout script ${machine}`;
  const unlooked = check
    ? []
    : [
        `Nothing was looked at: neither ${machine} nor the master nor the catalog. Whether it can be a worker shows scaleout plan.`,
      ];
  if (transport === 'none') {
    return [
      ...unlooked,
      `The access of ${machine} is none: nothing is set up there from here. An apply waits for a row of it in the catalog, and writes that.`,
    ];
  }
  if (transport !== 'manual') return unlooked;
  const later =
    worker?.certificate === undefined
      ? ` The script writes the certificate of the worker into a file: name that then, so that the master comes to trust it: scaleout set ${workerId(machine)} certificate.file=${machine.toLowerCase()}.cer`
      : '';
  return [...unlooked, `The access of ${machine} is manual: its administrator runs what "${script}" prints.${later}`];
}
