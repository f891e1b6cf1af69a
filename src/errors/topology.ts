import type { ErrorEntry } from './entry.js';

/** Errors of the topology file. */
export const topologyErrors = {
  'topology.file-not-found': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'There is no topology file of that name',
    remedy: 'Check the path, or name the file: -f FILE. Without a name it is topology.yaml.',
  },
  'topology.file-unreadable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file cannot be read',
    remedy: 'Name a file that this account may read.',
  },
  'topology.file-too-large': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file is too large',
    remedy: 'Check that it is the right file. A topology of 10,000 workers takes about 1 MB.',
  },
  'topology.not-text': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file is not UTF-8 text',
    remedy: 'Save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8).',
  },
  'topology.empty': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file is empty',
    remedy: 'Write at least apiVersion, name and catalog; examples/topology.yaml is a start.',
  },
  'topology.yaml-syntax': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file is not well-formed YAML',
    remedy:
      'Correct the place that is shown. Indent with spaces, close each bracket and quotation mark, and put text with special characters in quotes.',
  },
  'topology.several-documents': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file holds more than one YAML document',
    remedy: 'Keep one document a file: remove the line --- and what follows, or make a file of it.',
  },
  'topology.alias-limit': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file repeats too much by aliases',
    remedy: 'Write the values out in place of the aliases (*name).',
  },
  'topology.duplicate-key': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A key stands twice in one block',
    remedy: 'Remove one of the two lines.',
  },
  'topology.unsupported-version': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'This version of scaleout does not know the apiVersion',
    remedy: 'Write apiVersion: ssis-scaleout/v1, or use the version of scaleout that the file was written for.',
  },
  'topology.other-file': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The file is something else than a topology',
    remedy: 'Name the topology in its place; examples/topology.yaml shows one.',
  },
  'topology.unknown-key': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file has a key that is not part of the format',
    remedy: 'Correct or remove the key. docs/topology.md lists all of them.',
  },
  'topology.missing-key': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file lacks a key that it must have',
    remedy: 'Add the key. docs/topology.md explains it.',
  },
  'topology.wrong-kind': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A value in the topology file is of the wrong kind',
    remedy: 'Write a value of that kind. Text that looks like a number, a date or true needs quotes.',
  },
  'topology.wrong-value': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A value in the topology file is not one that is possible there',
    remedy: 'Correct the value. docs/topology.md says what is possible there.',
  },
  'topology.inline-secret': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file holds a secret as plain text',
    remedy:
      'Write where it is: { env: NAME } or { file: PATH }. Change the secret if the file was ever shared or committed.',
  },
  'topology.server-address': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The name of the SQL Server is not understood',
    remedy: 'Write host, host\\instance or host,port.',
  },
  'topology.endpoint': {
    exitCode: 3,
    recovery: 'lasting',
    summary: "The master's endpoint is not understood",
    remedy: 'Write it as workers use it, such as https://sqletl01.corp.example:8391.',
  },
  'topology.thumbprint': {
    exitCode: 3,
    recovery: 'lasting',
    summary: "A certificate's thumbprint is not understood",
    remedy: 'Copy the 40 hexadecimal digits from the field Thumbprint of the certificate, and put them in quotes.',
  },
  'topology.machine-name': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'That is not the name of a Windows machine',
    remedy: 'Write the name that the command hostname prints on the machine, or its full name in the domain.',
  },
  'topology.duplicate-machine': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A machine is listed twice',
    remedy: 'Keep one of the two. Case does not matter, and ETL01 is the same machine as etl01.corp.example.',
  },
  'topology.prune-without-workers': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'Pruning would remove every worker',
    remedy: 'List the workers that stay, or set policy.prune to false.',
  },
  'topology.certificate-missing': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A certificate file is not there',
    remedy: 'Check the path: it is relative to the folder of the topology.',
  },
  'topology.certificate-unusable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A certificate file cannot be used',
    remedy: 'Give a .cer file (DER or PEM) that holds one certificate, and that this account may read.',
  },
  'topology.certificate-key': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'A certificate file holds a private key',
    remedy:
      'Export the certificate without its key, as .cer. If the file was ever shared or committed, make a new certificate: the key is no secret any more.',
  },
  'topology.certificate-expired': {
    exitCode: 0,
    summary: 'A certificate file holds a certificate that is not valid now',
    remedy: 'Give the worker a new certificate, and put that one into the file.',
  },
  'topology.certificate-weak': {
    exitCode: 0,
    summary: 'A certificate file holds a weak certificate',
    remedy:
      'Give the worker one with RSA of 2048 bits or more that is signed with SHA-256, and put that one into the file.',
  },
  'topology.certificate-authority': {
    exitCode: 0,
    summary: 'A certificate file holds a certificate that may sign others',
    remedy:
      "It is trusted only where the worker's machine itself shows it as its own. Give the worker one that may sign no others (docs/machines.md, Certificates); or write authority: true beside it, if you know who has its private key.",
  },
  'topology.more-problems': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file has more problems than are shown',
    remedy: 'Correct those that are shown, then run scaleout validate again.',
  },
  'topology.access-unused': {
    exitCode: 0,
    summary: 'A key of an access has no effect with its transport',
    remedy: 'Remove the key, or write transport: ssh.',
  },
  'topology.not-managed': {
    exitCode: 0,
    summary: 'The topology names things that are not managed under transport none',
    remedy: 'Nothing has to be done: scaleout leaves them alone.',
  },
} as const satisfies Record<string, ErrorEntry>;
