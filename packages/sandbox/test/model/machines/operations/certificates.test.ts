import { describe, expect, it } from 'vitest';
import {
  type Ask,
  changeConfig,
  editWindows,
  inspect,
  installFleet,
  operate,
  ownCertificate,
  thumbprintOf,
  trust,
} from '../../../support/sandbox-machines.js';
import { freshHarness, type Harness, start } from '../../harness.js';
import { issue } from '../certificates.js';

const endpoint = 'https://sqletl01.corp.example:8391';
const fleet = { masters: ['SQLETL01', 'SQLETL02'], workers: ['ETL01'], endpoint };
const masterService = 'SSISScaleOutMaster160';
const service = 'SSISScaleOutWorker160';
const restart = (ask: Ask, machine = 'ETL01', name = service) =>
  operate(ask, machine, { operation: 'restartService', service: name, timeoutSeconds: 60 });

async function installed(): Promise<{ readonly harness: Harness; readonly ask: Ask }> {
  const workers = fleet.workers.map((machine) => ({ machine }));
  const harness = freshHarness({ joined: false, masterMachines: fleet.masters, endpoint, workers });
  const ask: Ask = (machine, request) => harness.world.answer(machine, request);
  await installFleet(ask, fleet);
  return { harness, ask };
}

function isHeard(harness: Harness): boolean {
  const [row] = harness.as('operator').rows('catalog.worker_agents');
  const time = row?.LastOnlineTime as { readonly ticks: bigint } | undefined;
  return time !== undefined && harness.now() - (Number(time.ticks / 10_000n) - 62_135_596_800_000) <= 60_000;
}

/** The kind of the log's last line: each begins with its time. */
async function latest(ask: Ask): Promise<string | undefined> {
  const { trouble } = await inspect(ask, 'ETL01');
  return trouble.toSorted((one, other) => (one.line < other.line ? 1 : -1))[0]?.kind;
}

describe('two nodes of the master', () => {
  it("share a certificate and its key, which names both and the endpoint's host", async () => {
    const { ask } = await installed();
    const one = await ownCertificate(ask, 'SQLETL01', 'master');
    expect(await ownCertificate(ask, 'SQLETL02', 'master')).toBe(one);
    for (const node of fleet.masters) {
      const { root, bindings } = await inspect(ask, node);
      expect(root.value?.certificates.find(({ hasKey }) => hasKey)?.certificate).toBe(one);
      expect(bindings.value).toMatchObject([{ address: '0.0.0.0:8391', thumbprint: thumbprintOf(one), store: 'Root' }]);
    }
  });

  it('a certificate that one of them lacks is noticed when that one becomes master', async () => {
    const { harness, ask } = await installed();
    const own = thumbprintOf(await ownCertificate(ask, 'ETL01', 'worker'));
    await operate(ask, 'SQLETL02', { operation: 'distrustCertificate', thumbprint: own });
    harness.wait(600);
    expect(isHeard(harness)).toBe(true);
    await operate(ask, 'SQLETL01', { operation: 'stopService', service: masterService, timeoutSeconds: 60 });
    harness.wait(600);
    expect(isHeard(harness)).toBe(false);
    expect(await latest(ask)).toBe('anonymous');
    await trust(ask, 'SQLETL02', await ownCertificate(ask, 'ETL01', 'worker'));
    harness.wait(60);
    expect(isHeard(harness)).toBe(true);
  });

  it('one that takes over says in the catalog which machine is master now', async () => {
    const { harness, ask } = await installed();
    await restart(ask, 'SQLETL02', masterService);
    const shown = harness.as('reader').rows('catalog.master_properties');
    expect(shown).toContainEqual({ property_name: 'MACHINE_NAME', property_value: 'SQLETL02' });
  });
});

