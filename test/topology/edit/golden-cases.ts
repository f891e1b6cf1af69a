import type { TopologyEdit } from '../../../src/topology/edit/edit-topology.js';

export interface Golden {
  readonly title: string;
  readonly text: string;
  readonly edits: readonly TopologyEdit[];
}

type Path = readonly (string | number)[];

const golden = (title: string, text: string, ...edits: readonly TopologyEdit[]): Golden => ({ title, text, edits });
const set = (path: Path, value: unknown): TopologyEdit => ({ kind: 'set', path, value });
const unset = (...path: Path): TopologyEdit => ({ kind: 'unset', path });
const remove = (index: number): TopologyEdit => ({ kind: 'removeWorker', index });
const removeWithComments = (index: number): TopologyEdit => ({ kind: 'removeWorker', index, comments: true });
const add = (entry: Readonly<Record<string, unknown>>, like?: number): TopologyEdit =>
  like === undefined ? { kind: 'addWorker', entry } : { kind: 'addWorker', entry, like };

const fleet = `# The fleet of the warehouse.
apiVersion: ssis-scaleout/v1
name: warehouse
catalog:
  server: SQLETL01      # the listener, not a node
  authentication: { type: integrated }

workers:
  # The fast ones.
  - machine: ETL01
    enabled: true       # since May
    description: 'Nightly loads'
    settings: { MaxTaskCount: 8 }
    # tags: nightly

  # The slow ones.
  - machine: ETL02
    settings:
      MaxTaskCount: 4   # its disk is slow
    access: &access
      transport: ssh
      user: svc

  - { machine: ETL03, enabled: false, access: *access }  # on loan

# How they are reached.
access: *access
`;

const values: readonly Golden[] = [
  golden('a value, its comment behind it', fleet, set(['workers', 0, 'enabled'], false)),
  golden('a text keeps its quotes', fleet, set(['workers', 0, 'description'], "Loads of the night: it's # 1")),
  golden('a text that needs quotes gets them', fleet, set(['name'], 'true')),
  golden('a value in a line of brackets', fleet, set(['workers', 2, 'enabled'], true)),
  golden('a key that is missing', fleet, set(['workers', 0, 'tags'], 'nightly')),
  golden('a key that is missing in brackets', fleet, set(['workers', 0, 'settings', 'A B'], '8')),
  golden('blocks that are missing around it', fleet, set(['policy', 'drain', 'timeout'], '1h')),
  golden('a block that is missing, as others write it', fleet, set(['workers', 2, 'settings', 'MaxTaskCount'], 2)),
  golden(
    'a whole block: only what differs',
    fleet,
    set(['workers', 1, 'access'], { transport: 'ssh', user: 'loader' }),
  ),
  golden(
    'a list grows and shrinks in its middle',
    'master:\n  machines:\n  - A # first\n  - B # second\n  - D # last\n',
    set(['master', 'machines'], ['A', 'B', 'C', 'D']),
    set(['master', 'machines'], ['A', 'C', 'D']),
  ),
  golden('a list in brackets', 'master: { machines: [A, D] }\n', set(['master', 'machines'], ['A', 'B', 'C', 'D'])),
  golden(
    'a key without a value',
    'workers:\n  - machine: ETL01\n    tags: # none yet\n    enabled: true\n',
    set(['workers', 0, 'tags'], 'nightly'),
  ),
  golden(
    'a value in the line below its key',
    'name:\n  # as in the CMDB\n  warehouse  # short\n',
    set(['name'], 'finance'),
  ),
  golden(
    'keys in quotes, and a key with a question mark',
    '"catalog":\n  ? "server"\n  # why\n  : SQLETL01\n',
    set(['catalog', 'server'], 'SQLETL02'),
    set(['catalog', 'database'], 'SSISDB'),
  ),
  golden(
    'JSON',
    '{\n  "name": "warehouse",\n  "master": {\n    "machines": ["A"],\n    "endpoint": "https://a:1"\n  }\n}\n',
    set(['name'], 'no'),
    set(['master', 'machines', 1], 'B'),
    unset('master', 'endpoint'),
    set(['policy', 'prune'], false),
  ),
  golden(
    'line ends of Windows, and none at the end',
    'name: warehouse\r\ncatalog:\r\n  server: A',
    set(['catalog', 'server'], 'B'),
    set(['catalog', 'database'], 'X'),
    set(['policy', 'prune'], true),
  ),
];

