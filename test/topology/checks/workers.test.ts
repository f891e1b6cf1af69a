import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameMachine } from '../../../src/domain/machine-name.js';
import { checkDuplicateMachines } from '../../../src/topology/checks/workers.js';
import { head, read } from '../read.js';

function duplicates(names: readonly string[]): readonly number[] {
  const workers = names.map((machine) => ({ machine }));
  return checkDuplicateMachines({ workers }).map(({ path }) => Number(path[1]));
}

describe('a machine that is listed twice', () => {
  it.each([
    ['in another case', ['ETL01', 'etl01'], [1]],
    ['by its full name', ['ETL01', 'etl01.corp.example'], [1]],
    ['by its short name', ['etl01.corp.example', 'ETL01'], [1]],
    ['three times', ['A', 'a', 'A'], [1, 2]],
    ['with a namesake between', ['a.x', 'a.y', 'A.X'], [2]],
    ['by a short name that may be either', ['a.x', 'a.y', 'A'], [2]],
  ])('%s', (_name, names, expected) => {
    expect(duplicates(names)).toEqual(expected);
  });

  it.each([
    ['of two domains', ['etl01.a.example', 'etl01.b.example']],
    ['of which one begins like the other', ['ETL1', 'ETL10']],
  ])('machines %s are two', (_name, names) => {
    expect(duplicates(names)).toEqual([]);
  });

  it('is found exactly where two names can mean one machine', () => {
    const name = fc
      .tuple(fc.constantFrom('a', 'A', 'b'), fc.constantFrom('', '', '.x', '.X', '.y', '.x.y'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        const expected = names.flatMap((one, index) =>
          names.slice(0, index).some((other) => sameMachine(one, other)) ? [index] : [],
        );
        expect(duplicates(names)).toEqual(expected);
      }),
    );
  });

  it('among 10,000 namesakes each is looked up once', () => {
    const names = Array.from({ length: 10_000 }, (_name, index) => `etl.site${index}.example`);
    expect(duplicates([...names, 'ETL.SITE77.example'])).toEqual([10_000]);
  });

  it("among the master's machines is one too; a worker on a master's machine is none", () => {
    const { codes, details } = read(`${head}master: { machines: [SQL1, sql1] }\nworkers: [{ machine: SQL1 }]\n`);
    expect(codes).toEqual(['topology.duplicate-machine']);
    expect(details).toEqual(['The machine sql1 is listed twice, first as SQL1.']);
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
