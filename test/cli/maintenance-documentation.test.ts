import { mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { shellWords } from '../deploy/command-lines.js';
import { readProjectFile } from '../deploy/deploy-files.js';
import { runHere } from '../support/run-here.js';
import { servedSandbox } from '../support/served-sandbox.js';

const lines = [...readProjectFile('docs/maintenance.md').matchAll(/^```\n(.*?)^```/gms)].flatMap(([, text = '']) =>
  text.trim().split('\n'),
);

test('who keeps to maintenance.md gets through: each command ends with 0, and the farm is as it was', async () => {
  const topology = readProjectFile('examples/catalog-only.yaml');
  await using served = await servedSandbox(topology);
  const { folder } = served;
  await mkdir(folder.file('examples'));
  await folder.write('examples/catalog-only.yaml', topology);
  const said: string[] = [];
  for (const line of lines) {
    const { code, out, err } = await runHere(shellWords(line).slice(1), { cwd: folder.path });
    expect({ line, code }, `${out}${err}`).toEqual({ line, code: 0 });
    said.push(out);
  }
  const all = said.join('\n');
  expect(all).toMatch(/ETL02 +maintenance +no/);
  expect(all).toContain('worker/ETL02 is in maintenance by ');
  expect(all).toContain('in place of what stood there');
  expect(all.match(/is in maintenance no longer\./g)).toHaveLength(4);
  const after = await runHere(['plan', 'examples/catalog-only.yaml', '--sandbox', './fleet'], { cwd: folder.path });
  expect(after.out).toContain('Nothing to do');
});
