import { ScaleoutError } from '../../../errors.js';
import type { Call } from './call.js';

/** Of the parameter @MasterAddress nvarchar(256): SQL Server would cut a longer one without a word. */
const longestAddress = 256;

/** Sets the address that workers are told. An update by name: without the row it succeeds and writes nothing. */
export function updateMasterAddress(address: string): Call {
  if (address.length > longestAddress) {
    const detail = `The master's address has ${address.length} characters.`;
    const remedy = `Shorten master.endpoint in the topology: the catalog takes at most ${longestAddress} characters.`;
    throw new ScaleoutError('catalog.value-too-long', detail, { remedy });
  }
  return {
    procedure: 'catalog.update_master_address',
    parameters: [{ name: 'MasterAddress', type: 'nvarchar(256)', value: address }],
    repeatable: true,
  };
}
