import { diagnostic } from '../../diagnostic.js';
import type { DiffContext, Kind } from './kind.js';

/** The id of the change that turns Scale Out on. */
export const scaleOutId = 'scaleOut';

/** The step that turns Scale Out on; enabling a worker and the default execution mode wait for it. */
const enableScaleOutStep = `${scaleOutId}:enable`;

/** One list for all: a plan of 10,000 workers would hold as many of its own. */
const first: readonly string[] = [enableScaleOutStep];
const none: readonly string[] = [];

/** What has to wait for Scale Out needs this: the step that enables it, where it is off and to be on. */
export function scaleOutFirst({ topology, catalog }: Pick<DiffContext, 'topology' | 'catalog'>): readonly string[] {
  return topology.scaleOut.enabled === true && catalog.scaleOut !== 'enabled' ? first : none;
}

/** Whether Scale Out is enabled in the catalog. There is a way on and no supported way off (ssisdb-contract, 2). */
export const scaleOut: Kind = {
  name: 'scaleOut',
  diff({ topology, catalog }) {
    const wanted = topology.scaleOut.enabled;
    const isOn = catalog.scaleOut === 'enabled';
    if (wanted === undefined || wanted === isOn) return [];
    const fields = [{ path: 'enabled', before: isOn, after: wanted }];
    if (!wanted) {
      const refusal = diagnostic(
        'guard.scale-out-cannot-be-disabled',
        'The topology says scaleOut.enabled: false, but the catalog has Scale Out enabled.',
        { range: topology.scaleOut.ranges.enabled },
      );
      const change = {
        id: scaleOutId,
        action: 'update',
        reason: 'cannot be disabled: SSISDB has no supported way',
        reasonCode: 'cannot-be-disabled',
        risk: 'destructive',
        fields,
      } as const;
      return [{ change, steps: [], diagnostics: [refusal] }];
    }
    const wasOn = catalog.scaleOut === 'disabled';
    return [
      {
        change: {
          id: scaleOutId,
          action: 'update',
          reason: wasOn ? 'Scale Out was enabled once and is off now' : 'Scale Out has never been enabled',
          reasonCode: wasOn ? 'disabled' : 'never-enabled',
          risk: 'safe',
          fields,
        },
        steps: [
          {
            id: enableScaleOutStep,
            operation: 'enableScaleOut',
            target: scaleOutId,
            needs: [],
            arguments: {},
            expects: { scaleOut: catalog.scaleOut },
            risk: 'safe',
          },
        ],
        diagnostics: [],
      },
    ];
  },
};
