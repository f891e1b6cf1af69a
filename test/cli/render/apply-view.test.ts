import { expect, test } from 'vitest';
import { textView } from '../../../src/cli/render/apply-view.js';
import type { Terminal } from '../../../src/cli/terminal.js';

test('the end of an apply says how many changes were left out since they are suspended', () => {
  let shown = '';
  const terminal = {
    out: (text: string) => {
      shown += text;
    },
    colors: { out: false, err: false },
    interactive: false,
  } as Partial<Terminal> as Terminal;
  const counts = { done: 3, errored: 0, skipped: 0, manual: 0, unresolved: 0, suspended: 2, durationMs: 1_000 };
  textView(terminal, []).emit({ type: 'apply_summary', result: 'done', ...counts });
  expect(shown).toContain('3 steps done, 2 left out (suspended)');
});
