import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isScaleoutError } from '../../../src/errors/errors.js';
import { editTopology, type TopologyEdit } from '../../../src/topology/edit/edit-topology.js';
import { editedContent } from '../../../src/topology/edit/edited-content.js';
import { sourceText } from '../../../src/topology/source-text.js';
import { parseYaml } from '../../../src/topology/yaml/parse-yaml.js';
import { unmeantChange } from './meant-lines.js';
import { type Random, randomOf } from './random.js';
import { randomContent } from './random-content.js';
import { randomEdit, valueIn } from './random-edit.js';
import { type Path, randomText, type WrittenTopology } from './random-text.js';

// SCALEOUT_EDIT_CASES=20000 tries so many; the seed that a failing case prints makes the same file and the same edit again.
const cases = Number(process.env.SCALEOUT_EDIT_CASES ?? 150);
/** Of what needs several edits. */
const few = Math.ceil(cases / 4);
const limit = 120_000 + cases * 200;
const seed = fc.noShrink(fc.integer({ min: 0, max: 0x7fff_ffff }));

interface Case {
  readonly random: Random;
  readonly content: Record<string, unknown>;
  readonly written: WrittenTopology;
}

/** Runs a property on random files. */
function onFiles(check: (one: Case) => void, numRuns = cases): void {
  const property = fc.property(seed, (drawn) => {
    const random = randomOf(drawn);
    const content = randomContent(random);
    const written = randomText(random, content);
    expect(contentOf(written.text), written.text).toEqual(content);
    check({ random, content, written });
  });
  fc.assert(property, { numRuns });
}

const edited = (text: string, edit: TopologyEdit) => editTopology(sourceText('t.yaml', text), [edit]);

function contentOf(text: string): unknown {
  const { root, problems } = parseYaml(sourceText('t.yaml', text));
  return problems.length === 0 ? root : problems;
}

test(
  'any edit of any file: the content is the wanted one, and only lines that are meant differ',
  () => {
    let refused = 0;
    onFiles(({ random, content, written }) => {
      const edit = randomEdit(random, content);
      let after: string;
      try {
        after = edited(written.text, edit);
      } catch (error) {
        if (!isScaleoutError(error, 'edit.impossible')) throw error;
        refused += 1;
        return;
      }
      const told = `${JSON.stringify(edit)}\n--- before\n${written.text}\n--- after\n${after}`;
      expect(contentOf(after), told).toEqual(editedContent(content, [edit]));
      expect(unmeantChange(written, content, edit, after), told).toBeUndefined();
    });
    if (cases > 1_000) process.stdout.write(`${refused} of ${cases} edits were refused.\n`);
    expect(refused).toBeLessThan(Math.max(2, cases / 100));
  },
  limit,
);

test(
  'a value that is set, and set back, leaves the file as it was',
  () => {
    onFiles(({ random, content, written }) => {
      const paths = written.items.filter(isSimple(content)).map(({ path }) => path);
      const path = paths[random.below(paths.length)];
      if (path === undefined) return;
      const old = valueIn(content, path);
      const value = typeof old === 'boolean' ? !old : typeof old === 'number' ? old + 1 : 'other';
      const there = edited(written.text, { kind: 'set', path, value });
      const back = edited(there, { kind: 'set', path, value: old });
      expect(back, `${String(path)}\n--- before\n${written.text}\n--- between\n${there}`).toBe(written.text);
    }, few);
  },
  limit,
);

/** Whether a value is on one line, and neither repeated nor a repetition, nor is anything around it. */
function isSimple(content: unknown) {
  return (item: WrittenTopology['items'][number], _: number, items: WrittenTopology['items']): boolean => {
    const value = valueIn(content, item.path);
    const isShared = items.some(
      ({ path, anchor, alias }) =>
        (anchor !== undefined || alias !== undefined) && path.every((segment, index) => item.path[index] === segment),
    );
    const isOneLine = item.colon !== undefined && item.lines.size === 1;
    return !isShared && isOneLine && (typeof value !== 'object' || value === null) && value !== '';
  };
}

