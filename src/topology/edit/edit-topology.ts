// src/topology/edit changes the text of a topology by cuts at the places of its nodes: everything else stays byte for byte.
// edited-content.ts says what an edit means and knows nothing of the text; text-editor.ts says what is cut for it, with
// blocks.ts for what is made by indentation, flows.ts for brackets, anchors.ts for anchors and aliases.

import { isDeepStrictEqual } from 'node:util';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { Path } from '../secrets.js';
import { type SourceText, sourceText } from '../source-text.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { editedContent, pathText, type TopologyEdit } from './edited-content.js';
import { type Nodes, nodesOf } from './nodes.js';
import { TextEditor } from './text-editor.js';

export type { TopologyEdit } from './edited-content.js';

/**
 * The text of a topology with edits made, one after the other. Whatever is not of what they change stays byte for byte. The
 * text is read again, and says exactly what `editedContent` says; whether the file holds by the rules of a topology is judged
 * by whoever reads it. Throws `edit.impossible`.
 */
export function editTopology(source: SourceText, edits: readonly TopologyEdit[]): string {
  const { file, text } = source;
  return edits.reduce((nodes, edit) => editNodes(file, nodes, edit), nodesOf(file, text)).text;
}

function editNodes(file: string, nodes: Nodes, edit: TopologyEdit): Nodes {
  const wanted = editedContent(nodes.content, [edit]);
  try {
    // The result is a text that was parsed anew.
    const result = new TextEditor(file, nodes).apply(edit);
    if (isDeepStrictEqual(result.content, wanted)) return result;
  } catch (error) {
    if (!isScaleoutError(error, 'edit.impossible')) throw error;
  }
  throw impossible(sourceText(file, nodes.text), edit);
}

/** What is refused, with the line to look at. */
function impossible(source: SourceText, edit: TopologyEdit): ScaleoutError {
  const path = pathOf(edit);
  const { line } = parseYaml(source).valueRange(path).start;
  const detail = `${pathText(path)} is written in ${source.file}, line ${line}, in a way that cannot be changed without touching other things.`;
  const remedy = `Nothing was written. Make the change by hand, at line ${line}; then scaleout validate tells whether the file holds.`;
  return new ScaleoutError('edit.impossible', detail, { remedy });
}

function pathOf(edit: TopologyEdit): Path {
  switch (edit.kind) {
    case 'addWorker':
      return ['workers'];
    case 'removeWorker':
      return ['workers', edit.index];
    default:
      return edit.path;
  }
}

const mark = [0xef, 0xbb, 0xbf] as const;

/** A text as the bytes of a file, with a byte order mark where the file began with one; `SourceText` leaves it out. */
export function editedBytes(before: Uint8Array, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  return mark.every((byte, index) => before[index] === byte) ? Uint8Array.from([...mark, ...bytes]) : bytes;
}