describe('certificates', () => {
  it('of a worker that have run out are refused by the master from that moment on', async () => {
    const { harness, ask } = await installed();
    const short = issue({ name: 'ETL01', notAfter: new Date(start + 3_600_000) });
    await useInstead(harness, ask, short.der);
    harness.wait(3_599);
    expect(isHeard(harness)).toBe(true);
    harness.wait(300);
    expect(isHeard(harness)).toBe(false);
    expect(await latest(ask)).toBe('anonymous');
  });

  it('of a worker that an authority issued are trusted where the authority is', async () => {
    const { harness, ask } = await installed();
    const authority = issue({ name: 'Corp Root' });
    const issued = issue({ name: 'ETL01', issuer: authority });
    for (const machine of ['ETL01', ...fleet.masters]) await trust(ask, machine, authority.der);
    await useInstead(harness, ask, issued.der, { trusted: false });
    expect(isHeard(harness)).toBe(true);
  });

  it('that are not self-signed spoil the Root of the master, unless ClientAuthTrustMode is 2', async () => {
    const { harness, ask } = await installed();
    const stranger = issue({ name: 'Stranger', issuer: issue({ name: 'Strange Root' }) });
    await trust(ask, 'SQLETL01', stranger.der);
    harness.wait(600);
    expect(isHeard(harness)).toBe(false);
    expect(await latest(ask)).toBe('anonymous');
    for (const none of [{ sendTrustedIssuerList: 0 }, { sendTrustedIssuerList: 1 }, { clientAuthTrustMode: 1 }]) {
      editWindows(harness.world, 'SQLETL01', () => none);
      harness.wait(600);
      expect([isHeard(harness), none]).toEqual([false, none]);
    }
    editWindows(harness.world, 'SQLETL01', () => ({ clientAuthTrustMode: 2 }));
    harness.wait(60);
    expect(isHeard(harness)).toBe(true);
  });

  it('of the master are changed in the documented order: the worker is cut off until its turn', async () => {
    const { harness, ask } = await installed();
    const next = issue({ name: 'sqletl01.corp.example' });
    const thumbprint = thumbprintOf(next.der);
    giveKey(harness, 'SQLETL01', 'root', next.der);
    await operate(ask, 'SQLETL01', { operation: 'bindPort', port: 8391, thumbprint });
    harness.wait(120);
    // The binding is no longer the one of the running master's config.
    expect([isHeard(harness), await latest(ask)]).toEqual([false, 'httpRequest']);
    await changeConfig(ask, 'SQLETL01', 'master', { SSLCertThumbprint: thumbprint });
    await restart(ask, 'SQLETL01', masterService);
    expect(harness.as('reader').rows('catalog.master_properties')).toContainEqual({
      property_name: 'SSLCERT_THUMBPRINT',
      property_value: thumbprint,
    });
    harness.wait(120);
    expect([isHeard(harness), await latest(ask)]).toEqual([false, 'trust']);
    await trust(ask, 'ETL01', next.der);
    await changeConfig(ask, 'ETL01', 'worker', { MasterHttpsCertThumbprint: thumbprint });
    harness.wait(120);
    expect([isHeard(harness), await latest(ask)]).toEqual([false, 'trust']);
    await restart(ask);
    expect(isHeard(harness)).toBe(true);
  });
});

/** The private key, which no operation carries. */
function giveKey(harness: Harness, machine: string, store: 'root' | 'my', der: string): void {
  const thumbprint = thumbprintOf(der);
  harness.store.put('certificates', thumbprint, { der });
  const readers = ['S-1-5-18', String(harness.store.get('machines', machine)?.accountSid ?? '')];
  editWindows(harness.world, machine, (row) => ({
    [store]: { ...(row[store] as object), [thumbprint]: { friendlyName: 'by hand', readers } },
  }));
}

async function useInstead(harness: Harness, ask: Ask, der: string, { trusted = true } = {}): Promise<void> {
  giveKey(harness, 'ETL01', 'my', der);
  if (trusted) for (const machine of ['ETL01', ...fleet.masters]) await trust(ask, machine, der);
  await changeConfig(ask, 'ETL01', 'worker', { WorkerHttpsCertThumbprint: thumbprintOf(der) });
  await restart(ask);
}
