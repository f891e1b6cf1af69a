import { isMasterOnline } from '../../../domain/rows.js';
import { certificateKeys, masterPortKey } from '../../../facts/configs.js';
import { keysInOtherCase, mendConfig } from '../broken-config.js';
import { type Check, ok, pages, unknown } from '../check.js';
import { atNodes, isAnyHeard, nodeFault, untilFailover } from '../master-node.js';
import { isForAnother } from '../startable-node.js';

const keys = [masterPortKey.value, certificateKeys.value.master, 'SqlServerName'];

export const masterConfig: Check = {
  id: 'master.config',
  title: 'MasterSettings.config can be read',
  reads:
    'MasterSettings.config of each node of the master: whether it is there, and is JSON; where no worker is heard of, whether keys are written as setup writes them',
  source: 'Microsoft: SSIS Scale Out Master; that a service does not start without it is inferred',
  cause: 'MasterSettings.config is gone or is no JSON: the service does not start with it.',
  remedy: 'Mend the file, or take the backup beside it; restart the service.',
  page: pages.master,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: [
    { check: 'master.service', at: 'same' },
    { check: 'master.port', at: 'same' },
  ],
  run(context) {
    return atNodes(context, ({ checked, target, name, installation }) => {
      const { config } = installation;
      const isWorking = isMasterOnline(context.catalog.master) === true && isAnyHeard(context);
      if (config.state === 'read') {
        const other = isWorking ? undefined : keysInOtherCase(config, keys, 'MasterSettings.config', name);
        return other === undefined ? ok(target) : { target, ...nodeFault([checked], ['silence', 'cutOff']), ...other };
      }
      if (!config.isBroken) return unknown(target, `its MasterSettings.config: ${config.problem}`);
      const isRunning = installation.service.state === 'running' && isWorking;
      const fault = isRunning
        ? ({ result: 'warning' } as const)
        : nodeFault([checked], isForAnother(checked, context) ? [] : ['silence', 'cutOff']);
      return {
        target,
        ...fault,
        summary: `MasterSettings.config on ${name} is no config`,
        evidence: [{ read: 'MasterSettings.config', where: name, value: config.problem }],
        cause: checked.isActive
          ? 'The service reads it when it starts. One that runs goes by what it has read, and does not start again.'
          : `The service cannot start with it.${untilFailover(fault)}`,
        ...mendConfig(config, installation.service),
      };
    });
  },
};