const text =
  'workers:\n  - machine: ETL01\n    description: |  # for the auditors\n      First line.\n      Second line.\n\n    tags: >-\n      one\n      two\n    # the end\n';
const texts: readonly Golden[] = [
  golden('lines replace lines', text, set(['workers', 0, 'description'], 'Other line.\n\n  Indented: # no comment\n')),
  golden(
    'one line replaces lines',
    text,
    set(['workers', 0, 'description'], 'Nightly'),
    set(['workers', 0, 'tags'], 'a: b'),
  ),
  golden('lines replace a word: escaped, on one line', 'name: a\ntags: b # c\n', set(['tags'], 'two\nlines\n')),
  ...[
    '8',
    '0x10',
    '1e3',
    'true',
    'no',
    'null',
    '~',
    '2026-11-24',
    '12:30',
    '',
    ' x',
    'x ',
    '# x',
    'a #x',
    'a: b',
    'a:',
    '- x',
    '[x]',
    '{x',
    '*x',
    '&x',
    '!x',
    '%x',
    '@x',
    '`x',
    '---',
    "it's",
    'say "x"',
    'C:\\x',
    'tab\there',
    'bell\u0007',
    'rtl \u202e',
    'שלום',
    'emoji 🚀',
    'no\u00a0break',
    'line\u2028x',
  ].map((value) => golden(`the text ${JSON.stringify(value)}`, 'tags: plain\n', set(['tags'], value))),
];

const gone: readonly Golden[] = [
  golden('a key, with the comment in its line', fleet, unset('workers', 0, 'enabled')),
  golden('the last key of a block takes the block', fleet, unset('workers', 1, 'settings', 'MaxTaskCount')),
  golden('the last key in brackets takes them', fleet, unset('workers', 0, 'settings', 'MaxTaskCount')),
  golden('a key in brackets', fleet, unset('workers', 2, 'enabled')),
  golden(
    'the first key of an entry',
    'workers:\n  - enabled: true # c\n    machine: ETL01\n',
    unset('workers', 0, 'enabled'),
  ),
  golden(
    'the first key of an entry, with a comment below it',
    'workers:\n  - enabled: true # c\n    # the name\n    machine: ETL01\n',
    unset('workers', 0, 'enabled'),
  ),
  golden(
    'comments that go on in the lines below',
    'workers:\n  - machine: ETL01\n    enabled: true  # off in June,\n                   # for the move\n    # the tags\n    tags: x\n',
    unset('workers', 0, 'enabled'),
  ),
  golden(
    'brackets over several lines',
    'policy: {\n  prune: false,  # never\n  # at most\n  maxRemovals: 1,  # one\n  parallelism: 8  # two cores\n}\n',
    unset('policy', 'parallelism'),
    unset('policy', 'prune'),
  ),
  golden(
    'the only entry of a list',
    'master:\n  machines: # one\n    # the old one\n    - A # x\n  endpoint: x\n',
    unset('master', 'machines', 0),
  ),
  golden(
    'the last line of a file without a line end',
    'name: a\npolicy:\n  prune: true\n  maxRemovals: 1',
    unset('policy', 'maxRemovals'),
  ),
];

const next = { machine: 'ETL04', enabled: true };
const added: readonly Golden[] = [
  golden('behind the last one, before what follows', fleet, add(next)),
  golden(
    'like the first one',
    fleet,
    add({ settings: { MaxTaskCount: 8 }, machine: 'ETL04', enabled: false, description: 'x' }, 0),
  ),
  golden(
    'like one with an anchor',
    fleet,
    add({ machine: 'ETL04', settings: { MaxTaskCount: 4 }, access: { transport: 'ssh', user: 'svc' } }, 1),
  ),
  golden(
    'like one in brackets',
    fleet,
    add({ machine: 'ETL04', enabled: false, access: { transport: 'ssh', user: 'svc' }, tags: 'x' }, 2),
  ),
  golden(
    'an empty list',
    'name: a\nworkers: []  # none yet\n# access\naccess: { transport: none }\n',
    add({ ...next, settings: { MaxTaskCount: 8 } }),
  ),
  golden(
    'no list',
    'name: a\naccess:\n    transport: none\n# the end\n',
    add({ ...next, settings: { MaxTaskCount: 8 } }),
  ),
  golden('a key without a list', 'name: a\nworkers: # to come\naccess:\n   transport: none\n', add(next)),
  golden(
    'a list at the column of its key',
    'workers:\n-   machine: A\n    # deep\n# for the list\nname: a\n',
    add(next),
  ),
  golden(
    'a list in brackets, a line an entry',
    'workers: [\n  { machine: A }, # a\n  { machine: B } # b\n]\n',
    add(next),
  ),
  golden('a list in one line', "workers: [{machine: 'A'}]\n", add({ machine: 'B', tags: 'x' }, 0)),
  golden('JSON', '{"workers":[{"machine":"A","enabled":true}],"name":"a"}\n', add({ machine: 'B', enabled: true }, 0)),
  golden(
    'JSON over several lines',
    '{\n  "workers": [\n    {\n      "machine": "A",\n      "enabled": true\n    }\n  ]\n}\n',
    add({ machine: 'B', enabled: true }, 0),
  ),
  golden(
    'entries that blank lines separate',
    'workers:\r\n  - machine: A\r\n\r\n  # b\r\n  - machine: B\r\n\r\naccess: { transport: none }\r\n',
    add(next),
  ),
  golden('the end of a file without a line end, and of a document', 'workers:\n  - machine: A', add(next)),
  golden('before the end of the document', '---\nworkers:\n  - machine: A\n...\n', add(next)),
];

