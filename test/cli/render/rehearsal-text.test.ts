import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { type Rehearsal, states } from '../../../src/cli/render/rehearsal-states.js';
import { rehearsalText } from '../../../src/cli/render/rehearsal-text.js';
import { rehearsedBeforeText, rehearsedNowText } from '../../../src/cli/render/rehearsed-text.js';
import type { RehearsalDocument } from '../../../src/domain/documents.js';
import { machine, rehearsals, rollout } from '../../support/rehearsals.js';
import { screen } from '../../support/screen.js';
import { isFormat } from '../schemas.js';

// Golden texts: read them as a DBA would before you accept a change of one (npx vitest -u).
const commands = {
  apply: 'scaleout apply plan.json --rehearsal rehearsal.json --sandbox ./fleet',
  again: 'scaleout rehearse plan.json --sandbox ./fleet',
} as const;

const widest = (text: string) => Math.max(...text.split('\n').map((line) => stringWidth(line)));

describe.each(Object.entries(rehearsals))('%s', (name, document) => {
  test('is as the schema says', () => {
    expect(isFormat('rehearsal', document)).toBe(true);
  });

  test.each([60, 80, 120, undefined])('on %s columns', async (columns) => {
    const steps = name === 'well';
    const text = rehearsalText(document, screen(columns), { ...commands, steps });
    if (columns !== undefined) expect(widest(text)).toBeLessThanOrEqual(columns);
    expect(text.split('\n')[0]).toContain('nothing was changed');
    await expect(text).toMatchFileSnapshot(`../../golden/rehearsals/${name}-${columns ?? 'piped'}.txt`);
  });
});

const well = rehearsals.well as Rehearsal;
const shown = (document: Rehearsal, columns?: number, options = {}) =>
  rehearsalText(document, screen(columns), { ...commands, ...options });

