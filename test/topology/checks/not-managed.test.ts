import { describe, expect, it } from 'vitest';
import { head, read } from '../read.js';

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
        code: 'topology.not-managed',
        detail: expect.stringContaining('of 2 workers'),
        range: { start: { line: 7, column: 23 } },
      },
    ]);
  });

  it('are not noted where the machines are reached', () => {
    expect(read(`${head}${workers}access: { transport: ssh }\n`).diagnostics).toEqual([]);
  });
});
