import type { StoreName } from '../model/machines/windows-machine.js';
import type { Row } from '../model/store.js';
import type { Drill } from './drill.js';
import { type DrilledFleet, refuseDrill } from './drilled-fleet.js';

/* Who trusts whom, and who has the keys. */

export const trustDrills: readonly Drill[] = [
  {
    name: 'worker-not-trusted',
    takes: 'worker',
    finding: 'worker.not-trusted',
    says: "The worker's certificate is in Root of no node of the master.",
    make(fleet) {
      for (const node of otherNodes(fleet)) takeOut(fleet, node, fleet.workerThumbprint(fleet.machine));
    },
  },
  {
    name: 'worker-not-trusted-by-one-node',
    takes: 'worker',
    finding: 'worker.not-trusted',
    says: 'One node of several does not trust the worker: it works until the master moves there.',
    make(fleet) {
      const nodes = otherNodes(fleet);
      const last = nodes.at(-1);
      if (fleet.nodes.length < 2 || last === undefined) refuseDrill('The master has no second node here.');
      takeOut(fleet, last, fleet.workerThumbprint(fleet.machine));
    },
  },
  {
    name: 'master-not-trusted',
    takes: 'worker',
    finding: 'worker.master-not-trusted',
    says: "The master's certificate is not in Root of the worker.",
    make(fleet) {
      const { machine } = fleet;
      if (fleet.nodes.includes(machine))
        refuseDrill(`${machine} hosts the master itself: it has that certificate anyway.`);
      const [node] = fleet.nodes;
      takeOut(fleet, machine, node === undefined ? '' : fleet.masterThumbprint(node));
    },
  },
  {
    name: 'worker-key-unreadable',
    takes: 'worker',
    finding: 'worker.key-unreadable',
    says: "The account of the worker's service may not read its private key.",
    make(fleet) {
      const { readers } = entryOf(fleet, 'My', fleet.workerThumbprint(fleet.machine));
      const { row } = fleet.service(fleet.machine, 'worker');
      const others = readers.filter((reader) => reader !== row.accountSid && reader !== everyone);
      if (others.length === readers.length) refuseDrill('The account could not read it before.');
      change(fleet, 'My', fleet.workerThumbprint(fleet.machine), { readers: others });
    },
  },
  {
    name: 'worker-key-gone',
    takes: 'worker',
    finding: 'worker.key-missing',
    says: "The worker's certificate is there without its private key.",
    make: (fleet) => takeKey(fleet, 'My', fleet.workerThumbprint(fleet.machine)),
  },
  {
    name: 'master-key-gone',
    takes: 'master',
    finding: 'master.certificate-missing',
    says: "The master's certificate is there without its private key.",
    make: (fleet) => takeKey(fleet, 'Root', fleet.masterThumbprint(fleet.machine)),
  },
];

const everyone = 'S-1-1-0';

/** A worker on a node of the master has its own certificate in Root in any case. */
function otherNodes({ nodes, machine }: DrilledFleet): readonly string[] {
  const others = nodes.filter((node) => node !== machine);
  if (others.length === 0)
    refuseDrill(`${machine} is the master's only node: its certificate is in Root there anyway.`);
  return others;
}

function takeOut(fleet: DrilledFleet, machine: string, thumbprint: string): void {
  const state = fleet.state(machine);
  if (!state.windows().stores.Root.has(thumbprint))
    refuseDrill(`${thumbprint || 'It'} is not in Root of ${machine} anyway.`);
  state.putCertificate('Root', thumbprint, null);
}

function takeKey(fleet: DrilledFleet, store: StoreName, thumbprint: string): void {
  entryOf(fleet, store, thumbprint);
  change(fleet, store, thumbprint, { readers: null });
}

/** A certificate of the machine, with its key. */
function entryOf(fleet: DrilledFleet, store: StoreName, thumbprint: string): { readonly readers: readonly string[] } {
  const entry = fleet.state(fleet.machine).windows().stores[store].get(thumbprint);
  if (entry === undefined || entry.readers === null) {
    refuseDrill(`${fleet.machine} has no private key of ${thumbprint || 'its service'} in LocalMachine\\${store}.`);
  }
  return { readers: entry.readers };
}

function change(fleet: DrilledFleet, store: StoreName, thumbprint: string, fields: Row): void {
  const field = store === 'Root' ? 'root' : 'my';
  const row = fleet.draft.store.get('windows', fleet.machine) ?? {};
  const entries = (row[field] ?? {}) as Readonly<Record<string, Row>>;
  fleet
    .state(fleet.machine)
    .changeWindows({ [field]: { ...entries, [thumbprint]: { ...entries[thumbprint], ...fields } } });
}
