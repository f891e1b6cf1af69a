// src/import writes a topology of what is there. reading.ts asks the catalog and the machines, draft.ts decides what
// goes into the file, render-*.ts and yaml-text.ts write it, with comments for what a person has to decide.

import type { Catalog, CatalogObservation } from '../domain/catalog.js';
import type { Plan } from '../domain/documents.js';
import { machineName } from '../domain/machine-name.js';
import type { Machines } from '../domain/machines.js';
import type { WorkerRow } from '../domain/rows.js';
import { ScaleoutError } from '../errors/errors.js';
import { observe } from '../reconciler/observe.js';
import { plan } from '../reconciler/plan/plan.js';
import { isReached, type Observation } from '../reconciler/view/machine.js';
import { largestFile } from '../topology/file-text.js';
import { type DesiredWorker, entriesOf, type Topology } from '../topology/topology.js';
import { parseMachineName } from '../topology/values/worker.js';
import { type Draft, draftOf, noOmissions, type Omissions } from './draft.js';
import { findOmissions, isEmptyPlan } from './find-omissions.js';
import { loadText } from './import-source.js';
import { accessFinder, candidatesOf, readingOf } from './reading.js';
import { draftText } from './render-draft.js';
import type { Origin } from './render-head.js';

/** A topology made of the live world: `scaleout plan` of it finds nothing to do. */
export interface Imported {
  readonly text: string;
  readonly listed: number;
  /** Machines that stand in it only as comments, because it is doubtful which row is theirs. */
  readonly doubtful: readonly string[];
  /** Machines that are left alone although the access of all would reach them. */
  readonly leftAlone: readonly string[];
  /** Parts that were left out because of a defect of this program. */
  readonly unexpected: readonly string[];
}

/**
 * Looks at the catalog and at every machine that it names and `base` gives access to. Nothing is changed there. Throws what
 * `Catalog.observe` throws, and `catalog.no-rights`.
 */
export async function observeForImport(
  base: Topology,
  world: { readonly catalog: Catalog; readonly machines: Machines },
  signal: AbortSignal,
): Promise<Observation> {
  const first = await world.catalog.observe(signal);
  const rows = rowsOf(first);
  if (!isReached(base.access) && !entriesOf(base).some(({ access }) => isReached(access))) {
    return { catalog: first, machines: new Map() };
  }
  const accessOf = accessFinder(base);
  const range = { file: '', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const workers = candidatesOf(rows).map(
    ({ machine }): DesiredWorker => ({ machine, access: accessOf(machine), range }),
  );
  const { machineName: node } = first.master;
  const isMachine = node !== null && 'value' in parseMachineName(node);
  const master = isMachine ? { master: { machines: [machineName(node)] } } : {};
  const policy = { ...base.policy, prune: false };
  return observe({ ...base, ...master, workers, policy }, world, signal);
}

/**
 * The topology of an observation. Pure. Throws `catalog.no-rights`, `topology.file-too-large`, and `guard.other-topology`
 * where the catalog has the mark of another name.
 */
export function importTopology(base: Topology, observation: Observation, origin: Origin): Imported {
  const reading = readingOf(base, observation, rowsOf(observation.catalog));
  let omissions = noOmissions;
  for (;;) {
    const draft = draftOf(reading, omissions);
    const text = draftText(reading, draft, omissions, origin);
    const found = plan(loaded(text), observation, { createdAt: '', toolVersion: origin.toolVersion });
    if (isEmptyPlan(found)) return imported(text, draft, omissions);
    refuseOtherName(found);
    omissions = findOmissions(found, draft, omissions, reading);
  }
}

/** Under another name the catalog's topology would be refused, whatever it says. */
function refuseOtherName({ diagnostics }: Plan): void {
  const other = diagnostics.find(({ code }) => code === 'guard.other-topology');
  if (other === undefined) return;
  const remedy = 'Give it the name of that topology by --name; without --name and -f it gets it by itself.';
  throw new ScaleoutError('guard.other-topology', other.detail, { remedy });
}

function imported(text: string, { workers }: Draft, { unexpected }: Omissions): Imported {
  return {
    text,
    listed: workers.filter(({ state }) => state === 'listed').length,
    doubtful: workers.flatMap((worker) => (worker.state === 'doubtful' ? [worker.candidate.machine] : [])),
    leftAlone: workers.flatMap((worker) =>
      worker.state === 'listed' && worker.leftAlone !== undefined ? [worker.machine] : [],
    ),
    unexpected,
  };
}

/** The topology as `scaleout plan` would load it. */
function loaded(text: string): Topology {
  const bytes = Buffer.byteLength(text);
  if (bytes > largestFile) {
    throw new ScaleoutError('topology.file-too-large', `The topology would have ${bytes.toLocaleString('en')} bytes.`, {
      remedy: 'Shorten the descriptions of the workers in the catalog.',
    });
  }
  const result = loadText(text);
  if ('topology' in result) return result.topology;
  const detail = result.errors.map((found) => found.detail).join(' ');
  throw new ScaleoutError('command.unexpected', `What was found cannot be written as a topology: ${detail}`);
}

function rowsOf({ workers }: CatalogObservation): readonly WorkerRow[] {
  if (!workers.known) throw new ScaleoutError('catalog.no-rights', workers.reason);
  return workers.value;
}
