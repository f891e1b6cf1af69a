import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages } from '../check.js';

export const catalogScaleOutOff: Check = {
  id: 'catalog.scale-out-off',
  title: 'Scale Out is enabled',
  reads: 'IS_SCALEOUT_ENABLED of catalog.catalog_properties: TRUE, no row, or an empty text',
  source: 'Microsoft: Troubleshoot Scale Out; published SSISDB, catalog.enable_scaleout and internal.disable_scaleout',
  cause: 'Scale Out was never enabled, or was disabled since.',
  remedy: 'Enable it as a sysadmin: scaleOut: { enabled: true } in the topology.',
  page: pages.manager,
  door: 'observation',
  leadsTo: [
    { check: 'master.silent', at: 'any' },
    { check: 'worker.offline', at: 'any' },
    { check: 'worker.unregistered', at: 'any' },
  ],
  run(context) {
    const { catalog } = context;
    if (catalog.scaleOut === 'enabled') return [ok('catalog')];
    const isOnce = catalog.scaleOut === 'disabled';
    return [
      {
        target: 'catalog',
        result: 'error',
        summary: isOnce ? 'Scale Out was enabled once, and is off' : 'Scale Out was never enabled',
        evidence: [
          { read: 'IS_SCALEOUT_ENABLED', where: 'catalog.catalog_properties', value: isOnce ? '(empty)' : '(no row)' },
        ],
        cause: 'Without it neither master nor workers can use the catalog, and no package runs on a worker.',
        remedy: 'Write scaleOut: { enabled: true } into the topology and apply it as a member of sysadmin.',
        ...applyCommand(context, 'scaleOut'),
      },
    ];
  },
};
