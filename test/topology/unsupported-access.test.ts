import { describe, expect, it } from 'vitest';
import { unsupportedAccess } from '../../src/topology/unsupported-access.js';
import { head, read, readValid } from './read.js';

describe('a transport that this version cannot use', () => {
  it('the format allows it: only a command that needs it refuses', () => {
    expect(read(`${head}access: { transport: ssh, user: svc }\n`).diagnostics).toEqual([]);
  });

  it('the file’s own is refused with its place, what is possible and what to write', () => {
    const [found, ...more] = unsupportedAccess(readValid(`${head}access: { transport: ssh }\n`));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      severity: 'error',
      code: 'topology.transport-not-supported',
      detail: 'The access is ssh; this version of scaleout can use only none.',
      remedy: expect.stringContaining('access: { transport: none }'),
      range: { file: 'topology.yaml', start: { line: 5, column: 22 } },
    });
  });

  it('those of workers are refused once for each transport', () => {
    const worker = (name: string, transport: string) =>
      `  - { machine: ${name}, access: { transport: ${transport} } }\n`;
    const text = `${head}workers:\n${['A', 'B', 'C'].map((name) => worker(name, 'winrm')).join('')}${worker('D', 'local')}`;
    expect(unsupportedAccess(readValid(text)).map(({ detail, range }) => [detail, range?.start.line])).toEqual([
      ['The access of worker A and 2 more is winrm; this version of scaleout can use only none.', 6],
      ['The access of worker D is local; this version of scaleout can use only none.', 9],
    ]);
  });

  it.each([
    ['no access at all', ''],
    ['none', 'access: { transport: none }\n'],
    ['none, also for a worker', 'workers: [{ machine: A, access: { transport: none } }]\n'],
  ])('%s is fine', (_name, text) => {
    expect(unsupportedAccess(readValid(head + text))).toEqual([]);
  });
});

describe('certificates and settings under the transport none', () => {
  const workers = `workers:
  - { machine: ETL01, enabled: true }
  - { machine: ETL02, settings: { MaxTaskCount: 8 }, certificate: { file: a.cer } }
  - { machine: ETL03, certificate: { file: b.cer } }
`;

  it('are noted once a file, and the topology is valid', () => {
    const { topology, diagnostics } = read(head + workers);
    expect(topology?.workers).toHaveLength(3);
    expect(diagnostics).toMatchObject([
      {
        severity: 'note',
        code: 'topology.not-managed-yet',
        detail: expect.stringContaining('of 2 workers'),
        range: { start: { line: 7, column: 23 } },
      },
    ]);
  });

  it('are not noted where the machines are reached', () => {
    expect(read(`${head}${workers}access: { transport: ssh }\n`).diagnostics).toEqual([]);
  });
});