test('nothing that is foreign acts on a terminal', () => {
  const evil = '\u001b[2J\u202eevil\n\u0007';
  const diagnostic = { severity: 'error', code: 'x.y', summary: evil, detail: evil, remedy: evil } as const;
  const step = { id: `worker/${evil}:disable`, operation: 'drainWorker', target: `worker/${evil}` } as const;
  const text = shown(
    {
      ...well,
      result: 'partial',
      topology: { ...well.topology, name: evil, file: evil },
      catalog: { server: evil, database: evil, sandbox: evil },
      workers: [machine(`worker/${evil}`, ['draining', 400], ['working', 870])],
      steps: [
        { ...step, from: 0, to: 2, outcome: 'errored', undoes: evil, diagnostic },
        { ...step, outcome: 'skipped', reason: evil },
      ],
      waitedFor: [{ worker: evil, executionId: '1', package: evil, from: 0, to: 1, basis: 'assumed' }],
      diagnostics: [diagnostic, { ...diagnostic, severity: 'note', code: 'rehearsal.new-packages' }],
    },
    80,
    { steps: true, expand: true },
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test('no state is told by its colour alone: without colours each has a sign of its own, and all of it is ASCII', () => {
  const signs = Object.values(states).map(({ sign }) => sign);
  expect(new Set(signs).size).toBe(signs.length);
  for (const document of Object.values(rehearsals)) {
    // A name that is too long is shortened as on every screen.
    expect(shown(document, 100).replaceAll('…', '')).toMatch(/^[\n -~]*$/);
  }
});

test('an outage that is shorter than a character of the bar is seen all the same', () => {
  const long = {
    ...well,
    durationSeconds: 86_400,
    workers: [machine('worker/ETL01', ['working', 40_000], ['unheard', 40_001], ['working', 86_400])],
  };
  expect(shown(long, 80)).toMatch(/worker\/ETL01 {2}.*=+!=+ {2}1 s$/m);
});

test('what is so after the end stands at the end of its bar', () => {
  const gone = {
    ...well,
    workers: [{ ...machine('worker/ETL01', ['working', 860], ['out', 870]), after: 'gone' as const }],
  };
  expect(shown(gone, 80)).toMatch(/worker\/ETL01 {2}.*=\.- {2}10 s$/m);
});

test('of many machines those that fail are shown by themselves, and --expand shows all', () => {
  const many = rollout(41, [7]);
  expect(shown(many, 80)).toMatch(/^ {2}worker\/ETL0008 +=+d?r?!+/m);
  expect(shown(many, 80)).toMatch(/^ {2}37 alike /m);
  const all = shown(many, 80, { expand: true });
  expect(all.match(/^ {2}worker\/ETL\d{4} /gm)?.length).toBe(41);
  expect(all).not.toContain('alike');
  expect(shown(rollout(40), 80)).not.toContain('alike');
});

test('of 30 that fail the first 20 are shown, and the others counted', () => {
  const text = shown(
    rollout(
      100,
      Array.from({ length: 30 }, (_, at) => at),
    ),
    80,
  );
  expect(text).toContain('10 further machines would fail too: --expand shows them.');
});

test('the longest of many packages are shown, and the others counted', () => {
  const [one] = well.waitedFor;
  if (one === undefined) throw new Error('There is no package.');
  const waitedFor = Array.from({ length: 14 }, (_, at) => ({
    ...one,
    package: `ETL/Loads/P${at}.dtsx`,
    from: 0,
    to: 10 + at,
  }));
  const text = shown({ ...well, waitedFor }, 80);
  expect(text).toContain('It would wait for 14 packages, at most 23 s.');
  expect(text.indexOf('P13.dtsx')).toBeLessThan(text.indexOf('P12.dtsx'));
  expect(text).toContain('and 4 more: --expand shows them');
  expect(text).not.toContain('P3.dtsx');
  expect(shown({ ...well, waitedFor }, 80, { expand: true })).toContain('P0.dtsx');
});

test.each([
  [
    { before: 3, lowest: 3, lowestFrom: 0, lowestSeconds: 870, after: 3 },
    'At no time could fewer workers take work than now (3 before, 3 after).',
  ],
  [
    { before: 1, lowest: 0, lowestFrom: 12, lowestSeconds: 30, after: 1 },
    'For 30 s no worker at all could take work: no package could begin then, from +12 s (1 before, 1 after).',
  ],
  [
    { before: 0, lowest: 0, lowestFrom: 0, lowestSeconds: 870, after: 2 },
    'No worker can take work now; 2 could afterwards.',
  ],
  [
    { before: 0, lowest: 0, lowestFrom: 0, lowestSeconds: 870, after: 0 },
    'No worker can take work now; none could afterwards.',
  ],
])('the lowest capacity in words: %o', (capacity, words) => {
  expect(shown({ ...well, capacity: { ...well.capacity, ...capacity } })).toContain(`\n${words}\n`);
});

test('no step fails and yet not all is known: it is not called well', () => {
  const text = shown({ ...well, result: 'partial' }, 200);
  expect(text).toContain(
    'It would not end well: all 12 steps would be done, and yet a part of the topology could not be compared',
  );
  expect(text).not.toContain('Apply it:');
});

test('a time that was assumed is told as that in the answer itself, and hidden work is not taken for none', () => {
  const [one] = well.waitedFor;
  const waiting = (basis: 'assumed' | 'history', count: number) =>
    shown({
      ...well,
      waitedFor: Array.from({ length: count }, () => ({ ...(one as NonNullable<typeof one>), basis })),
    });
  expect(waiting('assumed', 1)).toContain('How long it still runs is not known: that was assumed.');
  expect(waiting('assumed', 2)).toContain('How long they still run is not known: that was assumed.');
  expect(waiting('history', 2)).not.toContain('is not known');
  const hidden = {
    severity: 'warning',
    code: 'rehearsal.work-unseen',
    summary: 's',
    detail: 'd',
    remedy: 'r',
  } as const;
  expect(shown({ ...well, waitedFor: [] })).toContain('It would wait for no package.');
  expect(shown({ ...well, waitedFor: [], diagnostics: [hidden] })).toContain('no package that can be seen.');
});

test('what an apply and the history tell in a line has first what is lost, and what was assumed', () => {
  const of = (name: 'lost' | 'doubtful') =>
    rehearsedBeforeText(rehearsals[name] as RehearsalDocument, screen()).replace(/ \(.*? ago\)/, '');
  expect(of('lost')).toContain(': 1 package would be LOST: Load on ETL02; no worker of 2 could take work for 20 s.');
  expect(of('doubtful')).toContain('; it was assumed that in time ends Customers (execution 4713 on ETL03).');
});

test('what has run longer than ever is not called unknown, and what happens if it goes on is told', () => {
  const { doubtful = well } = rehearsals;
  const [one] = doubtful.restsOn;
  if (one === undefined) throw new Error('It rests on nothing.');
  const text = shown({ ...doubtful, restsOn: [{ ...one, runs: 20, onTimeout: 'disable' }] }, undefined);
  expect(text).toContain('which has run longer than in each of its last 20 runs, ends by +35 min 32 s');
  expect(text).toContain('If not, it is cut off then, and lost');
  expect(text).toContain('Try it with a longer time:');
  const named = { ...doubtful, assumptions: { ...doubtful.assumptions, packageNamed: true as const } };
  expect(shown(named)).toContain('Apply it:');
});

test('what an apply tells of a rehearsal that it has just made has its warnings, and what it could not know', () => {
  const { partial = well } = rehearsals;
  const warning = {
    severity: 'warning',
    code: 'rehearsal.unexplained',
    summary: 'Odd',
    detail: 'd',
    remedy: 'r',
  } as const;
  const note = { ...warning, severity: 'note', code: 'rehearsal.by-hand', detail: 'Left to a person' } as const;
  for (const document of [well, partial]) {
    const text = rehearsedNowText({ ...document, diagnostics: [warning, note] } as RehearsalDocument, screen(80));
    expect(text).toContain('[rehearsal.unexplained]');
    expect(text).toContain('What a twin cannot know:\n  - Left to a person');
    expect(widest(text)).toBeLessThanOrEqual(80);
  }
});

test('workers that are back only as the rehearsal ends are of the same group as those before them', () => {
  const early = (at: number) => machine(`worker/EARLY${at}`, ['draining', 2], ['restarting', 17.2], ['working', 40]);
  const late = (at: number) => ({
    ...machine(`worker/LATE${at}`, ['working', 20], ['draining', 22], ['restarting', 40]),
    after: 'working' as const,
  });
  const workers = Array.from({ length: 60 }, (_, at) => (at < 30 ? early(at) : late(at)));
  const text = shown({ ...well, durationSeconds: 40, workers, nodes: [], steps: [] }, 200);
  expect(text).toContain(
    '57 alike (worker/EARLY0, worker/EARLY1, worker/EARLY2 and 54 more): draining, restarting, working, unable for 15 s to 18 s each, between +0 s and +40 s.',
  );
  const alike = Array.from({ length: 60 }, (_, at) => early(at));
  expect(shown({ ...well, durationSeconds: 40, workers: alike, nodes: [], steps: [] }, 200)).toContain(
    'unable for 15 s each',
  );
});
