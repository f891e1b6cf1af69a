import type { ConfigChanges } from '../../src/config-file/edit-config.js';

/** An edit of a config file, as bytes: every editor of ours must make the same ones. */
export interface EditCase {
  readonly name: string;
  /** Base64. */
  readonly bytes: string;
  readonly changes: ConfigChanges;
  /** Base64. */
  readonly expected: string;
}

type Encoder = (text: string) => Buffer;

const utf8: Encoder = (text) => Buffer.from(text, 'utf8');
const utf16le: Encoder = (text) => Buffer.from(text, 'utf16le');
const utf16be: Encoder = (text) => utf16le(text).swap16();
const latin1: Encoder = (text) => Buffer.from(text, 'latin1');
const marked =
  (encode: Encoder): Encoder =>
  (text) =>
    encode(`\uFEFF${text}`);

/** Values of which some are the same to the services although their texts differ. */
function sameValueCases() {
  const upper = '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567';
  const lower = upper.toLowerCase();
  const thumbprint = (key: string, present: string, same: boolean) => ({ key, present, wanted: upper, same });
  const endpoint = (present: string, wanted: string, same: boolean) => ({
    key: 'MasterEndpoint',
    present,
    wanted,
    same,
  });
  return [
    thumbprint('SSLCertThumbprint', lower, true),
    thumbprint('WorkerHttpsCertThumbprint', lower, true),
    thumbprint('MasterHttpsCertThumbprint', lower, true),
    thumbprint('masterhttpscertthumbprint', lower, true),
    thumbprint('OtherThumbprint', lower, false),
    // .NET Framework does not find a certificate by these.
    thumbprint('WorkerHttpsCertThumbprint', `\u200E${lower}`, false),
    thumbprint('WorkerHttpsCertThumbprint', ` ${lower}`, false),
    thumbprint('WorkerHttpsCertThumbprint', `${lower}\n`, false),
    thumbprint('WorkerHttpsCertThumbprint', lower.replace(/../g, '$& ').trim(), false),
    thumbprint('WorkerHttpsCertThumbprint', lower.replace(/..(?=.)/g, '$&:'), false),
    thumbprint('WorkerHttpsCertThumbprint', `${lower.slice(0, -1)}8`, false),
    endpoint('HTTPS://SqlEtl01:8391', 'https://sqletl01:8391', true),
    endpoint('https://sqletl01:8391/', 'https://sqletl01:8391', true),
    endpoint('https://sqletl01:08391', 'https://sqletl01:8391', true),
    endpoint('https://sqletl01', 'https://sqletl01:443/', true),
    endpoint('https://[FE80::1]:8391', 'https://[fe80::1]:8391', true),
    endpoint('https://sqletl01:8391//', 'https://sqletl01:8391', false),
    endpoint('https://sqletl01:8391\n', 'https://sqletl01:8391', false),
    endpoint(' https://sqletl01:8391', 'https://sqletl01:8391', false),
    endpoint('http://sqletl01:8391', 'https://sqletl01:8391', false),
    endpoint('https://sqletl01:8392', 'https://sqletl01:8391', false),
    endpoint('https://sqletl01.corp.example:8391', 'https://sqletl01:8391', false),
    endpoint('https://sqletl01:8391/x', 'https://sqletl01:8391/X', false),
    endpoint('https://user@sqletl01:8391', 'https://sqletl01:8391', false),
    // Kelvin's sign is a k in some comparisons without case.
    endpoint('https://\u212A:8391', 'https://k:8391', false),
  ];
}

/** The keys by which a file has a setting, by the tool's own rule and by the script's. */
export const spellingCases: readonly {
  readonly text: string;
  readonly key: string;
  readonly asWritten: readonly string[];
  readonly keys: readonly string[];
}[] = [
  ['{"HeartbeatErrorTollerance":"x"}', 'HeartbeatErrorTolerance', [], ['HeartbeatErrorTollerance']] as const,
  ['{"HeartbeatErrorTolerance":"x"}', 'HeartbeatErrorTollerance', [], ['HeartbeatErrorTolerance']] as const,
  ['{"leaseinternval":"x"}', 'LEASEINTERVAL', [], ['LeaseInternval']] as const,
  ['{}', 'LeaseInternval', [], []] as const,
  ['{}', 'LeaseInterval', [], []] as const,
  ['{}', 'LeaseInternval', ['LeaseInternval'], ['LeaseInternval']] as const,
  ['{}', 'LeaseInternval', ['LeaseInterval'], []] as const,
  ['{"LeaseInterval":1}', 'LeaseInternval', ['LeaseInternval'], ['LeaseInternval']] as const,
  ['{"LeaseInternval":1,"LeaseInterval":2}', 'LeaseInternval', [], ['LeaseInterval', 'LeaseInternval']] as const,
  ['{"LeaseInternval":1,"LeaseInterval":2}', 'LeaseInterval', [], ['LeaseInterval', 'LeaseInternval']] as const,
  ['{"N":{"LeaseInternval":1}}', 'LeaseInterval', [], []] as const,
  ['{"LeaseInternval":1}', 'MaxTaskCount', [], ['MaxTaskCount']] as const,
].map(([text, key, asWritten, keys]) => ({ text, key, asWritten, keys }));

