import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type RotationDocument, rotationText } from '../../../src/cli/render/rotation-text.js';
import { screen } from '../../support/screen.js';
import { isFormat } from '../schemas.js';

// Golden texts: read them as a DBA would before you accept a change of one (npx vitest -u).
const observedAt = '2026-11-24T02:15:20.000Z';
const common = {
  formatVersion: 1,
  observedAt,
  topology: { name: 'warehouse', file: 'prod.yaml' },
  catalog: { server: 'SQLETL01', database: 'SSISDB' },
  policy: { renewBeforeDays: 60, keepOldDays: 7, validityDays: 1825, warnBeforeDays: 30 },
} as const;
const certificate = (digit: string, notAfter: string, state: 'valid' | 'endsSoon' | 'ended' = 'valid') => ({
  thumbprint: digit.repeat(40),
  notBefore: '2021-11-24T02:15:20.000Z',
  notAfter,
  state,
  isOurs: digit !== 'A',
});
const inUse = certificate('A', '2026-12-06T10:00:00.000Z', 'endsSoon');
const next = certificate('B', '2031-11-24T10:00:00.000Z');
const worker = (
  machine: string,
  trustsNext: 'yes' | 'no' | 'unknown' | null,
  pins: 'inUse' | 'next' | 'other' | 'unknown',
) => ({
  machine,
  trustsNext,
  pins,
});

const documents: Readonly<Record<string, RotationDocument>> = {
  'master-preparing': {
    ...common,
    master: {
      phase: 'preparing',
      certificate: inUse,
      next: { state: 'present', why: 'master.certificate of the topology names it', certificate: next },
      nodes: [
        { machine: 'SQLETL01', hasNext: 'yes', names: inUse.thumbprint, bound: inUse.thumbprint },
        { machine: 'SQLETL02.corp.example', hasNext: 'no', names: null, bound: 'C'.repeat(40) },
      ],
      workers: [worker('ETL01', 'yes', 'inUse'), worker('ETL02', 'no', 'inUse'), worker('ETL09', 'unknown', 'unknown')],
      blockers: [
        {
          who: 'master/SQLETL02.corp.example',
          why: `it does not have ${next.thumbprint} with its private key in LocalMachine\\Root`,
          remedy: 'Install it there, with its key: scaleout script SQLETL02.corp.example prints how.',
        },
        {
          who: 'worker/ETL09',
          why: 'whether it trusts the new certificate is not seen, since its machine is left to a person (scaleout script ETL09)',
          remedy: 'Mend that; or do without it: scaleout drain worker/ETL09. Then add --exclude worker/ETL09.',
        },
        { who: null, why: 'the master is not heard of', remedy: 'Look why with scaleout doctor, and mend that first.' },
      ],
      old: [],
    },
    next: {
      first: 'Install the next one with its private key on master/SQLETL02.corp.example.',
      command: 'scaleout rotate master --prepare',
    },
  },
  'master-keeping': {
    ...common,
    master: {
      phase: 'keeping',
      certificate: next,
      renewedFrom: '2031-09-25T10:00:00.000Z',
      next: null,
      nodes: [{ machine: 'SQLETL01', hasNext: null, names: next.thumbprint, bound: next.thumbprint }],
      workers: [worker('ETL01', null, 'inUse'), worker('ETL02', null, 'other')],
      blockers: [],
      old: [
        { thumbprint: inUse.thumbprint, trustedBy: ['ETL01', 'ETL02'], keptUntil: '2026-12-01T02:15:20.000Z' },
        { thumbprint: 'D'.repeat(40), trustedBy: ['ETL01'], keptUntil: null },
      ],
    },
    next: { first: 'Wait until 2026-12-01T02:15:20.000Z.', command: 'scaleout rotate master --complete' },
  },
  workers: {
    ...common,
    workers: [
      {
        machine: 'ETL01',
        phase: 'current',
        certificate: next,
        renewedFrom: '2031-09-25T10:00:00.000Z',
        next: null,
        blockers: [],
        old: [
          { thumbprint: inUse.thumbprint, trustedBy: ['SQLETL01', 'ETL01'], keptUntil: '2026-12-01T02:15:20.000Z' },
        ],
      },
      { machine: 'ETL02', phase: 'due', certificate: inUse, next: null, blockers: [], old: [] },
      {
        machine: 'ETL03',
        phase: 'prepared',
        certificate: certificate('E', '2026-11-20T10:00:00.000Z', 'ended'),
        next,
        trustedBy: [
          { machine: 'SQLETL01', state: 'yes' },
          { machine: 'SQLETL02', state: 'unknown' },
          { machine: 'ETL03', state: 'no' },
        ],
        blockers: [
          {
            who: 'worker/ETL03',
            why: 'ETL03: its certificate ended 2026-11-20 10:00:00 UTC. A new one is prepared and not taken into use: SQLETL02 could not be looked at.',
            remedy: 'Mend the access to SQLETL02 and apply again.',
          },
        ],
        old: [],
      },
      {
        machine: 'ETL04',
        phase: 'bring',
        reason: 'the topology names it, so a person brings the next one',
        certificate: inUse,
        next: null,
        blockers: [],
        old: [],
      },
      {
        machine: 'ETL05',
        phase: 'unknown',
        reason: 'nobody goes to its machine from here',
        certificate: null,
        next: null,
        blockers: [],
        old: [],
      },
    ],
    next: { command: 'scaleout rotate worker/ETL02 worker/ETL03' },
  },
};

