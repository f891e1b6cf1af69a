import type { Catalog, CatalogObservation } from '../domain/catalog.js';
import type { Known } from '../domain/known.js';
import { type MachineName, shortKey } from '../domain/machine-name.js';
import type { MachineObservation, MachineRole, Machines } from '../domain/machines.js';
import type {
  CatalogSurvey,
  CatalogSurveyor,
  MachineSurvey,
  MachineSurveyor,
  SurveyRequest,
} from '../domain/survey.js';
import { isScaleoutError } from '../errors/errors.js';
import { accessOf, isReached } from '../reconciler/view/machine.js';
import { entriesOf, type Topology } from '../topology/topology.js';

/** A machine of the topology as it was found. */
export interface FoundMachine {
  readonly machine: MachineName;
  readonly roles: readonly MachineRole[];
  /** False: the topology gives no access to it, so that it is left out on purpose. */
  readonly isSought: boolean;
  readonly inspection: Known<MachineObservation>;
  readonly survey: Known<MachineSurvey>;
}

/** Everything that a report is made of. */
export interface Found {
  readonly catalog: Known<CatalogSurvey>;
  readonly observation: Known<CatalogObservation>;
  readonly machines: readonly FoundMachine[];
}

interface World {
  readonly catalog: Catalog & CatalogSurveyor;
  readonly machines: Machines & MachineSurveyor;
}

/**
 * Looks at the catalog and at every machine of the topology, once, and changes nothing. Throws the catalog's error where nothing
 * at all could be looked at.
 */
export async function gather(
  topology: Topology,
  world: World,
  request: SurveyRequest,
  signal: AbortSignal,
): Promise<Found> {
  const nodes = topology.master?.machines ?? [];
  const workers = entriesOf(topology).map(({ machine }) => machine);
  const machines = [...new Map([...nodes, ...workers].map((machine) => [shortKey(machine), machine])).values()];
  const lookAt = async (machine: MachineName): Promise<FoundMachine> => {
    const isSame = (other: MachineName) => shortKey(other) === shortKey(machine);
    const roles = [
      ...(nodes.some(isSame) ? (['master'] as const) : []),
      ...(workers.some(isSame) ? (['worker'] as const) : []),
    ];
    const isSought = isReached(accessOf(topology, machine));
    const leftOut = { known: false, reason: 'the topology gives no access to it' } as const;
    if (!isSought) return { machine, roles, isSought, inspection: leftOut, survey: leftOut };
    const inspection = await world.machines.inspect(machine, signal);
    // What cannot be inspected would only be waited for a second time.
    const survey = inspection.known ? await world.machines.survey(machine, request, signal) : inspection;
    return { machine, roles, isSought, inspection, survey };
  };
  const [catalog, ...seen] = await Promise.all([
    lookedAt(() => world.catalog.survey(signal), signal),
    ...machines.map(lookAt),
  ]);
  if (!catalog.value.known && !seen.some(({ inspection }) => inspection.known)) throw catalog.error;
  const observation = catalog.value.known ? await lookedAt(() => world.catalog.observe(signal), signal) : catalog;
  return { catalog: catalog.value, observation: observation.value as Known<CatalogObservation>, machines: seen };
}

/** With the error itself, where there was one. */
async function lookedAt<T>(
  look: () => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly value: Known<T>; readonly error?: unknown }> {
  try {
    return { value: { known: true, value: await look() } };
  } catch (error) {
    signal.throwIfAborted();
    if (!isScaleoutError(error)) throw error;
    const { message, code, remedy } = error;
    return { value: { known: false, reason: message, error: { code, remedy } }, error };
  }
}
