import type { Immutable } from '../domain/documents.js';
import type * as generated from '../generated/rotation.js';
import type { AskedRotation } from '../reconciler/plan/asked-rotation.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Topology } from '../topology/topology.js';
import { masterRotationStatus } from './master-rotation-status.js';
import { workersRotationStatus } from './worker-rotation-status.js';

/** The rotation document of schemas/rotation.schema.json, deeply readonly. */
export type RotationDocument = Immutable<generated.RotationDocument>;

/**
 * How far the rotation of the master's certificate or of workers' is. Throws `catalog.no-rights` where the workers could not be
 * seen, and `command.target-unknown` for what is no worker.
 */
export function rotationDocument(
  topology: Topology,
  observation: Observation,
  asked: 'master' | Extract<AskedRotation, { readonly of: 'workers' }>,
  sandbox: string | undefined,
): RotationDocument {
  const { catalog } = observation;
  const { renewBeforeDays = null, keepOldDays, validityDays, warnBeforeDays } = topology.policy.certificates;
  const part =
    asked === 'master'
      ? masterRotationStatus(topology, observation)
      : workersRotationStatus(topology, observation, asked);
  return {
    formatVersion: 1,
    observedAt: catalog.observedAt,
    topology: { name: topology.name, file: topology.source.file },
    catalog: {
      server: topology.catalog.server.text,
      database: catalog.database,
      ...(sandbox === undefined ? {} : { sandbox }),
    },
    policy: { renewBeforeDays, keepOldDays, validityDays, warnBeforeDays },
    ...part,
  };
}
