import type { SqlValue } from '../../engine.js';
import { type Call, type CatalogProcedure, nvarchar, sysname, variant } from '../model.js';
import { catalogDatabase, databaseRoleMember } from '../security.js';
import { type Store, textField } from '../store.js';
import {
  invalidOption,
  notPermitted,
  objectInvalid,
  propertyExists,
  propertyMissing,
  valueTooLarge,
} from './refusals.js';

const place = ([0, 1, 2] as const).flatMap((level) => [
  { name: `@level${level}type`, type: nvarchar(128), defaultValue: null },
  { name: `@level${level}name`, type: sysname, defaultValue: null },
]);

const name = { name: '@name', type: sysname };
const value = { name: '@value', type: variant, defaultValue: null };

const largestValue = 7_500;

/** What is done to a property of the database: the key of its row, which is there or not. */
type Act = (call: Call, store: Store, key: string, exists: boolean) => number;

function procedure(verb: 'add' | 'update' | 'drop', act: Act): CatalogProcedure {
  return {
    schema: 'sys',
    name: `sp_${verb}extendedproperty`,
    grantedTo: 'public',
    parameters: [name, ...(verb === 'drop' ? [] : [value]), ...place],
    run(call, { store }) {
      const given = call.text('@name');
      if (given === null) return call.refuse(invalidOption(`sp_${verb}extendedproperty`));
      const object = place.map((parameter) => call.text(parameter.name)).find((part) => part !== null);
      // Schemas, tables and the like have none here.
      if (object !== undefined) return call.refuse(objectInvalid(object));
      if (databaseRoleMember('db_owner', call.login, catalogDatabase) !== true) return call.refuse(notPermitted());
      const known = [...store.rows('extendedProperties').keys()].find(
        (key) => key.toUpperCase() === given.toUpperCase(),
      );
      return act(call, store, known ?? given, known !== undefined);
    },
  };
}

export const addExtendedProperty = procedure('add', (call, store, key, exists) =>
  exists ? call.refuse(propertyExists(key)) : write(call, store, key),
);

export const updateExtendedProperty = procedure('update', (call, store, key, exists) =>
  exists ? write(call, store, key) : call.refuse(propertyMissing(key)),
);

export const dropExtendedProperty = procedure('drop', (call, store, key, exists) => {
  if (!exists) return call.refuse(propertyMissing(key));
  store.delete('extendedProperties', key);
  return 0;
});

function write(call: Call, store: Store, key: string): number {
  const text = textOf(call.value('@value'));
  if (text !== null && Buffer.byteLength(text, 'utf16le') > largestValue) return call.refuse(valueTooLarge());
  const row = store.get('extendedProperties', key) ?? {};
  store.put('extendedProperties', key, { name: textField(row, 'name') ?? key, value: text });
  return 0;
}

/** Values are kept as text, whatever their type. */
function textOf(given: SqlValue): string | null {
  const inner = typeof given === 'object' && given !== null && 'type' in given ? given.value : given;
  return inner === null ? null : String(inner);
}
