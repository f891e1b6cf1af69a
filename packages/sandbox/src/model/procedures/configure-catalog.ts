import type { SqlMessage } from '../../engine.js';
import { timeText } from '../../instant.js';
import { endOperation, operationStatus } from '../life/task.js';
import { type CatalogProcedure, nvarchar } from '../model.js';
import { isInRole, isSysadmin } from '../security.js';
import { type Store, textField } from '../store.js';
import { newOperation } from './create-execution.js';
import {
  activeOperations,
  invalidLoggingLevel,
  invalidValue,
  loggingLevelNotFound,
  noCustomizedLevel,
  notAnInteger,
  notInRole,
  rowToUpdateMissing,
  singleUserNeeded,
  someNull,
  sqlLoginRefused,
} from './refusals.js';

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

/** A property that configure_catalog accepts. */
interface CatalogSetting {
  /** Why a value is refused; undefined where it is taken. */
  refusal(value: string, store: Store): SqlMessage | undefined;
  /** What 27112 names where the row is missing, as in a catalog of an older schema, and its state. */
  readonly table: string;
  readonly state: number;
}

const property = (refusal: CatalogSetting['refusal'], state: number, table = 'isserver_property'): CatalogSetting => ({
  refusal,
  table,
  state,
});

/** The value as CONVERT(int, ...) reads it, or its error. */
function asInteger(value: string, use: (number: number) => SqlMessage | undefined): SqlMessage | undefined {
  const text = value.trim();
  if (!/^[-+]?\d{0,10}$/.test(text)) return notAnInteger(value);
  return use(Number(text));
}

const between = (least: number, most: number, state: number) => (value: string) =>
  asInteger(value, (number) => (number < least || number > most ? invalidValue('property_value', state) : undefined));

const oneOf =
  (...values: readonly string[]) =>
  (value: string) =>
    values.includes(value.trimEnd().toUpperCase()) ? undefined : invalidValue('property_value', 16);

function loggingLevel(value: string, store: Store): SqlMessage | undefined {
  return asInteger(value, (level) => {
    if (level === 100) {
      const custom = store.get('catalogProperties', 'SERVER_CUSTOMIZED_LOGGING_LEVEL');
      return custom && textField(custom, 'value') ? undefined : noCustomizedLevel();
    }
    return level < 0 || level > 4 ? invalidLoggingLevel(level) : undefined;
  });
}

function operationEncryption(_value: string, store: Store): SqlMessage | undefined {
  const { running, pending } = operationStatus;
  // The call's own operation is running too.
  const active = [...store.rows('operations').values()].filter(
    ({ status }) => status === running || status === pending,
  );
  return active.length > 1 ? activeOperations() : singleUserNeeded('SERVER_OPERATION_ENCRYPTION_LEVEL');
}

/** By name. SSISDB of the sandbox is never in single user mode, which the two encryption properties need. */
const catalogSettings: Readonly<Record<string, CatalogSetting>> = {
  ENCRYPTION_ALGORITHM: property(() => singleUserNeeded('ENCRYPTION_ALGORITHM'), 1),
  RETENTION_WINDOW: property(between(1, 3650, 14), 8),
  MAX_PROJECT_VERSIONS: property(between(1, 9999, 16), 9),
  VERSION_CLEANUP_ENABLED: property(oneOf('TRUE', 'FALSE'), 9),
  OPERATION_CLEANUP_ENABLED: property(oneOf('TRUE', 'FALSE'), 9),
  SERVER_LOGGING_LEVEL: property(loggingLevel, 8),
  // The sandbox has no customized levels: an empty name takes the present one away.
  SERVER_CUSTOMIZED_LOGGING_LEVEL: property(
    (name) => (name.trimEnd() === '' ? undefined : loggingLevelNotFound(name)),
    8,
  ),
  SERVER_OPERATION_ENCRYPTION_LEVEL: property(operationEncryption, 8),
  DEFAULT_EXECUTION_MODE: property(oneOf('0', '1'), 9, 'default execution mode'),
};