const widest = (text: string) => Math.max(...text.split('\n').map((line) => stringWidth(line)));

describe.each(Object.entries(documents))('%s', (name, document) => {
  test('is as the schema says', () => {
    expect(isFormat('rotation', document)).toBe(true);
  });

  test.each([60, 80, undefined])('on %s columns', async (columns) => {
    const text = rotationText(document, screen(columns));
    if (columns !== undefined) expect(widest(text)).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(`../../golden/status/rotation-${name}-${columns ?? 'piped'}.txt`);
  });
});

test('a worker that is disabled is named: a switch that is under way looks so', () => {
  const document = documents['master-preparing'] as RotationDocument & { readonly master: object };
  const workers = [{ ...worker('ETL01', 'yes', 'inUse'), isDisabled: true as const }, worker('ETL02', 'yes', 'inUse')];
  const shown = { ...document, master: { ...document.master, workers } } as RotationDocument;
  expect(isFormat('rotation', shown)).toBe(true);
  expect(rotationText(shown, screen())).toContain(
    '  Out       ETL01: disabled in the catalog. A switch that somebody runs now',
  );
});

test('the command to go on with has the file and the sandbox of this run', () => {
  const given = { verb: 'rotate', file: 'prod.yaml', sandbox: './fleet', platform: 'linux' } as const;
  const text = rotationText(documents['master-keeping'] as RotationDocument, { ...screen(), given });
  expect(text).toContain('scaleout rotate master --complete -f prod.yaml --sandbox ./fleet\n');
});

test('nothing that is foreign acts on a terminal', () => {
  const evil = '\u001b[2J\u202eevil';
  const [first] = documents.workers?.workers ?? [];
  if (first === undefined) throw new Error('There is no worker.');
  const text = rotationText(
    {
      ...common,
      workers: [{ ...first, machine: evil, reason: evil }],
      next: { command: 'scaleout apply', first: evil },
    },
    screen(80),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test('of very many workers the first are told in detail, and the others are counted', () => {
  const [first] = documents.workers?.workers ?? [];
  if (first === undefined) throw new Error('There is no worker.');
  const many = Array.from({ length: 20 }, (_, at) => ({ ...first, machine: `ETL${at}` }));
  const text = rotationText({ ...common, workers: many, next: null }, screen(80));
  expect(text).toContain('8 further workers: scaleout rotate workers --status --json has all.');
  expect(text).toContain('Next: nothing needs to be done now.');
  for (const { machine } of many) expect(text).toMatch(new RegExp(`^${machine} +current`, 'm'));
});
