import type { Row } from '../../../src/model/store.js';
import {
  type Ask,
  changeConfig,
  editWindows,
  firewallRule,
  mark,
  operate,
  ownCertificate,
  thumbprintOf,
  trust,
} from '../../support/sandbox-machines.js';
import type { Harness } from '../harness.js';

export const endpoint = 'https://sqletl01.corp.example:8391';
export const fleet = { masters: ['SQLETL01', 'SQLETL02'], workers: ['ETL01', 'ETL02'], endpoint };
const service = 'SSISScaleOutWorker160';

interface Broken {
  readonly what: string;
  readonly break: (world: { readonly harness: Harness; readonly ask: Ask }) => unknown;
  /** What the log says; null: the service does not run and says nothing. */
  readonly log: string | null;
  readonly text?: string;
  readonly mend: (world: { readonly harness: Harness; readonly ask: Ask }) => unknown;
}

const without = (field: 'root' | 'my', thumbprint: string) => (row: Row) => {
  const { [thumbprint]: _, ...others } = row[field] as Row;
  return { [field]: others };
};
const restart = (ask: Ask) => operate(ask, 'ETL01', { operation: 'restartService', service, timeoutSeconds: 60 });
const own = async (ask: Ask) => thumbprintOf(await ownCertificate(ask, 'ETL01', 'worker'));
const masters = async (ask: Ask) => thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master'));

