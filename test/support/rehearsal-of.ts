import type { Plan, RehearsalDocument } from '../../src/domain/documents.js';

/** A rehearsal of a plan that ended well, as scaleout rehearse would write it; `parts` differ. */
export function rehearsalOf(
  { topology, catalog, fingerprint, steps }: Pick<Plan, 'topology' | 'catalog' | 'fingerprint' | 'steps'>,
  createdAt: string,
  parts: Partial<RehearsalDocument> = {},
): RehearsalDocument {
  return {
    formatVersion: 1,
    tool: { name: 'ssis-scaleout', version: '0.1.0' },
    createdAt,
    topology,
    catalog,
    observedAt: createdAt,
    plan: { fingerprint, steps: steps.length, risk: 'disruptive' },
    result: 'done',
    durationSeconds: 90,
    capacity: {
      before: 3,
      lowest: 2,
      lowestFrom: 10,
      lowestSeconds: 60,
      after: 3,
      steps: [
        { at: 0, workers: 3 },
        { at: 10, workers: 2 },
        { at: 70, workers: 3 },
      ],
    },
    workers: [],
    nodes: [],
    steps: steps.map(({ id, operation, target }) => ({ id, operation, target, from: 0, to: 90, outcome: 'done' })),
    waitedFor: [],
    restsOn: [],
    assumptions: { operationSeconds: 1, catalogSeconds: 0.1, serviceSeconds: 5, packageSeconds: 600 },
    diagnostics: [],
    ...parts,
  };
}
