import { shortKey } from '../domain/machine-name.js';
import { registry } from '../errors/errors.js';
import { facts } from '../facts/facts.js';
import { machineFunctions } from '../generated/machine-script.js';
import { entriesOf, type Topology } from '../topology/topology.js';
import type { Found } from './found.js';
import { createNames, type Names } from './names.js';

/** What of the environment says who and where we are, and what must stay there. */
type Environment = Readonly<Record<string, string | undefined>>;

const longestName = 15;

/** Every name that topology, catalog, machines and environment tell of, with its placeholder. */
export function namesOf(topology: Topology, found: Found, env: Environment): Names {
  const vocabulary = reportVocabulary();
  const names = createNames(vocabulary);
  addEnvironment(names, vocabulary, env);
  for (const { machine } of found.machines) addMachine(names, machine, machine);
  for (const machine of [...(topology.master?.machines ?? []), ...entriesOf(topology).map((worker) => worker.machine)])
    addMachine(names, machine, machine);
  addTopology(names, topology);
  if (found.observation.known) addObservation(names, found.observation.value);
  for (const machine of found.machines) addInspection(names, machine);
  return names;
}

/** All forms of one machine's name are one name: whole, short, and cut as NetBIOS cuts it. */
function addMachine(names: Names, text: string | null, machine: string): void {
  if (text === null || text === '') return;
  const key = shortKey(machine);
  const [short = '', ...domain] = text.split('.');
  for (const form of [text, short, short.slice(0, longestName)]) names.add('machine', form, key);
  if (domain.length > 0) names.add('domain', domain.join('.'));
}

function addHost(names: Names, host: string | undefined): void {
  if (host === undefined || host === '') return;
  addMachine(names, host, host);
}

/** `CORP\anna`, `anna@corp.example`, `CORP\farm$`. */
function addAccount(names: Names, account: string | null | undefined): void {
  if (account === null || account === undefined || /^NT (SERVICE|AUTHORITY)\\|^LocalSystem$/i.test(account)) return;
  names.add('account', account);
  const [domain, user] = account.includes('\\') ? account.split('\\') : account.split('@').reverse();
  if (user === undefined) return;
  names.add('account', user, account);
  if (domain !== '.') names.add('domain', domain);
}

function addEnvironment(names: Names, vocabulary: ReadonlySet<string>, env: Environment): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (/^(COMPUTERNAME|HOSTNAME|HOST)$/i.test(name)) addHost(names, value);
    else if (/^(USER|USERNAME|LOGNAME|SUDO_USER|SCALEOUT_SQL_USER)$/i.test(name)) addAccount(names, value);
    else if (/^(USERDOMAIN|USERDNSDOMAIN)$/i.test(name)) names.add('domain', value);
    else if (isOfThisPlace(name, value, vocabulary)) names.addSecret(value);
  }
}

/** A value that says something: not `true`, `1` or words that stand in our own texts. */
function isOfThisPlace(name: string, value: string, vocabulary: ReadonlySet<string>): boolean {
  if (/PASS|SECRET|TOKEN|KEY|CREDENTIAL|SCALEOUT_/i.test(name)) return value.length > 3;
  const words = value.match(/[\p{L}\p{N}]+/gu) ?? [];
  return value.length > 5 && !words.every((word) => vocabulary.has(word.toLowerCase()) || /^\d{1,5}$/.test(word));
}

function addTopology(names: Names, topology: Topology): void {
  const { name, catalog, master, access: ofAll } = topology;
  const workers = entriesOf(topology);
  names.add('name', name);
  if (catalog.database.toUpperCase() !== 'SSISDB') names.add('name', catalog.database);
  const { server, authentication } = catalog;
  addHost(names, server.host);
  names.add('name', server.instance);
  if (authentication !== undefined && 'user' in authentication) addAccount(names, authentication.user);
  if (authentication?.type === 'ntlm') names.add('domain', authentication.domain);
  const { endpoint } = master ?? {};
  if (endpoint !== undefined && URL.canParse(endpoint)) addHost(names, new URL(endpoint).hostname);
  for (const { displayName, description, tags } of workers) {
    for (const text of [displayName, description, tags]) names.add('name', text);
  }
  for (const { user, host, jump } of [ofAll, ...workers.map(({ access }) => access)]) {
    addAccount(names, user);
    addHost(names, host);
    addAccount(names, jump?.user);
    addHost(names, jump?.host);
  }
}

function addObservation(
  names: Names,
  { server, login, master, workers, mark }: KnownValue<Found['observation']>,
): void {
  const [host, instance] = server.name.split('\\');
  addHost(names, host);
  names.add('name', instance);
  addAccount(names, login.name);
  addHost(names, master.machineName ?? undefined);
  if (mark.known) names.add('name', mark.value);
  if (master.address !== null && URL.canParse(master.address)) addHost(names, new URL(master.address).hostname);
  for (const row of workers.known ? workers.value : []) {
    addMachine(names, row.machineName, row.machineName ?? '');
    addAccount(names, row.userAccount);
    for (const text of [row.displayName, row.description, row.tags]) names.add('name', text);
  }
}

function addInspection(names: Names, { machine, inspection, survey }: Found['machines'][number]): void {
  if (inspection.known) {
    addMachine(names, inspection.value.hostName, machine);
    for (const { service } of inspection.value.installations) addAccount(names, service.account);
  }
  if (survey.known) addMachine(names, survey.value.netbiosName, machine);
}

type KnownValue<T> = Extract<T, { readonly known: true }> extends { readonly value: infer V } ? V : never;

/** Words of Windows, of SQL Server and of this program that stand in none of its own texts. */
const others = `
  access denied attempted perform unauthorized operation the is are was not no of in on to at by for from with within and or an a it its
  nt service authority network local system users windows program files data microsoft sql server ssis ssisdb scale out scaleout master
  worker agent cluster tasks cache app roaming profiles dts binn crypto keys rsa machine pcpksp root my log logs txt xml json config exe
  schema version build standard enterprise developer evaluation web express edition bit desktop core full constrained language mode
  timeout expired connection connect closed reset refused answer host port login password user database object column invalid name
  err etimeout econnrefused econnreset enotfound ssh winrm kerberos ntlm tls
`;

/** The words that a report may show of foreign text, in lower case: those of our own texts, and of Windows. */
export function reportVocabulary(): ReadonlySet<string> {
  const texts = [
    others,
    machineFunctions,
    ...facts.map(({ id, says, value, source, otherwise }) =>
      [id, says, JSON.stringify(value), source, otherwise].join(' '),
    ),
    ...Object.values(registry).map(({ summary, remedy }) => `${summary} ${remedy}`),
  ];
  const words = texts.flatMap((text) => text.match(/[A-Za-z]+/g) ?? []);
  const pieces = words.flatMap((word) => word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []);
  return new Set([...words, ...pieces].filter((word) => word.length > 1).map((word) => word.toLowerCase()));
}
