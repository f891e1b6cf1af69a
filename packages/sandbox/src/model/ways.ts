import { listField, type Row, type Store } from './store.js';

/**
 * What Microsoft's pages leave open, or users report in two ways: each of these is the other way than the one that a sandbox
 * goes by unless told otherwise. A world is a set of them.
 */
const sentences = {
  'no-retry': 'A worker whose heartbeat was refused tries again only after a restart of its service.',
  'netbios-names': 'The rows of workers carry NetBIOS names: the first 15 characters of the short name, in upper case.',
  'slow-heartbeat': 'Setup writes AgentHeartbeatInterval 00:05:00.',
  'late-agent-id': 'A worker writes its AgentId into its config at its first accepted heartbeat; setup writes none.',
  'other-case':
    'Setup writes the right endpoint and thumbprints, but thumbprints in lower case, and the endpoint with its host in upper case and a slash at the end.',
  'typo-spelling':
    'Setup writes, and the service reads, HeartbeatErrorTollerance and LeaseInternval; the other spelling is ignored.',
  'no-spelling': 'Setup writes neither HeartbeatErrorTolerance nor LeaseInterval, in no spelling.',
  'long-lease': 'Each report renews the lease of a task for 5 minutes, whatever LeaseInterval says.',
  'runs-on': 'A worker that is cut off from the network never gives up its package.',
  'plain-logs': 'Logs lie in SSIS\\ScaleOut\\Agent and SSIS\\ScaleOut\\Master, in every version.',
  'cluster-logs': 'Logs lie in SSIS\\Cluster\\Agent and SSIS\\Cluster\\Master.',
  tls13:
    "Every machine has a Windows that speaks TLS 1.3; setup's binding neither asks for client certificates in the handshake nor has TLS 1.3 off, so the master refuses workers (403).",
  'binding-keeps': 'The command netsh http update sslcert keeps the options of a binding that it is not given.',
  'cluster-unknown':
    "Whether a failover cluster owns a service cannot be told: the cluster service of the master's machines is stopped, and what it owns on the first worker's machine may not be read.",
  'domain-account': "The master's service runs under a domain account, which has no login in SQL Server.",
  constrained: 'PowerShell runs in Constrained Language Mode on every machine.',
  'xml-config': 'Config files are XML.',
  'other-schema': 'The view catalog.worker_agents has no column Tags.',
} as const;

export type Way = keyof typeof sentences;

export const wayNames = Object.keys(sentences) as readonly Way[];

/** Ways that exclude each other. */
const rivals: readonly (readonly Way[])[] = [
  ['typo-spelling', 'no-spelling'],
  ['plain-logs', 'cluster-logs'],
];

/** Names that stand for several ways. */
const sets: Readonly<Record<string, { readonly says: string; readonly ways: readonly Way[] }>> = {
  strict: {
    says: 'All at once under which a farm can still be brought in order.',
    ways: [
      'no-retry',
      'netbios-names',
      'slow-heartbeat',
      'late-agent-id',
      'other-case',
      'typo-spelling',
      'runs-on',
      'cluster-logs',
      'tls13',
    ],
  },
};

/** Each name that a world can be made of, with what it means. */
export const worldNames: readonly { readonly name: string; readonly says: string }[] = [
  ...wayNames.map((name) => ({ name, says: sentences[name] })),
  ...Object.entries(sets).map(([name, { says, ways }]) => ({ name, says: `${says} ${ways.join(', ')}.` })),
];

/** The ways of a world by its names, each once and in the order of the list; a text says what is wrong with them. */
export function worldOf(names: readonly string[]): readonly Way[] | string {
  const chosen = new Set<Way>();
  for (const name of names) {
    const ways = Object.hasOwn(sets, name) ? sets[name]?.ways : wayNames.filter((way) => way === name);
    if (ways === undefined || ways.length === 0) {
      return `There is no world ${JSON.stringify(name)}; there are ${worldNames.map((one) => one.name).join(', ')}.`;
    }
    for (const way of ways) chosen.add(way);
  }
  const clash = rivals.map((rival) => rival.filter((way) => chosen.has(way))).find(({ length }) => length > 1);
  if (clash !== undefined) return `No world is both ${clash.join(' and ')}.`;
  return wayNames.filter((way) => chosen.has(way));
}

export type Ways = ReadonlySet<Way>;

/** The world as every sandbox has it unless told otherwise. */
export const noWays: Ways = new Set();

const known = new WeakMap<Row, Ways>();

/** The ways of a sandbox (table `simulation`, row `world`). Names that nobody knows are passed over. */
export function waysOf(store: Pick<Store, 'get'>): Ways {
  const row = store.get('simulation', 'world');
  if (row === undefined) return noWays;
  const ways = known.get(row) ?? new Set(wayNames.filter((way) => listField(row, 'ways').includes(way)));
  known.set(row, ways);
  return ways;
}

/*
 * How names of hosts compare here: by DNS (RFC 1035, 2.3.3: the letters A to Z without case), label by label, where a name of
 * one label is the same host's in any domain.
 */

function labelsOf(name: string): readonly string[] {
  return name.split('.').map((label) => label.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
}

export function isSameHost(one: string, other: string): boolean {
  const [first, second] = [labelsOf(one), labelsOf(other)];
  const isFull = first.length === second.length;
  if (!isFull && first.length > 1 && second.length > 1) return false;
  return (isFull ? first : first.slice(0, 1)).every((label, index) => label === second[index]);
}

/** What a worker calls itself in its heartbeats. */
export function spokenName(host: string, ways: Ways): string {
  return ways.has('netbios-names') ? (host.split('.')[0] ?? '').slice(0, 15).toUpperCase() : host;
}
