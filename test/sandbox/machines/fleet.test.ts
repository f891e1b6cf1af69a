import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resetSandbox } from '../../../packages/sandbox/src/directory/reset.js';
import { readFleet, recordFleet } from '../../../packages/sandbox/src/directory/state-file.js';
import { instantOf } from '../../../packages/sandbox/src/instant.js';
import { freshContent } from '../../../packages/sandbox/src/model/fresh/content.js';
import type { FleetDescription } from '../../../packages/sandbox/src/model/fresh/fleet-description.js';
import { issue } from '../../../packages/sandbox/test/model/machines/certificates.js';
import { joinServer } from '../../../packages/sandbox/test/support/join.js';
import { fleet, never, sandboxPlace } from '../../../packages/sandbox/test/support/sandbox-place.js';
import { fleetOf } from '../../../src/cli/world/sandbox-package.js';
import { loadTopology } from '../../../src/topology/load-topology.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

async function fleetIn(folder: string, ...lines: readonly string[]): Promise<FleetDescription> {
  const file = join(folder, 'topology.yaml');
  writeFileSync(file, ['apiVersion: ssis-scaleout/v1', 'name: test', ...lines, ''].join('\n'));
  const { topology, diagnostics } = await loadTopology(file);
  if (topology === undefined) throw new Error(JSON.stringify(diagnostics));
  return { createdAt: instantOf(Date.now()), ...fleetOf(topology) };
}

describe('the fleet of a topology', () => {
  it('is bare where the machines are reached, and joined where they are not', async () => {
    using at = temporaryDirectory();
    const description = await fleetIn(
      at.path,
      'catalog: { server: SQLETL01 }',
      'access: { transport: ssh, user: svc }',
      'master: { machines: [SQLETL01, SQLETL02], endpoint: "https://listener.corp.example:8391" }',
      'workers:',
      '  - { machine: ETL01 }',
      '  - { machine: ETL02, access: { transport: none } }',
      '  - { machine: ETL03, access: { transport: manual } }',
    );
    expect(description).toMatchObject({ masterMachines: ['SQLETL01', 'SQLETL02'], joined: false });
    const content = freshContent(description, randomBytes);
    expect(Object.keys(content.windows ?? {})).toEqual(['SQLETL01', 'SQLETL02', 'ETL01', 'ETL03']);
    expect(content.machines?.ETL02).toMatchObject({ accepted: true });
    expect(content.machines?.ETL01).not.toHaveProperty('accepted');
    expect(Object.values(content.workerAgents ?? {}).map(({ machineName }) => machineName)).toEqual(['ETL02']);
    expect(content.aliases).toEqual({ 'listener.corp.example': { machines: ['SQLETL01', 'SQLETL02'] } });
  });

  it('that reaches no machine is as it always was', async () => {
    using at = temporaryDirectory();
    const description = await fleetIn(
      at.path,
      'catalog: { server: SQLETL01 }',
      'access: { transport: none }',
      'workers: [{ machine: ETL01 }]',
    );
    const content = freshContent(description, randomBytes);
    expect([content.windows, content.certificates, content.aliases]).toEqual([{}, {}, {}]);
    expect(Object.keys(content.workerAgents ?? {})).toHaveLength(1);
  });

  it('has a worker with the certificate that the topology names by its file', async () => {
    using at = temporaryDirectory();
    const { der } = issue({ name: 'ETL01' });
    writeFileSync(join(at.path, 'etl01.cer'), Buffer.from(der, 'base64'));
    const description = await fleetIn(
      at.path,
      'catalog: { server: SQLETL01 }',
      'access: { transport: ssh, user: svc }',
      'workers: [{ machine: ETL01, certificate: { file: etl01.cer } }]',
    );
    const content = freshContent(description, randomBytes);
    const [[thumbprint = ''] = []] = Object.entries(content.certificates ?? {}).filter(([, row]) => row.der === der);
    expect(content.windows?.ETL01).toMatchObject({
      my: { [thumbprint]: { readers: expect.arrayContaining([expect.stringMatching(/^S-1-5-80-/)]) } },
      root: { [thumbprint]: { readers: null } },
    });
    expect(content.machines?.ETL01?.config).toContain(`"WorkerHttpsCertThumbprint": "${thumbprint}"`);
  });
});

describe('the fleet of a reset', () => {
  it('is the one that was made, with machines as setup leaves them', async () => {
    using at = sandboxPlace();
    const bare: FleetDescription = {
      ...fleet(),
      masterMachines: ['SQLETL01', 'SQLETL02'],
      joined: false,
      workers: [{ machine: 'ETL01' }, { machine: 'ETL02', joined: true }],
      configFormat: { encoding: 'utf8', lineEnd: '\n' },
    };
    await (await at.open({ fleet: () => bare })).close();
    const tables = () => JSON.parse(readFileSync(at.file('state.json'), 'utf8')).tables;
    const before = tables();
    await resetSandbox(at.directory, { join: joinServer, signal: never });
    const after = tables();
    for (const table of ['windows', 'machines', 'masters', 'aliases']) {
      expect(Object.keys(after[table])).toEqual(Object.keys(before[table]));
    }
    expect(after.machines.ETL01.configEncoding).toBe('utf8');
  });

  it('survives its record, also one that was written before there were several masters', () => {
    const createdAt = instantOf(0);
    const whole: FleetDescription = {
      serverName: 'SQL',
      masterMachines: ['A', 'B'],
      joined: false,
      workers: [{ machine: 'W1' }, { machine: 'W2', joined: true }, { machine: 'W3', certificate: 'MII=' }],
      endpoint: 'https://x:8391',
      configFormat: { encoding: 'utf16le' },
      createdAt,
    };
    expect(readFleet(recordFleet(whole), 'state.json', createdAt)).toEqual(whole);
    const old = { serverName: 'SQL', masterMachine: 'A', workers: ['W1'], joined: true };
    expect(readFleet(old, 'state.json', createdAt)).toEqual({
      serverName: 'SQL',
      masterMachines: ['A'],
      workers: [{ machine: 'W1' }],
      joined: true,
      createdAt,
    });
  });
});
