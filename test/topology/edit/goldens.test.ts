import { expect, test } from 'vitest';
import { isScaleoutError } from '../../../src/errors/errors.js';
import { editTopology, type TopologyEdit } from '../../../src/topology/edit/edit-topology.js';
import { sourceText } from '../../../src/topology/source-text.js';
import { changedLines } from './changed-lines.js';
import { allGoldens, type Golden } from './golden-cases.js';

/** A case as people read it: what was asked for, and the file with the lines that differ. */
function shown({ title, text, edits }: Golden): string {
  const asked = edits.map((edit) => `  ${editText(edit)}\n`).join('');
  return `${title}\n${asked}\n${changed(text, edits)}\n`;
}

function changed(text: string, edits: readonly TopologyEdit[]): string {
  try {
    return changedLines(text, editTopology(sourceText('topology.yaml', text), edits));
  } catch (error) {
    if (!isScaleoutError(error, 'edit.impossible')) throw error;
    return `edit.impossible: ${error.message}\n${error.remedy}\n\n${changedLines(text, text)}`;
  }
}

function editText({ kind, ...rest }: TopologyEdit): string {
  return `${kind} ${JSON.stringify(rest)}`;
}

test.each(Object.entries(allGoldens))('edits of %s, as people read them', async (name, goldens) => {
  const line = `${'-'.repeat(100)}\n`;
  await expect(goldens.map(shown).join(`\n${line}`)).toMatchFileSnapshot(`../../golden/edits/${name}.txt`);
});