/** Each condition for being heard of, broken alone, for ETL01 of that fleet. */
export const broken: readonly Broken[] = [
  {
    what: 'service stopped',
    log: null,
    break: ({ ask }) => operate(ask, 'ETL01', { operation: 'stopService', service, timeoutSeconds: 60 }),
    mend: ({ ask }) => operate(ask, 'ETL01', { operation: 'startService', service, timeoutSeconds: 60 }),
  },
  {
    what: 'host of the endpoint unknown',
    log: 'noEndpoint',
    break: async ({ ask }) => {
      await changeConfig(ask, 'ETL01', 'worker', { MasterEndpoint: 'https://elsewhere.corp.example:8391' });
      await restart(ask);
    },
    mend: async ({ ask }) => {
      await changeConfig(ask, 'ETL01', 'worker', { MasterEndpoint: endpoint });
      await restart(ask);
    },
  },
  {
    what: 'port of the endpoint another',
    log: 'noEndpoint',
    text: 'There was no endpoint listening at https://sqletl01.corp.example:8392',
    break: async ({ ask }) => {
      await changeConfig(ask, 'ETL01', 'worker', { MasterEndpoint: 'https://sqletl01.corp.example:8392' });
      await restart(ask);
    },
    mend: async ({ ask }) => {
      await changeConfig(ask, 'ETL01', 'worker', { MasterEndpoint: endpoint });
      await restart(ask);
    },
  },
  {
    what: 'firewall closed',
    log: 'noEndpoint',
    break: ({ harness }) => editWindows(harness.world, 'SQLETL01', () => ({ firewall: {} })),
    mend: ({ ask }) => operate(ask, 'SQLETL01', { operation: 'openFirewall', name: firewallRule, port: 8391 }),
  },
  {
    what: 'master stopped on every node',
    log: 'noEndpoint',
    break: async ({ ask }) => {
      for (const node of fleet.masters)
        await operate(ask, node, { operation: 'stopService', service: 'SSISScaleOutMaster160', timeoutSeconds: 60 });
    },
    mend: ({ ask }) =>
      operate(ask, 'SQLETL01', { operation: 'startService', service: 'SSISScaleOutMaster160', timeoutSeconds: 60 }),
  },
  {
    what: 'binding gone',
    log: 'httpRequest',
    text: 'An error occurred while making the HTTP request',
    break: ({ harness }) => editWindows(harness.world, 'SQLETL01', () => ({ bindings: {} })),
    mend: async ({ ask }) =>
      operate(ask, 'SQLETL01', {
        operation: 'bindPort',
        port: 8391,
        thumbprint: thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master')),
      }),
  },
  {
    what: 'binding to another certificate',
    log: 'httpRequest',
    break: ({ harness }) =>
      editWindows(harness.world, 'SQLETL01', () => ({
        bindings: { '0.0.0.0:8391': { thumbprint: '0'.repeat(40), store: 'Root' } },
      })),
    mend: async ({ ask }) =>
      operate(ask, 'SQLETL01', {
        operation: 'bindPort',
        port: 8391,
        thumbprint: thumbprintOf(await ownCertificate(ask, 'SQLETL01', 'master')),
      }),
  },
  {
    what: "master certificate missing from the worker's Root",
    log: 'trust',
    text: 'Could not establish trust relationship',
    break: async ({ ask }) =>
      operate(ask, 'ETL01', { operation: 'distrustCertificate', thumbprint: await masters(ask) }),
    mend: async ({ ask }) => trust(ask, 'ETL01', await ownCertificate(ask, 'SQLETL01', 'master')),
  },
  {
    what: 'thumbprint of the master wrong in the config',
    log: 'trust',
    break: async ({ ask }) => {
      await changeConfig(ask, 'ETL01', 'worker', { MasterHttpsCertThumbprint: 'F'.repeat(40) });
      await restart(ask);
    },
    mend: async ({ ask }) => {
      await changeConfig(ask, 'ETL01', 'worker', { MasterHttpsCertThumbprint: await masters(ask) });
      await restart(ask);
    },
  },
  {
    what: "host not among the certificate's names",
    log: 'trust',
    break: async ({ harness, ask }) => {
      harness.store.put('aliases', 'other.corp.example', { machines: ['SQLETL01'] });
      await changeConfig(ask, 'ETL01', 'worker', { MasterEndpoint: 'https://other.corp.example:8391' });
      await restart(ask);
    },
    mend: async ({ ask }) => {
      await changeConfig(ask, 'ETL01', 'worker', { MasterEndpoint: 'https://SQLETL01:8391' });
      await restart(ask);
    },
  },
  {
    what: 'own certificate missing from My',
    log: 'secureChannel',
    text: 'Could not establish secure channel',
    break: async ({ harness, ask }) => editWindows(harness.world, 'ETL01', without('my', await own(ask))),
    mend: async ({ ask }) => {
      const made = await operate(ask, 'ETL01', {
        operation: 'createCertificate',
        names: ['ETL01'],
        mark,
        days: 365,
        store: 'My',
        usage: 'client',
      });
      const certificate = made.certificate ?? '';
      const thumbprint = thumbprintOf(certificate);
      await operate(ask, 'ETL01', { operation: 'grantKey', store: 'My', thumbprint, service });
      for (const machine of ['ETL01', ...fleet.masters]) await trust(ask, machine, certificate);
      await changeConfig(ask, 'ETL01', 'worker', { WorkerHttpsCertThumbprint: thumbprint });
      await restart(ask);
    },
  },
  {
    what: 'own key not readable',
    log: 'secureChannel',
    break: ({ harness }) =>
      editWindows(harness.world, 'ETL01', ({ my }) => ({
        my: Object.fromEntries(
          Object.entries(my as Row).map(([key, entry]) => [key, { ...(entry as Row), readers: ['S-1-5-18'] }]),
        ),
      })),
    mend: async ({ ask }) =>
      operate(ask, 'ETL01', { operation: 'grantKey', store: 'My', thumbprint: await own(ask), service }),
  },
  {
    what: 'own certificate missing from the own Root',
    log: 'secureChannel',
    break: async ({ ask }) => operate(ask, 'ETL01', { operation: 'distrustCertificate', thumbprint: await own(ask) }),
    mend: async ({ ask }) => trust(ask, 'ETL01', await ownCertificate(ask, 'ETL01', 'worker')),
  },
  {
    what: 'own certificate missing from the Root of the node that is master',
    log: 'anonymous',
    text: "forbidden with client authentication scheme 'Anonymous'",
    break: async ({ ask }) =>
      operate(ask, 'SQLETL01', { operation: 'distrustCertificate', thumbprint: await own(ask) }),
    mend: async ({ ask }) => trust(ask, 'SQLETL01', await ownCertificate(ask, 'ETL01', 'worker')),
  },
];
