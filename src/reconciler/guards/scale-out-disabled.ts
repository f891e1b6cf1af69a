import { diagnostic } from '../../errors/errors.js';
import type { Topology } from '../../topology/topology.js';
import type { Verdict } from './guard.js';

/** Refuses to disable Scale Out: there is a way on and no supported way off (ssisdb-contract, 2). */
export function scaleOutDisabled(change: string, { scaleOut }: Topology): Verdict {
  const detail = 'The topology says scaleOut.enabled: false, but the catalog has Scale Out enabled.';
  const options = { range: scaleOut.ranges.enabled };
  return { diagnostic: diagnostic('guard.scale-out-cannot-be-disabled', detail, options), changes: [change] };
}
