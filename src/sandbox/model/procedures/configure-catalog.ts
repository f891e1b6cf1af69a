import { nvarchar } from '../columns.js';
import { endOperation, operationStatus } from '../life/operation.js';
import { isInRole, isSysadmin } from '../security/login.js';
import { timeText } from '../time-text.js';
import { catalogSettings } from './catalog-settings.js';
import { newOperation } from './new-operation.js';
import type { CatalogProcedure } from './procedure.js';
import { invalidValue, notInRole, rowToUpdateMissing, someNull, sqlLoginRefused } from './refusals.js';

const configureType = 1000;

/** Every call that gets past the checks of its arguments leaves an operation behind, a failed one too. */
export const configureCatalog: CatalogProcedure = {
  schema: 'catalog',
  name: 'configure_catalog',
  grantedTo: 'ssis_admin',
  parameters: [
    { name: '@property_name', type: nvarchar(255) },
    { name: '@property_value', type: nvarchar(255) },
  ],
  run(call, model) {
    const { store } = model;
    if (call.login?.kind !== 'windows') return call.refuse(sqlLoginRefused());
    if (!isSysadmin(call.login) && !isInRole(call.login, 'ssis_admin')) return call.refuse(notInRole());
    const given = call.text('@property_name');
    const value = call.text('@property_value');
    if (given === null || value === null) return call.refuse(someNull(6));
    const name = given.trimEnd().toUpperCase();
    const setting = catalogSettings[name];
    if (setting === undefined) return call.refuse(invalidValue('property_name'));

    const id = newOperation(call, model, {
      operationType: configureType,
      objectName: given,
      status: operationStatus.running,
      startTime: timeText(call.now),
    });
    const existing = store.get('catalogProperties', name);
    const refusal =
      setting.refusal(value, store) ?? (existing ? undefined : rowToUpdateMissing(setting.table, setting.state));
    if (refusal) {
      endOperation(store, id, operationStatus.failed, call.now);
      return call.refuse(refusal);
    }
    store.put('catalogProperties', name, { ...existing, value });
    endOperation(store, id, operationStatus.succeeded, call.now);
    return 0;
  },
};
