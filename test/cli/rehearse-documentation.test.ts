import { cp } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { shellWords } from '../deploy/command-lines.js';
import { project, readProjectFile } from '../deploy/deploy-files.js';
import { temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';

const lines = [...readProjectFile('docs/rehearse.md').matchAll(/^```\n(.*?)^```/gms)].flatMap(([, text = '']) =>
  text.trim().split('\n'),
);

test('who keeps to rehearse.md gets through: each command ends with 0, and the apply does what was rehearsed', async () => {
  await using folder = await temporaryFolder();
  await cp(`${project}/examples`, folder.file('examples'), { recursive: true });
  const said: { readonly line: string; readonly out: string }[] = [];
  for (const line of lines) {
    const { code, out, err } = await runHere(shellWords(line).slice(1), { cwd: folder.path });
    expect({ line, code }, `${out}${err}`).toEqual({ line, code: 0 });
    said.push({ line, out });
  }
  const [rehearsed = ''] = said.flatMap(({ line, out }) => (line.includes('--svg') ? [out] : []));
  expect(rehearsed).toMatch(/^Rehearsal: nothing was changed/);
  expect(rehearsed).toContain('It would end well:');
  expect(rehearsed).toContain('Apply it: scaleout apply plan.json --sandbox ./fleet --rehearsal rehearsal.json\n');
  // After the apply there is nothing to do, and the twin of that is as the farm is.
  expect(said.at(-1)?.out).toContain('Nothing to do');
});

test('the page shows each state with the sign of the screen', async () => {
  const { states } = await import('../../src/cli/render/rehearsal-states.js');
  const rows = [...readProjectFile('docs/rehearse.md').matchAll(/^\| `(.)` \| (\w+) \|/gm)].map(([, sign, state]) => [
    state,
    sign,
  ]);
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.entries(states).map(([state, { sign }]) => [state, sign])),
  );
});