const removed: readonly Golden[] = [
  golden('with its comments; what stands above it stays', fleet, remove(0)),
  golden('with the comment above it', fleet, removeWithComments(1)),
  golden('of the first the comment above it stays: it may be the heading', fleet, removeWithComments(0)),
  golden('one in brackets, and its comment', fleet, remove(2)),
  golden('its anchor moves to who needs it', fleet, remove(1)),
  golden('all', fleet, remove(2), remove(1), remove(0)),
  golden(
    'a comment behind the dash, and one that is less far in',
    'workers:\n  - # the first\n    machine: A\n    # of A\n\n     # of A too\n  # of nobody\n    # below that\n  - machine: B\n',
    remove(0),
  ),
  golden(
    'of brackets',
    'workers: [{ machine: A }, { machine: B }, { machine: C }] # c\n',
    remove(1),
    remove(1),
    remove(0),
  ),
  golden(
    'of brackets over several lines',
    'workers: [\n  { machine: A }, # a\n  # b\n  { machine: B }, # b\n  { machine: C }, # c\n]\n',
    remove(1),
    remove(1),
  ),
  golden('of brackets with a comma at the end', 'workers: [{ machine: A }, { machine: B }, ]\n', remove(1)),
  golden(
    'a blank line goes where it would be one of two',
    'workers:\n  - machine: A\n\n  - machine: B\n\n  - machine: C\nname: a\n',
    remove(1),
  ),
  golden(
    'a blank line stays where it separates',
    'workers:\n  - machine: A\n\n  - machine: B\n  - machine: C\nname: a\n',
    remove(1),
  ),
  golden('the first of several that blank lines separate', 'workers:\n  - machine: A\n\n  - machine: B\n', remove(0)),
  golden('of JSON', '{\n  "workers": [\n    { "machine": "A" },\n    { "machine": "B" }\n  ]\n}\n', remove(1)),
];

const shared = `workers:
  - machine: ETL01
    settings: &fast    # for all
      MaxTaskCount: 8
      LocalFolder: 'D:\\ssis'
  - &second
    machine: ETL02
    settings: *fast
  - { machine: ETL03, settings: *fast }
  - *second   # a twin
`;
const anchors: readonly Golden[] = [
  golden('inside of a block that others repeat', shared, set(['workers', 0, 'settings', 'MaxTaskCount'], 4)),
  golden('inside of an alias', shared, set(['workers', 1, 'settings', 'MaxTaskCount'], 4)),
  golden('inside of an alias, in brackets', shared, set(['workers', 2, 'settings', 'MaxTaskCount'], 4)),
  golden('an alias as a whole', shared, set(['workers', 2, 'settings'], { Other: 'x' })),
  golden('an entry that is an alias', shared, set(['workers', 3, 'machine'], 'ETL04')),
  golden('an entry that an alias repeats', shared, set(['workers', 1, 'machine'], 'ETL05')),
  golden('the first one goes', shared, remove(0)),
  golden('the second one goes', shared, remove(1)),
  golden('a value that others repeat', 'a: &x nightly # c\nb: *x\nc: [*x, *x]\n', set(['a'], 'daily')),
  golden('a name that is used again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', unset('a'), set(['c'], 3)),
];

export const allGoldens: Readonly<Record<string, readonly Golden[]>> = { values, texts, gone, added, removed, anchors };
