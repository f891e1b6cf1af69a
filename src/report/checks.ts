import { sameMachine } from '../domain/machine-name.js';
import type { SurveyRequest } from '../domain/survey.js';
import { facts } from '../facts/facts.js';
import { masterHeartbeat } from '../facts/liveness.js';
import { logBase } from '../facts/logs.js';
import { netbiosLength, rowName, serviceNames } from '../facts/windows.js';
import {
  type Check,
  cannotTell,
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
import { type CheckMaker, configChecks } from './checks-config.js';
import { ssisdbChecks } from './checks-ssisdb.js';
import { registryPlaces, windowsChecks } from './checks-windows.js';
import { agentIdOf } from './config-shape.js';
import type { Found } from './found.js';

const shortOf = (name: string): string => name.split('.')[0] ?? '';

/** How machines are named, to themselves and in SSISDB. */
const nameChecks: readonly Check[] = [
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
const serviceChecks: readonly Check[] = [
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

/** Facts of which a look cannot tell, and why; docs/real-farm.md has checks for a person. */
const reasons: Readonly<Record<string, string>> = {
  'worker.registration-time': 'It is only seen while a worker registers for the first time.',
  'worker.restart-after': 'Somebody would have to break trust and mend it: docs/real-farm.md, check 5, on a test farm.',
  'task.first-lease': 'It is only seen while a package begins to run: docs/real-farm.md, check 9.',
  'config.thumbprint-keys': 'How a service compares is not seen in its file, and nothing is changed to find out.',
  'config.endpoint': 'How a service compares is not seen in its file, and nothing is changed to find out.',
  'config.not-in-use-2017': 'What a service does not use leaves no trace to look at.',
  'log.others': 'What is in a log of a package is not looked at: it may hold secrets.',
  'log.texts': 'A log holds them only while there is such trouble, and its lines name machines and people.',
  'log.exceptions': 'A log holds them only while there is such trouble, and its lines name machines and people.',
  'log.line-times': 'The lines of a log name machines and people, and none of them leaves a machine for a report.',
  'config.folders': 'Where an empty key leads is only seen where a worker has run packages.',
  'events.services': 'An entry is only there where a service has failed.',
  'events.logon-errors': 'An entry is only there where an account could not log on.',
  'windows.account-rights': 'Which right a worker cannot do without is only seen where one is taken away.',
  'windows.rights-export': 'A report does not read who has which right.',
  'http.url-reservations': 'A report does not read who may listen where.',
  'schannel.issuer-list-bytes': 'Only a list that is too long shows where it is cut.',
  'schannel.issuer-list-event': 'Schannel writes it only where its list was cut.',
  'schannel.protocols': 'A key is only there where somebody has changed what Windows speaks.',
  'certificate.tpm-provider':
    'The provider of a key is only known where the key is opened: docs/real-farm.md, check 6.',
  'certificate.tpm-folder': 'Only a machine with keys in its TPM has that folder: docs/real-farm.md, check 6.',
  'certificate.worker-usages': 'What a master refuses is only seen where a certificate without one of them is tried.',
  'certificate.master-usages': 'What workers refuse is only seen where a master has a certificate of that usage alone.',
  'certificate.moved-keys':
    'It is only seen where a certificate is moved from one store to another: docs/real-farm.md, check 6.',
  'certificate.pfx-flags': 'It is only seen where a PFX is opened, and a report opens none.',
  'certificate.revocation': 'It is only seen where the list of an issuer cannot be reached, or names a certificate.',
  'schannel.exclusive-ca-trust': 'What the value does is only seen on a machine that has been refused, and changed.',
  'schannel.session-cache': 'Sessions of TLS are kept in memory, and nothing shows which of them are.',
  'schannel.stranger-status': 'It is only seen where a certificate that is not self-signed is put into Root.',
  'powershell.language-errors': 'A session that refuses even a look gives no answer to look at.',
  'engine.agent-tables': "A report reads no jobs: their names and commands are nobody's business.",
  'engine.error-log': 'A report does not read the error log of the server.',
  'engine.windows-login-refused': 'A number is only seen where a login is refused, and none is tried for it.',
  'engine.assembly-not-trusted': 'A number is only seen where an assembly is not trusted.',
  'tls.weak-certificate': 'It is a rule of the OpenSSL in this program, and no farm can tell.',
  'http.value-options': 'Only a write shows what netsh takes, and none is done: docs/real-farm.md, check 3.',
  'http.update-resets': 'Only a write shows what it resets: docs/real-farm.md, check 3, on a test farm.',
  'http.tls13-build': 'What a handshake does is only seen in a handshake: the builds of Windows stand above.',
  'cluster.service': 'Only a node of a failover cluster has it: docs/real-farm.md, check 10.',
  'cluster.resources': 'Only a node of a failover cluster has it: docs/real-farm.md, check 10.',
};

const unseenFacts: Readonly<Record<string, CheckMaker>> = Object.fromEntries(
  Object.entries(reasons).map(([id, why]) => [id, (fact) => cannotTell(fact, why)]),
);

const makers = { ...configChecks, ...windowsChecks, ...unseenFacts };

/** Each fact's one check, or the reason why no look can tell; test/report keeps the list whole. */
export const checks: readonly Check[] = [
  ...serviceChecks,
  ...nameChecks,
  ...ssisdbChecks,
  ...facts.flatMap((fact) => makers[fact.id]?.(fact) ?? []),
];

/** What the machines are asked to look at for these checks. */
export const surveyRequest: SurveyRequest = {
  registry: registryPlaces(),
  logs: logBase.value,
};
