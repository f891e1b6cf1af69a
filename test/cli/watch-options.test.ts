import { expect, test } from 'vitest';
import { approveOptions, resumeOptions, suspendOptions, watchOptions } from '../../src/cli/watch-options.js';

test('a second word names the topology of suspend, resume and approve, as of every other command', () => {
  const reason = 'disk';
  const said = suspendOptions('worker/ETL01', 'farm.yaml', { reason });
  expect(said).toMatchObject({ suspended: 'worker/ETL01', file: 'farm.yaml' });
  expect(resumeOptions('worker/ETL01', 'farm.yaml', {})).toMatchObject({
    suspended: 'worker/ETL01',
    file: 'farm.yaml',
  });
  expect(approveOptions('3f2a91bc', 'farm.yaml', {})).toMatchObject({ fingerprint: '3f2a91bc', file: 'farm.yaml' });
  expect(() => resumeOptions('worker/ETL01', 'farm.yaml', { file: 'other.yaml' })).toThrow('farm.yaml');
});

test('a file alone is the whole of its topology, a worker alone is one of the usual file', () => {
  expect(resumeOptions('farm.yaml', undefined, {})).toMatchObject({ suspended: undefined, file: 'farm.yaml' });
  expect(resumeOptions('worker/ETL01', undefined, {})).toMatchObject({ suspended: 'worker/ETL01', file: undefined });
  expect(resumeOptions(undefined, undefined, {})).toMatchObject({ suspended: undefined, file: undefined });
});

test('what would do nothing is refused: an approval where nothing is carried out, a token where nothing is served', () => {
  const usual = { mode: 'observe', interval: 30, machineInterval: 600 } as const;
  expect(() => watchOptions(undefined, { ...usual, approve: true })).toThrow('--approve goes with --mode safe or full');
  expect(watchOptions(undefined, { ...usual, mode: 'safe', approve: true })).toMatchObject({ approve: true });
  expect(() => watchOptions(undefined, { ...usual, listen: false, tokenFile: 't' })).toThrow('--token-file goes with');
  expect(() => watchOptions(undefined, { ...usual, listen: false, listenHost: ['h'] })).toThrow('--listen-host goes');
  expect(watchOptions(undefined, { ...usual, listen: true, tokenFile: 't' })).toMatchObject({ tokenFile: 't' });
});
