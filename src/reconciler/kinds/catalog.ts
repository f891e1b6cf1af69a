import { diagnostic } from '../../errors/errors.js';
import { changeGuards } from '../guards/guards.js';
import { enableScaleOutId, enableScaleOutStep } from '../steps/enable-scale-out.js';
import { setDefaultExecutionModeStep } from '../steps/set-default-execution-mode.js';
import { setMasterAddressStep } from '../steps/set-master-address.js';
import type { DiffContext, Difference, Kind } from './kind.js';

/** The id of the change that turns Scale Out on. */
export const scaleOutId = 'scaleOut';

/** Enabling a worker and the default execution mode wait for Scale Out. One list for all: a plan of 10,000 workers would hold as many of its own. */
const first: readonly string[] = [enableScaleOutId(scaleOutId)];
const none: readonly string[] = [];

/** What has to wait for Scale Out needs this: the step that enables it, where it is off and to be on. */
export function scaleOutFirst({ topology, catalog }: Pick<DiffContext, 'topology' | 'catalog'>): readonly string[] {
  return topology.scaleOut.enabled === true && catalog.scaleOut !== 'enabled' ? first : none;
}

/** Whether Scale Out is enabled in the catalog. There is a way on and no supported way off (ssisdb-contract, 2). */
export const scaleOut: Kind = {
  diff({ topology, catalog }) {
    const wanted = topology.scaleOut.enabled;
    const isOn = catalog.scaleOut === 'enabled';
    if (wanted === undefined || wanted === isOn) return [];
    const fields = [{ path: 'enabled', before: isOn, after: wanted }];
    if (!wanted) {
      const change = {
        id: scaleOutId,
        action: 'update',
        reason: 'cannot be disabled: SSISDB has no supported way',
        reasonCode: 'cannot-be-disabled',
        risk: 'destructive',
        fields,
      } as const;
      return [{ change, steps: [], diagnostics: [changeGuards.scaleOutDisabled(scaleOutId, topology)] }];
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
        steps: [enableScaleOutStep(scaleOutId, catalog.scaleOut)],
        diagnostics: [],
      },
    ];
  },
};

/** The id of the change of the default execution mode. */
export const defaultExecutionModeId = 'catalog/defaultExecutionMode';

/** Where an execution runs that does not say so itself: the catalog property DEFAULT_EXECUTION_MODE. */
export const defaultExecutionMode: Kind = {
  diff(context) {
    const { topology, catalog } = context;
    const wanted = topology.scaleOut.defaultExecutionMode;
    const found = catalog.defaultExecutionMode;
    if (wanted === undefined || wanted === found) return [];
    const change = {
      id: defaultExecutionModeId,
      action: 'update',
      reason:
        found === null
          ? 'this catalog has no such property'
          : `executions run on the ${found === 'server' ? 'server' : 'workers'} by default`,
      reasonCode: found === null ? 'not-supported' : 'differs',
      risk: 'safe',
      fields: [{ path: 'defaultExecutionMode', before: found, after: wanted }],
    } as const;
    const range = topology.scaleOut.ranges.defaultExecutionMode;
    if (found === null) {
      return [
        {
          change,
          steps: [],
          diagnostics: [changeGuards.executionModeMissing(defaultExecutionModeId, topology, catalog)],
        },
      ];
    }
    const becomesScaleOut = wanted === 'scaleOut';
    const difference: Difference = {
      change,
      steps: [
        setDefaultExecutionModeStep(
          defaultExecutionModeId,
          { from: found, to: wanted },
          becomesScaleOut ? scaleOutFirst(context) : [],
        ),
      ],
      diagnostics: becomesScaleOut
        ? [
            diagnostic(
              'plan.execution-mode-warning',
              'Executions that do not choose a mode will run on the workers instead of on the SQL Server.',
              { severity: 'warning', range },
            ),
          ]
        : [],
    };
    return [difference];
  },
};

/** The id of the change of the master's address in the catalog. */
export const masterAddressId = 'catalog/masterAddress';

/** The address of the master that the catalog holds. */
export const masterAddress: Kind = {
  diff(context) {
    const { topology, catalog, masterChange } = context;
    const wanted = topology.master?.endpoint;
    // A master that stays on its port keeps its address.
    if (masterChange.held !== undefined && masterChange.move !== undefined) return [];
    const before = catalog.master.address;
    if (wanted === undefined || wanted === before?.replace(/\/$/, '')) return [];
    return [
      {
        change: {
          id: masterAddressId,
          action: 'update',
          reason: before === null ? 'the catalog has no address of the master' : 'the address differs',
          reasonCode: 'differs',
          risk: 'safe',
          fields: [{ path: 'address', before, after: wanted }],
        },
        steps: [setMasterAddressStep(masterAddressId, { from: before, to: wanted }, scaleOutFirst(context))],
        diagnostics: [],
      },
    ];
  },
};
