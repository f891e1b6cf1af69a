import { sameValue } from '../../../config-file/read-config-file.js';
import { endpointKey } from '../../../facts/configs.js';
import { applyCommand } from '../apply-command.js';
import { type Check, ok, pages, unknown } from '../check.js';

export const masterAddress: Check = {
  id: 'master.address',
  title: "The catalog tells the endpoint of the topology as the master's address",
  reads: 'MASTER_ADDRESS of catalog.master_properties, against master.endpoint of the topology',
  source: 'Microsoft: high availability, step 8 (catalog.update_master_address)',
  cause: 'MASTER_ADDRESS is that of an old node, or was never set to the endpoint.',
  remedy: 'Apply the topology: it calls catalog.update_master_address.',
  page: pages.highAvailability,
  door: 'observation',
  run(context) {
    const { catalog, topology } = context;
    const wanted = topology.master?.endpoint;
    const { address } = catalog.master;
    if (wanted === undefined) return [];
    if (address === null) return [unknown('master', 'MASTER_ADDRESS of the catalog is empty')];
    if (sameValue(endpointKey.value, address, wanted)) return [ok('master')];
    return [
      {
        target: 'master',
        result: 'warning',
        summary: 'The catalog tells another address of the master than the topology',
        evidence: [
          { read: 'MASTER_ADDRESS', where: 'catalog.master_properties', value: address },
          { read: 'master.endpoint', where: 'the topology', value: wanted },
        ],
        cause:
          "Scale Out Manager, and whoever goes by the catalog, sends new workers there: to an old node, or by a name for which the master's certificate is not.",
        remedy: 'Apply the topology: it calls catalog.update_master_address.',
        ...applyCommand(context, 'catalog/masterAddress'),
      },
    ];
  },
};
