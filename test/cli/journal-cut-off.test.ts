import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { finished, runCli, startCli, temporaryFolder } from '../support/run-cli.js';
import { twoWorkers } from './topologies.js';

/** A sandbox whose serving process was killed over the last line of its journal. */
async function cutOff(): Promise<Awaited<ReturnType<typeof temporaryFolder>>> {
  const folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  await runCli(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
  const { generation } = JSON.parse(readFileSync(folder.file('fleet/state.json'), 'utf8'));
  writeFileSync(folder.file('fleet/journal.jsonl'), `${JSON.stringify({ generation })}\n[{"table":"workerAgents","ke`);
  return folder;
}

const warning =
  /^warn: The last change of the sandbox was cut off while it was written: .*journal\.jsonl:2 ends after 28 bytes\. They were dropped, and all before them is kept\. \[sandbox\.journal-cut-off\]\n$/;

describe('a sandbox whose journal was cut off', () => {
  test('is told of by a command that opens it, once, and works', async () => {
    await using folder = await cutOff();
    const first = await runCli(['plan', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(first.err).toMatch(warning);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to do') });
    expect(existsSync(folder.file('fleet/journal.jsonl'))).toBe(false);
    expect((await runCli(['plan', '--sandbox', 'fleet'], { cwd: folder.path })).err).toBe('');
  });

  test('is told of by sandbox serve', async () => {
    await using folder = await cutOff();
    const child = startCli(['sandbox', 'serve', 'fleet', '--json'], { cwd: folder.path });
    const end = finished(child);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect((await end).err).toMatch(warning);
  });

  test('in its middle is an error: nothing is passed over', async () => {
    await using folder = await cutOff();
    appendFileSync(folder.file('fleet/journal.jsonl'), '\n[]\n');
    const { code, err } = await runCli(['plan', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(code).toBe(4);
    expect(err).toMatch(/journal\.jsonl:2: .*\[?/);
    expect(err).toContain('sandbox.state-damaged');
    expect(existsSync(folder.file('fleet/journal.jsonl'))).toBe(true);
  });
});