/** As setup leaves it, in the order of the documentation. */
const worker = [
  '{',
  '  "DisplayName": "",',
  '  "MasterEndpoint": "https://SQLETL01:8391",',
  '  "MasterHttpsCertThumbprint": "0000000000000000000000000000000000000000",',
  '  "AgentHeartbeatInterval": "00:01:00",',
  '  "MaxTaskCount": 10,',
  '  "TaskLogEnabled": true,',
  '  "Later": { "MaxTaskCount": [1, 2] }',
  '}',
];
const workerChanges: ConfigChanges = {
  MasterEndpoint: 'https://sqletl01.corp.example:8391',
  MaxTaskCount: '8',
  TaskLogEnabled: false,
};
const workerExpected = worker.map((line) =>
  line.replace('SQLETL01', 'sqletl01.corp.example').replace('Count": 10', 'Count": 8').replace('true', 'false'),
);

const encodings: readonly (readonly [string, Encoder])[] = [
  ['UTF-8', utf8],
  ['UTF-8 with mark', marked(utf8)],
  ['UTF-16LE with mark', marked(utf16le)],
  ['UTF-16BE with mark', marked(utf16be)],
  ['UTF-16LE without mark', utf16le],
  ['UTF-16BE without mark', utf16be],
];

const lineEnds: readonly (readonly [string, (lines: readonly string[]) => string])[] = [
  ['LF', (lines) => lines.join('\n')],
  ['CRLF and one at the end', (lines) => `${lines.join('\r\n')}\r\n`],
  ['mixed', (lines) => lines.map((line, index) => line + (index % 2 === 0 ? '\r\n' : '\n')).join('')],
];

const wholeFiles = encodings.flatMap(([encoding, encode]) =>
  lineEnds.map(([ends, join]) =>
    bytesCase(
      `a worker's file in ${encoding}, lines ending in ${ends}`,
      encode(join(worker)),
      workerChanges,
      encode(join(workerExpected)),
    ),
  ),
);

