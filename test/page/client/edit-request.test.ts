import { describe, expect, test } from 'vitest';
import {
  addRequest,
  diffLines,
  nothingSaid,
  scalarOf,
  setRequest,
} from '../../../src/page/client/parts/edit-request.js';

const before = {
  enabled: true,
  displayName: null,
  description: 'Nightly loads',
  tags: 'GPU',
  settings: { MaxTaskCount: '8', TaskLogLevel: '126' },
};

describe('the edit of a worker', () => {
  test('nothing that is another makes no request', () => {
    expect(setRequest('worker/ETL01', before, { ...before, settings: { ...before.settings } })).toBeUndefined();
  });

  test('only what is another is set, and what is not managed any more is taken out', () => {
    const after = {
      enabled: false,
      displayName: '',
      description: null,
      tags: 'GPU',
      settings: { MaxTaskCount: '12', AgentHeartbeatInterval: '00:01:00' },
    };
    expect(setRequest('worker/ETL01', before, after)).toEqual({
      kind: 'set',
      worker: 'worker/ETL01',
      set: {
        enabled: false,
        displayName: '',
        'settings.MaxTaskCount': 12,
        'settings.AgentHeartbeatInterval': '00:01:00',
      },
      unset: ['description', 'settings.TaskLogLevel'],
    });
  });

  test('an empty description is not the same as none', () => {
    expect(setRequest('worker/ETL01', before, { ...before, description: '' })).toMatchObject({
      set: { description: '' },
      unset: [],
    });
  });

  test('a new worker has what was said of it, and its model where there is one', () => {
    expect(addRequest(' ETL05 ', '', nothingSaid)).toEqual({ kind: 'add', machine: 'ETL05', set: {} });
    expect(addRequest('ETL05', 'ETL01', { ...nothingSaid, enabled: true })).toEqual({
      kind: 'add',
      machine: 'ETL05',
      like: 'ETL01',
      set: { enabled: true },
    });
  });

  test.each([
    ['8', 8],
    ['0', 0],
    ['-1', -1],
    ['true', true],
    ['false', false],
    ['00:01:00', '00:01:00'],
    ['08', '08'],
    ['', ''],
    ['12345678901234567890', '12345678901234567890'],
  ])('the word %s is read as the file reads it', (text, value) => {
    expect(scalarOf(text)).toBe(value);
  });
});

describe('a difference', () => {
  test('each line has its sign, and names of files are no lines of theirs', () => {
    const diff = '--- a/topology.yaml\n+++ b/topology.yaml\n@@ -1,2 +1,2 @@\n workers:\n-  - a\n+  - b\n';
    expect(diffLines(diff).map(({ kind }) => kind)).toEqual(['head', 'head', 'head', 'same', 'removed', 'added']);
  });

  test('a removed line of dashes is a removed line, not the name of a file', () => {
    const diff = '--- a/t\n+++ b/t\n@@ -1,2 +1 @@\n--- comment\n a\n';
    expect(diffLines(diff)[3]).toMatchObject({ kind: 'removed', text: '--- comment' });
  });
});
