import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { historyFile } from '../../src/history/history-files.js';

test.each([
  ['warehouse', 'warehouse.history.jsonl'],
  ['nul', '_nul.history.jsonl'],
  ['Com1.finance', '_Com1.finance.history.jsonl'],
  ['console', 'console.history.jsonl'],
])('the history of %s is no device of Windows', (topologyName, name) => {
  expect(basename(historyFile({ topologyFile: 'topology.yaml', topologyName }))).toBe(name);
});
