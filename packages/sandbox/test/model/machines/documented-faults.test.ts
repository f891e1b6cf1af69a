import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Ask, inspect, installFleet, ownCertificate, thumbprintOf } from '../../support/sandbox-machines.js';
import { type Editable, freshHarness, type Harness, harnessOver } from '../harness.js';

const page = readFileSync(new URL('../../../../../docs/sandbox-state.md', import.meta.url), 'utf8');
const faults = [...page.slice(page.indexOf('## Faults of machines')).matchAll(/\n([^\n]+):\n```json\n(.*?)```/gs)].map(
  ([, title = '', block = '']) => ({ title, block }),
);

const endpoint = 'https://sqletl01.corp.example:8391';
const fleet = { masters: ['SQLETL01', 'SQLETL02'], workers: ['ETL01', 'ETL02'], endpoint };

/** What each fault does to ETL01: what its log says, or null where its service does not run. */
const effects: Readonly<Record<string, string | null>> = {
  "missing from a worker's Root": 'trust',
  'missing from one of two nodes': 'anonymous',
  'wrong thumbprint': 'trust',
  'cannot be read by its service': 'secureChannel',
  'service was stopped': null,
  'service was disabled': null,
  'another endpoint': 'noEndpoint',
  'bound to another certificate': 'httpRequest',
  'firewall of the master is closed': 'noEndpoint',
  'machine is off': null,
};

/** A fleet in service, as its state.json, and the thumbprints that the page calls A1 and B1. */
async function inService(): Promise<{ readonly content: Editable; readonly master: string; readonly worker: string }> {
  const harness = freshHarness({ joined: false, masterMachines: fleet.masters, endpoint });
  const ask: Ask = (machine, request) => harness.world.answer(machine, request);
  await installFleet(ask, fleet);
  harness.wait(200);
  harness.as('operator').rows('catalog.worker_agents');
  return {
    content: JSON.parse(JSON.stringify(harness.store.content())) as Editable,
    master: thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master')),
    worker: thumbprintOf(await ownCertificate(ask, 'ETL01', 'worker')),
  };
}

async function withFault(block: string): Promise<Harness> {
  const { content, master, worker } = await inService();
  const named = block.replaceAll(/"A1(\\?)"/g, `"${master}$1"`).replaceAll(/"B1(\\?)"/g, `"${worker}$1"`);
  for (const [table, rows] of Object.entries(JSON.parse(named) as Editable)) {
    for (const [key, fields] of Object.entries(rows)) {
      content[table] = { ...content[table], [key]: { ...content[table]?.[key], ...fields } };
    }
  }
  return harnessOver(content, Date.UTC(2024, 4, 1, 9));
}

const age = (harness: Harness, machine: string) => {
  const row = harness
    .as('operator')
    .rows('catalog.worker_agents')
    .find((one) => one.MachineName === machine);
  const time = row?.LastOnlineTime as { readonly ticks: bigint } | undefined;
  return (harness.now() - (Number((time?.ticks ?? 0n) / 10_000n) - 62_135_596_800_000)) / 1000;
};

describe('the faults of docs/sandbox-state.md', () => {
  it.each(faults)('$title', async ({ title, block }) => {
    const [, effect] = Object.entries(effects).find(([words]) => title.includes(words)) ?? [];
    expect(effect).not.toBe(undefined);
    const harness = await withFault(block);
    harness.wait(600);
    expect(age(harness, 'ETL01')).toBeGreaterThan(600);
    const { trouble } = await inspect((machine, request) => harness.world.answer(machine, request), 'ETL01');
    const last = trouble.toSorted((one, other) => (one.line < other.line ? 1 : -1))[0];
    if (effect === null) expect(harness.store.get('machines', 'ETL01')).toMatchObject({ service: 'stopped' });
    else expect(last?.kind).toBe(effect);
  });

  it('are all tried here, and without one both workers are heard of', async () => {
    expect(faults).toHaveLength(Object.keys(effects).length);
    const harness = await withFault('{}');
    harness.wait(600);
    expect([age(harness, 'ETL01') < 60, age(harness, 'ETL02') < 60]).toEqual([true, true]);
  });
});
