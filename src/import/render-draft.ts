import { arrangeComments } from './arrange-comments.js';
import type { Draft } from './draft.js';
import { headerComment } from './head-comments.js';
import type { Omissions } from './omissions.js';
import type { Origin } from './origin.js';
import { policyKeys } from './policy-block.js';
import type { Reading } from './reading.js';
import { accessBlock, catalogBlock } from './render-head.js';
import { workerEntry } from './render-worker.js';
import { documentText, newDocument } from './yaml-text.js';

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
    policy: Object.fromEntries(policyKeys.map(({ key, value }) => [key, value])),
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
