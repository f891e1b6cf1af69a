import { expect, test } from 'vitest';
import { serviceSidText } from '../../packages/sandbox/src/model/identifiers.js';
import { judge, type Reported, reportOn } from './reported.js';

/** Each can be told from all else, and has what Markdown, HTML, JSON and tables would have to escape. */
const planted = {
  machine: 'PLANTEDHOST-LONGER-01',
  domain: 'planteddomain.example',
  server: 'PLANTEDSQL',
  instance: 'PLANTEDINST',
  topology: 'planted-topology',
  sqlUser: 'planted_sql_user',
  sshUser: 'planted.ssh.user',
  display: 'Planted Display `|<script>alert(1)</script>',
  description: 'Planted **Description** | [x](javascript:planted)',
  tags: 'planted-tag',
  serviceUser: 'planted.service.user',
  password: 'Planted-Pass`w|ord<b>\'"7',
  key: 'PlantedUnknownKey9',
  folder: 'PlantedLogFolder',
  environment: 'Planted-Environment-Value-3',
  osUser: 'planteduser',
  osHost: 'plantedbox',
  error: 'Planted error text',
} as const;

const farm = `
apiVersion: ssis-scaleout/v1
name: ${planted.topology}
catalog: { server: '${planted.server}\\${planted.instance}', authentication: { type: sql, user: ${planted.sqlUser}, password: { env: PLANTED_SECRET } } }
master: { machines: [${planted.server}.${planted.domain}], endpoint: "https://plantedcluster.${planted.domain}:8391" }
access: { transport: ssh, user: ${planted.sshUser} }
workers:
  - { machine: ${planted.machine}, displayName: ${JSON.stringify(planted.display)}, description: ${JSON.stringify(planted.description)}, tags: ${planted.tags} }
  - { machine: PLANTEDGONE }
`;

const env = {
  PLANTED_SECRET: planted.password,
  ANYTHING: planted.environment,
  USERNAME: planted.osUser,
  COMPUTERNAME: planted.osHost,
  PATH: '/usr/bin',
};

const config = {
  MasterEndpoint: `https://plantedcluster.${planted.domain}:8391/`,
  ConnectionPassword: planted.password,
  [planted.key]: planted.password,
  DisplayName: planted.display,
  TasksRootFolder: `D:\\${planted.folder}\\${planted.serviceUser}`,
  AgentHeartbeatInterval: planted.password,
};

async function reported(): Promise<Reported> {
  const account = `PLANTEDDOM\\${planted.serviceUser}`;
  return reportOn(farm, {
    env,
    edits: { masterProperties: { PLANTED_PROPERTY: { value: planted.password } } },
    changes: {
      [planted.machine]: {
        worker: {
          userAccount: account,
          accountSid: serviceSidText('planted'),
          config: JSON.stringify(config),
          configEncoding: 'utf8',
          log: { trust: '2024-05-01T08:00:00.000Z' },
        },
        windows: { firewallError: planted.error },
      },
      PLANTEDGONE: { windows: { reachable: false } },
    },
  });
}

/** A text as it may stand in Markdown, JSON, HTML, a URL, base64 and hexadecimal, whole and by its telling part. */
function spellings(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    bytes.toString('base64').replace(/=+$/, '').slice(0, -1),
    bytes.toString('hex'),
    Buffer.from(text, 'utf16le').toString('base64').slice(0, 20),
  ];
}

function expectClean(text: string): void {
  expect(text.match(/.{0,60}planted.{0,60}/i)?.[0]).toBeUndefined();
  for (const needle of Object.values(planted).flatMap(spellings))
    expect(text.toLowerCase()).not.toContain(needle.toLowerCase());
}

test('no name, secret or value of the environment is in a report, whatever it stands in', async () => {
  const { report, markdown, found } = await reported();
  // What was looked at did hold them.
  expect(JSON.stringify(found.machines)).toContain(planted.serviceUser);
  expect(report.machines.map(({ seen }) => seen)).toEqual([true, true, false]);
  expectClean(markdown);
  expectClean(JSON.stringify(report));
  expect(markdown).toContain('machine-2');
  expect(report.machines[1]?.nameLength).toBe(planted.machine.length);
});

test('a server and machines that put names into everything they say find none of it in a report', async () => {
  const { topology, found } = await reported();
  const hostile = (value: unknown): unknown => {
    if (typeof value === 'string') return `${value} ${planted.password} \`|<img src=x> ${planted.machine}`;
    if (value instanceof Map) return new Map([...value].map(([key, inner]) => [hostile(key), hostile(inner)]));
    if (value instanceof Set) return value;
    if (Array.isArray(value)) return value.map(hostile);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        ['machine', 'code', 'content', 'verdict', 'role', 'roles'].includes(key) ? inner : hostile(inner),
      ]),
    );
  };
  const { report, markdown } = judge(topology, hostile(found) as typeof found, env);
  expectClean(markdown);
  expectClean(JSON.stringify(report));
  expect(markdown).not.toMatch(/<img|<script|javascript:/);
  // Nothing that was found ends its code span or its cell: every line has an even number of backticks.
  expect(markdown.split('\n').filter((line) => (line.match(/`/g) ?? []).length % 2 === 1)).toEqual([]);
  const rows = markdown.split('\n').filter((line) => line.startsWith('| machine-'));
  expect(rows.map((row) => row.split(' | ').length)).toEqual([6, 6, 6]);
});
