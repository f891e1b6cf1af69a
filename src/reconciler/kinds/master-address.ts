import type { Kind } from './kind.js';
import { scaleOutFirst } from './scale-out.js';

/** The id of the change of the master's address in the catalog. */
export const masterAddressId = 'catalog/masterAddress';

/** The address of the master that the catalog holds. */
export const masterAddress: Kind = {
  name: 'masterAddress',
  diff(context) {
    const { topology, catalog } = context;
    const wanted = topology.master?.endpoint;
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
        steps: [
          {
            id: `${masterAddressId}:set`,
            operation: 'setMasterAddress',
            target: masterAddressId,
            needs: scaleOutFirst(context),
            arguments: { address: wanted },
            expects: { address: before },
            risk: 'safe',
          },
        ],
        diagnostics: [],
      },
    ];
  },
};
