import { type Document, isMap, isScalar, isSeq } from 'yaml';
import type { Draft, Omissions } from './draft.js';
import type { Reading } from './reading.js';
import {
  accessBlock,
  catalogBlock,
  headerComment,
  masterComment,
  type Origin,
  policyOf,
  scaleOutComment,
} from './render-head.js';
import { doubtfulComment, rowsWithoutEntry, workerComment, workerEntry } from './render-worker.js';
import { commentOf, documentText, newDocument } from './yaml-text.js';

const apiVersion = 'ssis-scaleout/v1';

/** A draft as the text of a topology, commented. */
export function draftText(reading: Reading, draft: Draft, omissions: Omissions, origin: Origin): string {
  const { base, observation } = reading;
  const { enabled, defaultExecutionMode, master } = draft;
  const document = newDocument({
    apiVersion,
    name: base.name,
    catalog: catalogBlock(base.catalog),
    scaleOut: {
      ...(enabled ? { enabled } : {}),
      ...(defaultExecutionMode === undefined ? {} : { defaultExecutionMode }),
    },
    ...(master === undefined ? {} : { master: masterBlock(master) }),
    workers: draft.workers.flatMap((worker) =>
      worker.state === 'listed' ? [workerEntry(worker, reading, omissions)] : [],
    ),
    access: accessBlock(base.access),
    policy: Object.fromEntries(policyOf(omissions).map(({ key, value }) => [key, value])),
  });
  document.commentBefore = headerComment(observation.catalog, base, origin);
  arrangeComments(document, reading, omissions, draft);
  return documentText(document);
}

function masterBlock({ machine, endpoint }: NonNullable<Draft['master']>) {
  return { machines: [machine], ...(endpoint === undefined ? {} : { endpoint }) };
}

/** The text of a topology that has no more than its name, its catalog and its access; of any values. */
export function headText(head: { readonly name: string; readonly catalog: object; readonly access: object }): string {
  return documentText(newDocument({ apiVersion, ...head }));
}

/** An empty line between two comments. */
const gap = '\n\n';

/** Puts the comments of a draft into its document, an empty line before each block, and short blocks on one line. */
function arrangeComments(document: Document, reading: Reading, omissions: Omissions, draft: Draft): void {
  const { catalog } = reading.observation;
  const master = masterComment(catalog, omissions);
  const workers = commentOf(['The workers. A field that is absent is not managed.']);
  const after = commentEntries(document, reading, omissions, draft);
  const access = commentOf(['How the Windows machines are reached.']);
  const comments: Readonly<Record<string, string | undefined>> = {
    catalog: undefined,
    scaleOut: scaleOutComment(catalog, omissions),
    master,
    workers: draft.master === undefined ? `${master}${gap}${workers}` : workers,
    access: after === '' ? access : `${after}${gap}${access}`,
    policy: commentOf([
      omissions.renewal === undefined
        ? 'What scaleout may do. These are the defaults.'
        : 'What scaleout may do. But for renewBefore, these are the defaults.',
    ]),
  };
  for (const [key, comment] of Object.entries(comments)) commentBefore(document.contents, key, comment, true);
  const policy = document.get('policy', true);
  const policies = policyOf(omissions);
  for (const { key, comment } of policies) commentBefore(policy, key, commentOf([comment]), false);
  const nested = policies.map(({ key }) => ['policy', key]);
  for (const path of [['catalog', 'authentication'], ['access'], ['master', 'machines'], ...nested]) {
    const node = document.getIn(path, true);
    if (isMap(node) || isSeq(node)) node.flow = true;
  }
}

/**
 * The comments of the entries; those of machines and rows that are no entry stand where they would be. Returns what has no
 * place there, because the list is empty.
 */
function commentEntries(document: Document, reading: Reading, omissions: Omissions, draft: Draft): string {
  const list = document.get('workers', true);
  let waiting: string[] = [];
  let index = 0;
  for (const worker of draft.workers) {
    if (worker.state === 'doubtful') {
      waiting.push(doubtfulComment(worker));
      continue;
    }
    const entry = isSeq(list) ? list.items[index] : undefined;
    index += 1;
    if (!isMap(entry)) continue;
    entry.commentBefore = [...waiting, workerComment(worker, reading, omissions)].join(gap);
    waiting = [];
    entry.spaceBefore = index > 1;
    for (const key of ['settings', 'access']) {
      const block = entry.get(key, true);
      if (isMap(block)) block.flow = true;
    }
  }
  const rest = [...waiting, ...rowsWithoutEntry(reading)].join(gap);
  if (rest === '' || !isSeq(list) || list.items.length === 0) return rest;
  list.comment = `\n${rest}`;
  return '';
}

function commentBefore(block: unknown, key: string, comment: string | undefined, space: boolean): void {
  if (!isMap(block)) return;
  const found = block.items.find((item) => isScalar(item.key) && item.key.value === key)?.key;
  if (!isScalar(found)) return;
  if (comment !== undefined) found.commentBefore = comment;
  if (space) found.spaceBefore = true;
}
