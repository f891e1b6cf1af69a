import { describe, expect, test } from 'vitest';
import { startTestSandbox } from '../../packages/sandbox/test/support/sandbox.js';
import type { AccountAccess } from '../../src/domain/catalog.js';
import type { Known } from '../../src/domain/known.js';
import { openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';
import { observe } from '../../src/reconciler/observe.js';
import { diff } from '../../src/reconciler/plan/plan.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import { masterAccounts } from '../../src/reconciler/view/master.js';
import { seenMachines } from '../support/machine-build.js';
import { connectionTo } from '../support/provider-connection.js';
import { masterMachine, sshTopology, workingCatalog } from '../support/scale-out-world.js';

const { signal } = new AbortController();
const domainAccount = "CORP\\svc]ssis'";

const observed = (account: string) => ({
  catalog: workingCatalog(),
  machines: seenMachines({ SQLETL01: masterMachine('SQLETL01', { service: { account } }) }),
});

/** What a plan tells of that code beside its changes. */
function remarks(observation: Observation, code: string) {
  const told = diff(sshTopology(), observation, () => true).remarks;
  return told.flatMap((one) => ('code' in one && one.code === code ? [one] : []));
}

function told(found: Known<AccountAccess>) {
  const observation = { ...observed(domainAccount), accounts: new Map([[domainAccount, found]]) };
  return remarks(observation, 'plan.master-login-missing');
}

describe("the login of the master's account", () => {
  test('is told with the statements that make what is missing, quoted', () => {
    const [all] = told({ known: true, value: { login: false, user: false, admin: false } });
    expect(all?.remedy).toContain(
      "CREATE LOGIN [CORP\\svc]]ssis'] FROM WINDOWS; USE [SSISDB]; CREATE USER [CORP\\svc]]ssis'] FOR LOGIN [CORP\\svc]]ssis']; ALTER ROLE [ssis_admin] ADD MEMBER [CORP\\svc]]ssis'];",
    );
    const [role] = told({ known: true, value: { login: true, user: true, admin: false } });
    expect(role?.remedy).not.toContain('CREATE');
    expect(role?.detail).toContain('lacks a place in ssis_admin.');
  });

  test('is not told of where it is whole, nor where it cannot be seen', () => {
    expect(told({ known: true, value: { login: true, user: true, admin: true } })).toEqual([]);
    expect(told({ known: false, reason: 'hidden' })).toEqual([]);
  });

  test('what cannot be seen is a note while the master is not heard of, with who can look', () => {
    const { catalog, machines } = observed(domainAccount);
    const accounts = new Map([[domainAccount, { known: false, reason: 'we see no other logins' } as const]]);
    const unseen = (lastOnlineAge: number | null) => {
      const silent = { ...catalog, master: { ...catalog.master, lastOnlineAge } };
      return remarks({ catalog: silent, machines, accounts }, 'plan.master-login-unseen');
    };
    for (const age of [null, 7_200]) {
      const [note] = unseen(age);
      expect(note).toMatchObject({ severity: 'note', remedy: expect.stringContaining('sysadmin') });
      expect(note?.detail).toContain('is unknown: we see no other logins.');
      expect(note?.detail).toContain(domainAccount);
    }
    expect(unseen(10)).toEqual([]);
  });

  test.each<[string, number, number]>([
    ['NT Service\\SSISScaleOutMaster160', 10, 0],
    ['NT Service\\SSISScaleOutMaster160', 7_200, 1],
    [domainAccount, 10, 1],
  ])('of %s with a master heard of %i s ago, one observation asks for %i accounts', async (account, age, asked) => {
    const { catalog, machines } = observed(account);
    const calls: string[] = [];
    const world = {
      catalog: {
        async observe() {
          calls.push('observe');
          return { ...catalog, master: { ...catalog.master, lastOnlineAge: age } };
        },
        async readAccount() {
          calls.push('account');
          return { known: false, reason: 'hidden' } as const;
        },
      },
      machines: { inspect: async (name: string) => machines.get(name.toUpperCase()) ?? { known: false, reason: '' } },
    } as const;
    await observe(sshTopology(), world, signal);
    expect(calls).toEqual(['observe', ...Array.from({ length: asked }, () => 'account')]);
  });

  test.each([
    ['CORP\\gmsa$', ['CORP\\gmsa$']],
    ['LocalSystem', ['NT AUTHORITY\\SYSTEM']],
    ['NT AUTHORITY\\NetworkService', ['NT AUTHORITY\\NETWORK SERVICE']],
    ['.\\svc', ['SQLETL01\\svc']],
    ['svc@corp.example', []],
  ])('%s is looked for as %j', (account, names) => {
    expect(masterAccounts(sshTopology(), observed(account))).toEqual(names);
  });

  test("of another machine's local account the name in the network is not known", () => {
    const { catalog, machines } = observed('LocalSystem');
    const server = { ...catalog.server, name: 'OTHER\\ETL' };
    expect(masterAccounts(sshTopology(), { catalog: { ...catalog, server }, machines })).toEqual([]);
  });
});

describe('against the sandbox', () => {
  const none = { kind: 'windows', password: null, serverRoles: [], disabled: false, sid: '0105' };
  const edits = {
    logins: {
      'CORP\\whole': { ...none, name: 'CORP\\whole', databaseRoles: ['ssis_admin'] },
      'CORP\\part': { ...none, name: 'CORP\\part', sid: '0106', databaseRoles: null },
    },
  };

  test.each([
    ['CORP\\whole', { login: true, user: true, admin: true }],
    ['CORP\\part', { login: true, user: false, admin: false }],
    ["CORP\\no'body", { login: false, user: false, admin: false }],
  ])('%s', async (account, value) => {
    await using sandbox = await startTestSandbox({ edits });
    const options = { clock: systemClock, random: () => 1, parallelism: 2 };
    await using catalog = openCatalog(connectionTo(sandbox), options);
    expect(await catalog.readAccount(account, signal)).toEqual({ known: true, value });
  });

  test('who is not shown other logins is told that it is unknown', async () => {
    await using sandbox = await startTestSandbox({ edits });
    const options = { clock: systemClock, random: () => 1, parallelism: 2 };
    await using catalog = openCatalog(connectionTo(sandbox, 'operator'), options);
    expect(await catalog.readAccount('CORP\\whole', signal)).toMatchObject({ known: false });
  });

  test('a master of a domain account without a login is not heard of; with one it is', async () => {
    const ages: (number | null)[] = [];
    for (const account of ['CORP\\nobody', 'CORP\\whole']) {
      const time = Date.UTC(2024, 4, 1, 8);
      await using sandbox = await startTestSandbox({
        time,
        edits: { ...edits, masters: { SQLETL01: { userAccount: account } } },
      });
      sandbox.clock.advance(3600);
      const options = { clock: systemClock, random: () => 1, parallelism: 2 };
      await using catalog = openCatalog(connectionTo(sandbox), options);
      ages.push((await catalog.observe(signal)).master.lastOnlineAge);
    }
    expect(ages[0] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(3000);
    expect(ages[1]).toBeLessThan(60);
  });
});
