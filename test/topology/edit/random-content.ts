import type { Random } from './random.js';

type Block = Record<string, unknown>;

/** Texts that a careless writer would break. */
export const oddTexts = [
  'Nightly warehouse loads',
  'nightly',
  'a: b',
  'a #b',
  '# none',
  '',
  ' leading',
  'trailing ',
  '8',
  '0x10',
  '1e3',
  '0123',
  'true',
  'no',
  'null',
  '~',
  '2026-11-24',
  '12:30',
  '- dash',
  '[brackets], {braces}',
  "it's",
  'say "hello"',
  'C:\\Program Files\\ETL',
  'back\\slash "and" quote',
  'two\nlines',
  'two\nlines\n',
  'three\n\nlines: with # both\n',
  'kept\n\n',
  'tab\there',
  'bell\u0007',
  'שלום',
  'rtl \u202eoverride',
  'emoji 🚀 of two units',
  'no\u00a0break',
  'line\u2028separator',
  '%percent',
  '@at',
  '*star',
  '&and',
  '!bang',
  '? question',
  ': colon',
  'ends:',
  '---',
  '...',
  '<<',
  'x'.repeat(300),
  'many words '.repeat(30).trim(),
] as const;

/** The content of a topology of the schema; some values are odd, and several workers share some. */
export function randomContent(random: Random): Block {
  const { chance, of } = random;
  const accesses: readonly [Block, ...Block[]] = [
    { transport: 'manual' },
    { transport: 'ssh', user: 'svc', identity: { file: '~/.ssh/id' } },
    { transport: 'ssh', user: 'svc', port: 22, jump: { host: 'jump01', user: 'svc', password: { env: 'P' } } },
  ];
  const settings: readonly [Block, ...Block[]] = [
    { MaxTaskCount: 8 },
    { MaxTaskCount: 4, LocalFolder: 'D:\\ssis' },
    {},
  ];
  const workers = Array.from({ length: random.below(5) }, (_, index) => ({
    machine: `ETL0${index + 1}`,
    ...(chance(60) ? { enabled: chance(70) } : {}),
    ...(chance(40) ? { displayName: of(oddTexts) } : {}),
    ...(chance(50) ? { description: of(oddTexts) } : {}),
    ...(chance(30) ? { tags: of(oddTexts) } : {}),
    ...(chance(20) ? { certificate: { thumbprint: '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567' } } : {}),
    ...(chance(50) ? { settings: of(settings) } : {}),
    ...(chance(15) ? { settingsAsWritten: ['MaxTaskCount', 'Other'] } : {}),
    ...(chance(40) ? { access: of(accesses) } : {}),
  }));
  return shuffled(random, {
    apiVersion: 'ssis-scaleout/v1',
    name: 'warehouse',
    catalog: {
      server: 'SQLETL01',
      ...(chance(50) ? { database: 'SSISDB' } : {}),
      ...(chance(50) ? { authentication: { type: 'sql', user: 'scaleout', password: { env: 'PW' } } } : {}),
      ...(chance(30) ? { encrypt: of([true, false, 'strict']) } : {}),
    },
    ...(chance(50) ? { scaleOut: { enabled: true, defaultExecutionMode: 'scaleOut' } } : {}),
    ...(chance(60) ? { master: { machines: ['SQLETL01', 'SQLETL02'], endpoint: 'https://sqletl01:8391' } } : {}),
    ...(chance(90) ? { workers: workers.map((worker) => shuffled(random, worker)) } : {}),
    ...(chance(50) ? { access: of(accesses) } : {}),
    ...(chance(50) ? { policy: policy(random) } : {}),
  });
}

function policy({ chance, below }: Random): Block {
  return {
    ...(chance(50) ? { prune: false } : {}),
    maxRemovals: below(4),
    ...(chance(50) ? { drain: { timeout: '30m', onTimeout: 'stop' } } : {}),
    ...(chance(30) ? { rollout: { maxUnavailable: '25%', order: 'listed' } } : {}),
    ...(chance(30)
      ? {
          windows: [
            { days: 'mon-fri', from: '22:00', to: '04:00' },
            { days: 'sat', from: '00:00', to: '24:00' },
          ],
        }
      : {}),
    ...(chance(20) ? { notify: [] } : {}),
  };
}

/** The same keys in another order. */
export function shuffled(random: Random, block: Block): Block {
  const left = Object.entries(block);
  const result: Block = {};
  const keeps = random.chance(60);
  while (left.length > 0) {
    const [[key, value] = ['', undefined]] = left.splice(keeps ? 0 : random.below(left.length), 1);
    result[key] = value;
  }
  return result;
}
