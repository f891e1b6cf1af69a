import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planToCarryOut } from '../../src/cli/open-saved-plan.js';
import { rehearsePlan } from '../../src/cli/rehearse-plan.js';
import { planOptions, prepare } from '../../src/cli/run-command.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import { runHere, terminalHere } from '../support/run-here.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const topologyText = (tasks: number) => `apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
scaleOut: { enabled: true }
master: { machines: [SQLETL01], endpoint: 'https://sqletl01.corp.example:8391' }
workers:
  - { machine: ETL01, enabled: true, settings: { MaxTaskCount: ${tasks} } }
  - { machine: ETL02, enabled: true, settings: { MaxTaskCount: ${tasks} } }
access: { transport: ssh, user: svc-scaleout }
`;

/** Each file of a sandbox with the digest of its bytes, but for the one with the port that it is served on at the moment. */
function bytesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'known_hosts')
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort();
}

test('a sandbox that stands in for the live world is only read, and the twin is left in a folder of its own', async () => {
  using place = temporaryDirectory();
  const cwd = place.path;
  const file = join(cwd, 'topology.yaml');
  const sandbox = join(cwd, 'box');
  const keep = join(cwd, 'twin');
  writeFileSync(file, topologyText(5));
  const applied = await runHere(['apply', '-f', file, '--sandbox', sandbox, '--yes'], { cwd });
  expect(applied.code, applied.err + applied.out).toBe(0);
  writeFileSync(file, topologyText(7));
  const shown = () => runHere(['status', '-f', file, '--sandbox', sandbox, '--json'], { cwd });
  const rowsOf = async () =>
    JSON.parse((await shown()).out).workers.map(
      ({ lastOnline: _, lastOnlineAge: __, ...row }: Record<string, unknown>) => row,
    );
  const rows = await rowsOf();
  const before = bytesOf(sandbox);

  const terminal = terminalHere();
  const options = {
    ...{ file, sandbox, target: [], exclude: [], takeOver: false, includeSuspended: false, json: false },
    ...{ parallelism: undefined, create: undefined },
  };
  {
    await using prepared = await prepare(options, terminal);
    const { topology } = prepared;
    const observation = await observe(topology, prepared, terminal.interrupts.abort);
    const now = plan(topology, observation, planOptions(options, topology));
    const made = planToCarryOut(undefined, now, observation, topology.policy);
    const found = await rehearsePlan(
      prepared,
      { made, observation },
      { planOptions: planOptions(options, topology), keep },
      terminal,
    );
    expect(found).toMatchObject({
      result: 'done',
      catalog: { server: 'SQLETL01', sandbox },
      capacity: { before: 2, lowest: 1, after: 2 },
      plan: { fingerprint: made.fingerprint, risk: 'disruptive' },
    });
  }
  expect(bytesOf(sandbox)).toEqual(before);
  expect(await rowsOf()).toEqual(rows);
  // What the plan does is done in the twin alone.
  const planned = async (folder: string) =>
    JSON.parse((await runHere(['plan', '-f', file, '--sandbox', folder, '--json'], { cwd })).out).steps.length;
  expect([await planned(sandbox), await planned(keep)]).toEqual([10, 0]);
});
