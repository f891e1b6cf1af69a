import { beforeAll, describe, expect, it } from 'vitest';
import { installationOf, machine, runByHand, scriptOf } from './by-hand-script.js';
import { filledMachine } from './filled-machines.js';
import { masterInRoot, restoreMachine, windowsMissing } from './machine.js';

describe.skipIf(windowsMissing !== undefined)(`scaleout script on Windows (${windowsMissing ?? 'run there'})`, () => {
  beforeAll(restoreMachine);

  it('of a worker: all of it the first time, nothing the second time', async () => {
    const script = await scriptOf([
      'master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }',
      'workers:',
      `  - { machine: ${machine}, enabled: true, settings: { MaxTaskCount: 8 }, access: { transport: manual } }`,
      'access: { transport: ssh }',
    ]);
    const first = await runByHand(script);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('\nDone.\n') });
    await using windows = filledMachine();
    const { service, config } = await installationOf(windows, 'worker');
    expect(service).toMatchObject({ startMode: 'automatic', state: 'running' });
    expect(config).toMatchObject({
      MasterEndpoint: 'https://sqletl01.corp.example:8391',
      MaxTaskCount: 8,
      WorkerHttpsCertThumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
    });
    expect(first.out).toContain(`The worker's certificate has the thumbprint ${config.WorkerHttpsCertThumbprint}.`);
    expect(first.out).toContain(`Its public half is in C:\\by hand\\SSISScaleOutWorker-${machine}.cer.`);
    const second = await runByHand(script);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed.') });
  });

  it('of a node of the master: all of it the first time, nothing the second time', async () => {
    const own = await masterInRoot();
    const script = await scriptOf([
      `master: { machines: [${machine}], endpoint: "https://${machine}:8391" }`,
      'workers: [{ machine: ETL01, enabled: true, access: { transport: ssh } }]',
      'access: { transport: manual }',
    ]);
    const first = await runByHand(script);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('\nDone.\n') });
    expect(first.out).toContain(`Port 8391 is bound to ${own} now.`);
    await using windows = filledMachine();
    const { bindings, firewall } = await windows.look();
    expect(bindings).toMatchObject({ value: [{ address: '0.0.0.0:8391', thumbprint: own, store: 'Root' }] });
    expect(firewall).toMatchObject({ value: [{ enabled: true, allows: true, ports: ['8391'] }] });
    expect((await installationOf(windows, 'master')).service).toMatchObject({ state: 'running' });
    const second = await runByHand(script);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed.') });
  });

  it('for another machine is refused', async () => {
    const script = await scriptOf([
      'master: { machines: [SQLETL01] }',
      `workers: [{ machine: ${machine}, access: { transport: manual } }]`,
      'access: { transport: ssh }',
    ]);
    const elsewhere = script.replaceAll(`"${machine}"`, '"ETL99"');
    expect(await runByHand(elsewhere)).toMatchObject({
      code: 1,
      out: expect.stringContaining('This script is for ETL99'),
    });
  });
});
