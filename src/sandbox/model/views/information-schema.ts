import { nvarchar, optional, required, sysname } from '../columns.js';
import { shownColumns, shownParameters } from '../missing.js';
import type { Model } from '../model.js';
import { proceduresByName } from '../procedures/registry.js';
import { catalogDatabase } from '../security/roles.js';
import type { View, ViewRow } from './view.js';

const schemaName = (name: string) => optional(name, nvarchar(128));

/** INFORMATION_SCHEMA of SSISDB, over the views that there are: it shows what is public, and to a sysadmin all. */
export function informationSchema(views: () => Iterable<View>): readonly View[] {
  return [
    view('columns', [schemaName('TABLE_SCHEMA'), required('TABLE_NAME', sysname), schemaName('COLUMN_NAME')], (model) =>
      [...views()].flatMap(({ schema, name, columns }) =>
        schema === 'catalog'
          ? shownColumns(model.store, `${schema}.${name}`, columns).map(
              (column): ViewRow => [schema, name, column.name],
            )
          : [],
      ),
    ),
    view('routines', [schemaName('ROUTINE_SCHEMA'), required('ROUTINE_NAME', sysname)], (model) =>
      catalogProcedures(model).map(({ schema, name }): ViewRow => [schema, name]),
    ),
    view(
      'parameters',
      [schemaName('SPECIFIC_SCHEMA'), required('SPECIFIC_NAME', sysname), schemaName('PARAMETER_NAME')],
      (model) =>
        catalogProcedures(model).flatMap(({ schema, name, parameters }) =>
          shownParameters(model.store, `${schema}.${name}`, parameters).map(
            (parameter): ViewRow => [schema, name, parameter.name],
          ),
        ),
    ),
  ];
}

function view(name: string, columns: View['columns'], rows: (model: Model) => readonly ViewRow[]): View {
  return {
    schema: 'information_schema',
    name,
    columns,
    rows: (model, { database }) => (database === catalogDatabase ? rows(model) : []),
  };
}

function catalogProcedures({ store }: Model) {
  return [...proceduresByName].flatMap(([key, procedure]) =>
    procedure.schema === 'catalog' && store.get('missing', key) === undefined ? [procedure] : [],
  );
}