test(
  'a worker that is added, and removed, leaves the file as it was',
  () => {
    onFiles(({ random, content, written }) => {
      const workers = content.workers;
      const list: Path = ['workers'];
      const isShared = written.items.some(({ path, anchor }) => String(path) === String(list) && anchor !== undefined);
      // An alias in the place of the list is written out, and nobody knows afterwards that there was one.
      const isAlias =
        /^["']?workers["']?\s*:\s*\*/m.test(written.text) || /^\? ["']?workers["']?\s*\n:\s*\*/m.test(written.text);
      if (!Array.isArray(workers) || isShared || isAlias) return;
      const like = workers.length > 0 && random.chance(50) ? { like: random.below(workers.length) } : {};
      const entry = { ...(workers[like.like ?? -1] ?? { enabled: true, description: 'a: b' }), machine: 'ETL99' };
      const there = edited(written.text, { kind: 'addWorker', entry, ...like });
      const back = edited(there, { kind: 'removeWorker', index: workers.length });
      expect(back, `--- before\n${written.text}\n--- between\n${there}`).toBe(written.text);
    }, few);
  },
  limit,
);

test(
  'several edits at once are the same as one after the other',
  () => {
    onFiles(({ random, content, written }) => {
      const first = randomEdit(random, content);
      const between = editedContent(content, [first]) as Record<string, unknown>;
      const second = randomEdit(random, between);
      const after = editTopology(sourceText('t.yaml', written.text), [first, second]);
      expect(after).toBe(edited(edited(written.text, first), second));
      expect(contentOf(after)).toEqual(editedContent(between, [second]));
    }, few);
  },
  limit,
);

test(
  'a worker that is removed with its comments: besides, just the comment lines directly above it are gone',
  () => {
    let taken = 0;
    onFiles(({ random, content, written }) => {
      const workers = content.workers;
      if (!Array.isArray(workers) || workers.length === 0) return;
      const index = random.below(workers.length);
      const edit = { kind: 'removeWorker', index } as const;
      const plain = removed(written.text, edit);
      if (plain === undefined) return;
      const kept = filled(plain);
      const text = edited(written.text, { ...edit, comments: true });
      expect(contentOf(text)).toEqual(editedContent(content, [edit]));
      const wanted = commentsDirectlyAbove(written, ['workers', index]);
      const marks = (lines: readonly string[]) => lines.flatMap((line) => line.match(/# c\d+\./g) ?? []);
      const left = new Set(marks(filled(text)));
      const gone = marks(kept).filter((mark) => !left.has(mark));
      const told = `${index}\n--- before\n${written.text}\n--- after\n${text}`;
      // Above the first of several stands what may be the heading of the list.
      if (index > 0 || workers.length === 1 || gone.length > 0) expect(gone, told).toEqual(marks(wanted));
      // Brackets lose lines with what stands in them.
      const isFlow = written.items.some((item) => item.isFlow && String(item.path) === `workers,${index}`);
      const lost = gone.length === 0 ? 0 : wanted.length;
      if (workers.length > 1 && !isFlow) expect(filled(text).length, told).toBe(kept.length - lost);
      taken += gone.length;
    });
    expect(taken).toBeGreaterThan(0);
  },
  limit,
);

/** Undefined where nobody can take it out: how often that may be, another test says. */
function removed(text: string, edit: TopologyEdit): string | undefined {
  try {
    return edited(text, edit);
  } catch (error) {
    if (!isScaleoutError(error, 'edit.impossible')) throw error;
    return undefined;
  }
}

const filled = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');

/** By what the writer knows of each line. */
function commentsDirectlyAbove({ lines, items }: WrittenTopology, path: Path): readonly string[] {
  const item = items.find((one) => String(one.path) === String(path));
  if (item === undefined || !item.beginsLine) return [];
  const before = items.find((one) => String(one.path) === String([path[0], Number(path[1]) - 1]));
  const found: string[] = [];
  for (let at = Math.min(...item.lines) - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    if (!line.trimStart().startsWith('#') || before?.lines.has(at) === true) break;
    found.unshift(line);
  }
  return found;
}
