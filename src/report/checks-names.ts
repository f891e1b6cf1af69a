import { netbiosLength, rowName } from '../facts/names.js';
import { sameMachine } from '../machine-name.js';
import {
  type Check,
  judged,
  type Look,
  notSeen,
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
