import { describe, expect, it } from 'vitest';
import {
  type Ask,
  inspect,
  installFleet,
  operate,
  ownCertificate,
  thumbprintOf,
  trust,
} from '../../support/sandbox-machines.js';
import { freshHarness, type Harness } from '../harness.js';
import { broken, endpoint, fleet } from './conditions.js';

async function installed(): Promise<{ readonly harness: Harness; readonly ask: Ask }> {
  const harness = freshHarness({ joined: false, masterMachines: fleet.masters, endpoint });
  const ask: Ask = (machine, request) => harness.world.answer(machine, request);
  await installFleet(ask, fleet);
  harness.wait(61);
  return { harness, ask };
}

/** Seconds since each worker was heard of. */
function ages(harness: Harness): Readonly<Record<string, number>> {
  return Object.fromEntries(
    harness
      .as('operator')
      .rows('catalog.worker_agents')
      .map((row) => {
        const time = row.LastOnlineTime as { readonly ticks: bigint };
        const at = Number(time.ticks / 10_000n) - 62_135_596_800_000;
        return [String(row.MachineName), (harness.now() - at) / 1000];
      }),
  );
}

const kinds = async (ask: Ask, machine: string) => (await inspect(ask, machine)).trouble.map(({ kind }) => kind);

describe('a fleet just after setup', () => {
  it('has nobody that is heard of, and each worker says in its log why', async () => {
    const harness = freshHarness({ joined: false });
    const ask: Ask = (machine, request) => harness.world.answer(machine, request);
    harness.wait(600);
    expect(ages(harness)).toEqual({});
    expect((await inspect(ask, 'ETL01')).trouble).toEqual([
      expect.objectContaining({ kind: 'noEndpoint', line: expect.stringContaining('no endpoint listening') }),
    ]);
  });

  it('can be brought into service: a worker registers at the start of its service', async () => {
    const harness = freshHarness({ joined: false, masterMachines: fleet.masters, endpoint });
    await installFleet((machine, request) => harness.world.answer(machine, request), fleet);
    expect(ages(harness)).toEqual({ ETL01: 0, ETL02: 0 });
    harness.wait(125);
    expect(ages(harness)).toEqual({ ETL01: 5, ETL02: 5 });
  });
});

describe('a worker is heard of only while everything is right', () => {
  it.each(broken)('$what', async ({ break: spoil, log, text = '', mend }) => {
    const world = await installed();
    const { harness, ask } = world;
    expect(ages(harness)).toEqual({ ETL01: 1, ETL02: 1 });
    await spoil(world);
    harness.wait(3600);
    expect(ages(harness).ETL01).toBe(3601);
    const { trouble } = await inspect(ask, 'ETL01');
    const latest =
      trouble
        .map(({ line }) => line)
        .sort()
        .at(-1) ?? '';
    if (log === null) expect(trouble.map(({ kind }) => kind)).toEqual(['noEndpoint']);
    else expect(trouble.find(({ line }) => line === latest)?.kind).toBe(log);
    expect(latest).toContain(text);
    await mend(world);
    harness.wait(60);
    expect(ages(harness).ETL01).toBeLessThan(60);
  });

  it('a worker that was mended elsewhere is heard of at its next heartbeat, not before', async () => {
    const { harness, ask } = await installed();
    const certificate = await ownCertificate(ask, 'ETL01', 'worker');
    await operate(ask, 'SQLETL01', { operation: 'distrustCertificate', thumbprint: thumbprintOf(certificate) });
    harness.wait(600);
    await trust(ask, 'SQLETL01', certificate);
    expect(ages(harness).ETL01).toBe(601);
    // It beats at whole minutes since its start, which was 61 + 600 seconds ago.
    harness.wait(58);
    expect(ages(harness).ETL01).toBe(659);
    harness.wait(1);
    expect(ages(harness).ETL01).toBe(0);
  });

  it('and what its log said of that stays there', async () => {
    const { harness, ask } = await installed();
    const certificate = await ownCertificate(ask, 'ETL01', 'worker');
    await operate(ask, 'SQLETL01', { operation: 'distrustCertificate', thumbprint: thumbprintOf(certificate) });
    harness.wait(600);
    await trust(ask, 'SQLETL01', certificate);
    harness.wait(600);
    expect(await kinds(ask, 'ETL01')).toEqual(['anonymous', 'noEndpoint']);
  });
});
