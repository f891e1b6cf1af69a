import { diagnostic } from '../../diagnostic.js';
import type { Difference, Kind } from './kind.js';
import { scaleOutFirst } from './scale-out.js';

/** The id of the change of the default execution mode. */
export const defaultExecutionModeId = 'catalog/defaultExecutionMode';

/** Where an execution runs that does not say so itself: the catalog property DEFAULT_EXECUTION_MODE. */
export const defaultExecutionMode: Kind = {
  name: 'defaultExecutionMode',
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
      const refusal = diagnostic(
        'guard.execution-mode-not-supported',
        `SSISDB on ${catalog.server.name} has no property DEFAULT_EXECUTION_MODE.`,
        { range },
      );
      return [{ change, steps: [], diagnostics: [refusal] }];
    }
    const becomesScaleOut = wanted === 'scaleOut';
    const difference: Difference = {
      change,
      steps: [
        {
          id: `${defaultExecutionModeId}:set`,
          operation: 'setDefaultExecutionMode',
          target: defaultExecutionModeId,
          needs: becomesScaleOut ? scaleOutFirst(context) : [],
          arguments: { mode: wanted },
          expects: { mode: found },
          risk: 'safe',
        },
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