const texts: readonly EditCase[] = [
  textCase('nothing asked', '{ "A" : 1 }', {}, '{ "A" : 1 }'),
  textCase('as wanted already', '{"A":"8","B":8,"C":"True","D":1.0}', { A: 8, B: '8', C: true, D: 1 }),
  textCase('kinds stay', '{"A":"8","B":8,"C":true}', { A: 9, B: '9', C: 'False' }, '{"A":"9","B":9,"C":false}'),
  textCase('a kind that cannot stay', '{"A":8,"B":true}', { A: 'many', B: 'maybe' }, '{"A":"many","B":"maybe"}'),
  textCase(
    'null, a block and a list get values',
    '{"A":null,"B":{"A":1},"C":[1]}',
    { A: 'x', B: 2, C: true },
    '{"A":"x","B":2,"C":true}',
  ),
  textCase('null is not the text null', '{"A":null}', { A: 'null' }, '{"A":"null"}'),
  textCase('text compares exactly', '{"A":"https://M:8391"}', { A: 'https://m:8391' }, '{"A":"https://m:8391"}'),
  ...sameValueCases().map(({ key, present, wanted, same }) =>
    textCase(
      `${key}: ${JSON.stringify(present)} is ${same ? '' : 'not '}${wanted}`,
      JSON.stringify({ [key]: present }),
      { [key]: wanted },
      JSON.stringify({ [key]: same ? present : wanted }),
    ),
  ),
  textCase(
    'a key without regard to case keeps its spelling',
    '{"maxtaskcount": 1}',
    { MaxTaskCount: 2 },
    '{"maxtaskcount": 2}',
  ),
  textCase('of a key that stands twice, the last', '{"A":1,"B":0,"a":1}', { A: 2 }, '{"A":1,"B":0,"a":2}'),
  textCase('the last is as wanted', '{"A":1,"a":2}', { A: 2 }),
  textCase('keys asked for twice, the last', '{"A":10}', { A: 123, a: 5 }, '{"A":5}'),
  textCase('nested keys stay', '{"N":{"A":1,"M":[{"A":2}]},"A":3}', { A: 4 }, '{"N":{"A":1,"M":[{"A":2}]},"A":4}'),
  textCase('what looks like a key inside a text', '{"B":"\\"A\\":1","A":1}', { A: 2 }, '{"B":"\\"A\\":1","A":2}'),
  textCase('escapes elsewhere stay', '{"\\u0041":1,"B":"\\u00e4\\/"}', { a: 2 }, '{"\\u0041":2,"B":"\\u00e4\\/"}'),
  textCase('an escaped text that is as wanted', '{"A":"\\u00e4\\/"}', { A: 'ä/' }),
  textCase(
    'comments stay',
    '// "A": 1\n{ /* { */ "A": /* "A": */ 1, // }\n "B": 2 }',
    { A: 3 },
    '// "A": 1\n{ /* { */ "A": /* "A": */ 3, // }\n "B": 2 }',
  ),
  textCase(
    'slashes in a text are no comment',
    '{"A":"https://x /* y","B":1}',
    { B: 2 },
    '{"A":"https://x /* y","B":2}',
  ),
  textCase('a comma at the end', '{"A":1,}', { B: 2 }, '{"A":1, "B":2,}'),
  textCase(
    'a missing key on a line of its own',
    '{\r\n\t"A" : "x",\r\n\t"B" : "y"\r\n}\r\n',
    { C: 'z', D: 1 },
    '{\r\n\t"A" : "x",\r\n\t"B" : "y",\r\n\t"C" : "z",\r\n\t"D" : 1\r\n}\r\n',
  ),
  textCase(
    'a missing key with the line end of the last',
    '{\r\n  "A": 1,\n  "B": 2\r\n}',
    { C: 3 },
    '{\r\n  "A": 1,\n  "B": 2,\n  "C": 3\r\n}',
  ),
  textCase('a missing key in an empty block', '{}', { A: 1, B: 'x' }, '{"A": 1, "B": "x"}'),
  textCase('a missing key is not the nested one', '{"N":{"A":1}}', { A: 1 }, '{"N":{"A":1}, "A":1}'),
];

const hostile: readonly (readonly [string, string])[] = [
  ['quotes and backslashes', `"it's" C:\\new\\"`],
  ["PowerShell's own", '$(Remove-Item x) `n $env:PATH @{} #'],
  ['lines and controls', 'a\r\nb\tc\u0000d\u001B[31m\b\f'],
  ['a right-to-left mark and emoji', '\u202Egnp.exe \u200F\u{1F525}\u{1F468}\u200D\u{1F469}'],
  ['line separators', 'a\u2028b\u2029c\u0085d\u007F'],
  ['what a replacement would expand', '$& $1 $` $$ \\1'],
  ['JSON', '", "MaxTaskCount": 99, "x": "'],
];

const hostileCases = hostile.flatMap(([what, value]) =>
  encodings.map(([encoding, encode]) =>
    bytesCase(
      `${what} in ${encoding}`,
      encode('{"A": "x", "B": 1}\n'),
      { A: value, C: value },
      encode(`{"A": ${JSON.stringify(value)}, "B": 1, "C": ${JSON.stringify(value)}}\n`),
    ),
  ),
);

const codePage = bytesCase(
  'an ANSI code page: its bytes stay, what is new is ASCII',
  latin1('{"A":"\u00e4\u0096","B":"x"}'),
  { B: 'ß\u{1F525}' },
  latin1('{"A":"\u00e4\u0096","B":"\\u00df\\ud83d\\udd25"}'),
);

export const editCases: readonly EditCase[] = [...wholeFiles, ...texts, ...hostileCases, codePage];

function textCase(name: string, text: string, changes: ConfigChanges, expected = text): EditCase {
  return bytesCase(name, utf8(text), changes, utf8(expected));
}

function bytesCase(name: string, bytes: Buffer, changes: ConfigChanges, expected: Buffer): EditCase {
  return { name, bytes: bytes.toString('base64'), changes, expected: expected.toString('base64') };
}
