import { expect, test } from 'vitest';
import { editedBytes, editTopology, type TopologyEdit } from '../../../src/topology/edit/edit-topology.js';
import { sourceText } from '../../../src/topology/source-text.js';

const edited = (text: string, ...edits: readonly TopologyEdit[]) => editTopology(sourceText('t.yaml', text), edits);

const fleet = `workers: # all of them
  # the fast ones
  - machine: ETL01
    enabled: true  # since May
    settings: &fast { MaxTaskCount: 8 }
    # tags: nightly
  # the slow ones
  - machine: ETL02
    settings: *fast

policy: { prune: false }
`;

test('a value is replaced, and its comment stays', () => {
  const after = edited(fleet, { kind: 'set', path: ['workers', 0, 'enabled'], value: false });
  expect(after).toBe(fleet.replace('enabled: true ', 'enabled: false '));
});

test('a value that others repeat changes in its place alone', () => {
  const after = edited(fleet, { kind: 'set', path: ['workers', 0, 'settings', 'MaxTaskCount'], value: 4 });
  expect(after).toBe(
    fleet.replace('&fast { MaxTaskCount: 8 }', '{ MaxTaskCount: 4 }').replace('*fast', '&fast { MaxTaskCount: 8 }'),
  );
});

test('an entry goes with its own comments, and its anchor moves to who needs it', () => {
  expect(edited(fleet, { kind: 'removeWorker', index: 0 })).toBe(`workers: # all of them
  # the fast ones
  # the slow ones
  - machine: ETL02
    settings: &fast { MaxTaskCount: 8 }

policy: { prune: false }
`);
});

test('an entry like another one repeats its text', () => {
  const entry = { machine: 'ETL03', enabled: false, settings: { MaxTaskCount: 8 } };
  const after = edited(fleet, { kind: 'addWorker', entry, like: 0 });
  expect(after).toBe(
    fleet.replace(
      '    settings: *fast\n',
      '    settings: *fast\n  - machine: ETL03\n    enabled: false\n    settings: *fast\n',
    ),
  );
  expect(edited(after, { kind: 'removeWorker', index: 2 })).toBe(fleet);
});

test('a comment in brackets that hold nothing else stays beside what is put in', () => {
  const text = 'workers: [\n    # the first one comes here\n  ]\npolicy: {\n    # none\n  }\n';
  const worker = edited(text, { kind: 'addWorker', entry: { machine: 'ETL01' } });
  expect(worker).toBe(text.replace('[', '[ { machine: ETL01 }'));
  expect(edited(text, { kind: 'set', path: ['policy'], value: { prune: true } })).toBe(
    text.replace('policy: {', 'policy: { prune: true'),
  );
  expect(edited(text, { kind: 'set', path: ['workers'], value: ['a', 'b'] })).toBe(text.replace('[', '[ a, b'));
});

test('what leads through a text, or to nowhere, is refused: edit.impossible', () => {
  const refused = (edit: TopologyEdit) => () => edited(fleet, edit);
  expect(refused({ kind: 'set', path: ['workers', 0, 'machine', 'name'], value: 1 })).toThrow(
    'workers[0].machine.name cannot be set: workers[0].machine is no block of keys.',
  );
  expect(refused({ kind: 'removeWorker', index: 2 })).toThrow('The file has no worker at place 3 of its list.');
});

test('a byte order mark stays where there was one', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(editedBytes(bytes('\ufeffa: 1\n'), 'a: 2\n')).toEqual(bytes('\ufeffa: 2\n'));
  expect(editedBytes(bytes('a: 1\n'), 'a: 2\n')).toEqual(bytes('a: 2\n'));
});
