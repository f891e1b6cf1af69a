import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { counted, severitiesText, withMore } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { alikeFindings, bareTarget } from '../diagnosis/alike.js';
import type { CheckId } from '../diagnosis/check-id.js';
import { diagnose } from '../diagnosis/diagnose.js';
import { outageCauses } from '../diagnosis/outage-causes.js';
import type { Observation } from '../view/machine.js';
import { mends, type SaidByPlan, toldBy } from './cause-diagnostics.js';

/** Findings named in one phrase. */
const named = 3;

/** What plans, status and the line of health say in words of their own. */
const toldAnyway: ReadonlySet<CheckId> = new Set([
  'master.machine-unreached',
  'worker.machine-unreached',
  'master.certificate-expired',
  'master.certificate-ends',
  'worker.certificate-expired',
  'worker.certificate-ends',
  'worker.stale-row',
  'worker.maintenance',
]);

/**
 * In one line, what the doctor finds by an observation alone, which takes nobody out of service now, and which the plan
 * neither mends nor tells. Where no machine was looked at, the catalog alone tells, and no check is made.
 */
export function moreFound(topology: Topology, observation: Observation, said?: SaidByPlan): readonly Diagnostic[] {
  if (observation.machines.size === 0) return [];
  const causes = new Set(outageCauses(topology, observation).map(({ finding }) => finding));
  const told = new Set(said?.diagnostics.map(({ code }) => code));
  const more = diagnose(topology, observation).findings.filter((finding) => {
    const own = toldBy[finding.id];
    if (causes.has(finding) || toldAnyway.has(finding.id) || (own !== undefined && told.has(own))) return false;
    return said?.steps.some((step) => mends(step, finding)) !== true;
  });
  if (more.length === 0) return [];
  const causesOf = alikeFindings(more, ({ result }) => result);
  const errors = causesOf.filter(([{ result }]) => result === 'error').length;
  const names = causesOf.map(([first, ...others]) => {
    const also = others.length === 0 ? '' : ` and ${counted(others.length, 'other')}`;
    return `${first.id} at ${bareTarget(first)}${also}`;
  });
  const severities = severitiesText(errors, causesOf.length - errors);
  // What only an examination shows may be beside them.
  const detail = `At least ${counted(causesOf.length, 'more cause')} (${severities}): ${withMore(names, named).join('; ')}.`;
  return [diagnostic('plan.more-found', detail, { severity: errors > 0 ? 'warning' : 'note' })];
}
