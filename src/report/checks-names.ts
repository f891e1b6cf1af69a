import { sameMachine } from '../domain/machine-name.js';
import { masterHeartbeat } from '../facts/liveness.js';
import { netbiosLength, rowName, serviceNames } from '../facts/windows.js';
import {
  type Check,
  judged,
  type Look,
  listed,
  notSeen,
  ofCatalog,
  ofMachines,
  phrase,
  placedLooks,
  reasonOf,
  type SeenMachine,
} from './check.js';
import { agentIdOf } from './config-shape.js';
import type { Found } from './found.js';

const shortOf = (name: string): string => name.split('.')[0] ?? '';

/** How machines are named, to themselves and in SSISDB. */
export const nameChecks: readonly Check[] = [
  ofMachines(
    netbiosLength,
    phrase`the first ${netbiosLength.value} characters of the host name`,
    ({ inspection, survey }) => {
      const host = shortOf(inspection.hostName);
      const cut = host.slice(0, netbiosLength.value).toUpperCase();
      const { length } = survey.netbiosName;
      const found = phrase`${length} characters of a host name of ${host.length}`;
      return judged(
        survey.netbiosName.toUpperCase() === cut,
        cut.length === length ? found : phrase`${found}, or another name`,
      );
    },
  ),
  {
    fact: rowName,
    expected: phrase`MachineName of the row that has the AgentId of the config: its host name or NetBIOS name`,
    look: (found) => placedLooks(found, (seen) => (seen.roles.includes('worker') ? rowLook(seen, found) : undefined)),
  },
];

function rowLook({ inspection, survey }: SeenMachine, { observation }: Found): Look {
  if (!observation.known) return notSeen(reasonOf(observation));
  const { workers } = observation.value;
  if (!workers.known) return notSeen(phrase`${workers.reason}`);
  const worker = inspection.installations.find(({ role }) => role === 'worker');
  const id = worker?.config.known === true ? agentIdOf(worker.config.value.content) : undefined;
  if (id === undefined) return notSeen(phrase`no config with an AgentId that can be read`);
  const row = workers.value.find((one) => one.id === id);
  // Not an error of anybody: a worker that was set up and has not registered yet.
  if (row === undefined) return notSeen(phrase`no row has that id yet`, false);
  if (row.machineName === null) return notSeen(phrase`its row has no MachineName`, false);
  const name = row.machineName;
  const isWhole = sameMachine(name, inspection.hostName);
  const isShort = shortOf(name).toUpperCase() === survey.netbiosName.toUpperCase();
  const form = isWhole
    ? isShort
      ? 'both, which are one name'
      : 'its host name'
    : isShort
      ? 'its NetBIOS name'
      : 'another name';
  return judged(isWhole || isShort, phrase`${() => form}, of ${name.length} characters`);
}

/** What of the services and their beat can be looked at. */
export const serviceChecks: readonly Check[] = [
  ofMachines(
    serviceNames,
    phrase`${listed(serviceNames.value)}, each with three digits behind it`,
    ({ survey, roles }) => {
      const { serviceNames: names } = survey;
      if (!names.known) return notSeen(phrase`${names.reason}`);
      const [master, worker] = serviceNames.value;
      const wanted = roles.map((role) => (role === 'master' ? master : worker));
      const isOurs = (name: string) => serviceNames.value.some((one) => new RegExp(`^${one}[0-9]{3}$`).test(name));
      const missing = wanted.filter((one) => !names.value.some((name) => new RegExp(`^${one}[0-9]{3}$`).test(name)));
      if (missing.length > 0 && names.value.length === 0)
        return notSeen(phrase`no service of Scale Out is installed there`);
      const others = names.value.filter((name) => !isOurs(name));
      if (missing.length > 0 && others.length === 0)
        return notSeen(phrase`there is no ${listed(missing)} there, only ${listed(names.value)}`);
      return judged(others.length === 0, listed(names.value));
    },
  ),
  ofCatalog(
    masterHeartbeat,
    phrase`MASTER_HEARTBEAT_INTERVALINMS of catalog.master_properties, in milliseconds`,
    ({ masterProperties }) => {
      if (!masterProperties.known) return notSeen(phrase`${masterProperties.reason}`);
      const row = masterProperties.value.find(({ name }) => name === 'MASTER_HEARTBEAT_INTERVALINMS');
      if (row === undefined) return notSeen(phrase`no master has written its properties yet`);
      return judged(/^\d{4,7}$/.test(row.value ?? ''), row.isSet ? phrase`${row.value ?? ''}` : phrase`an empty row`);
    },
  ),
];
