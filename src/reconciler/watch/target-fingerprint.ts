import { createHash } from 'node:crypto';
import type { Observation } from '../observation.js';
import type { Plan } from '../plan-document.js';

/**
 * Of what is wanted and seen of a change's target, in lower-case hexadecimal: it differs when the topology, what the
 * change would do, our rights, or the machines' answers about them are others.
 */
export function targetFingerprint(
  target: string,
  { topology, changes, steps }: Pick<Plan, 'topology' | 'changes' | 'steps'>,
  { catalog, machines }: Observation,
): string {
  const change = changes.find(({ id }) => id === target);
  const own = steps.filter((step) => step.target === target);
  const places = new Set(own.flatMap(({ arguments: { machine } }) => (typeof machine === 'string' ? [machine] : [])));
  const administrators = [...places].map((place) => {
    const seen = machines.get(place.toUpperCase());
    return [place, seen?.known === true && seen.value.administrator];
  });
  const parts = [topology.sha256, change?.fields, own, administrators, catalog.login, catalog.scaleOut];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
