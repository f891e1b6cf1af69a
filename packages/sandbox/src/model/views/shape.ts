import type { Column, SqlType, SqlValue } from '../../engine.js';
import {
  bigint,
  bit,
  type CatalogProcedure,
  char,
  int,
  type Model,
  nvarchar,
  optional,
  required,
  smallint,
  sysname,
  tinyint,
  type View,
  type Viewer,
} from '../model.js';
import { catalogDatabase, isInRole, isSysadmin } from '../security.js';
import { numberField } from '../store.js';

/** What the system views tell of an object of SSISDB: made of the views and procedures that the sandbox has. */
interface ShapedObject {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly type: 'U ' | 'V ' | 'P ';
  readonly columns: readonly Column[];
  readonly parameters: CatalogProcedure['parameters'];
  isVisible(viewer: Viewer): boolean;
}

const schemaIds: Readonly<Record<string, number>> = {
  dbo: 1,
  guest: 2,
  INFORMATION_SCHEMA: 3,
  sys: 4,
  catalog: 5,
  internal: 6,
};

/** Ids of a type that the sandbox's own columns and parameters have, as every SQL Server gives them. */
const typeIds: Readonly<Record<string, number>> = {
  uniqueidentifier: 36,
  date: 40,
  time: 41,
  datetime2: 42,
  datetimeoffset: 43,
  tinyint: 48,
  smallint: 52,
  int: 56,
  real: 59,
  datetime: 61,
  float: 62,
  sql_variant: 98,
  bit: 104,
  decimal: 106,
  bigint: 127,
  varbinary: 165,
  varchar: 167,
  binary: 173,
  char: 175,
  nvarchar: 231,
  nchar: 239,
  sysname: 256,
};

const firstObject = 1_000_000;

/** sys.schemas, sys.types, sys.all_objects, sys.all_columns, sys.parameters and sys.partitions, of the views and procedures of SSISDB. */
export function shapeViews(views: readonly View[], procedures: readonly CatalogProcedure[]): readonly View[] {
  const objects = [
    ...views.filter(({ schema, database }) => schema !== 'sys' && database === undefined).map(viewObject),
    ...procedures.filter(({ schema }) => schema !== 'sys').map(procedureObject),
  ].map((object, index): ShapedObject => ({ ...object, id: firstObject + index }));
  const visible = (viewer: Viewer) =>
    viewer.database === catalogDatabase ? objects.filter((object) => object.isVisible(viewer)) : [];
  return [
    {
      schema: 'sys',
      name: 'schemas',
      columns: [required('name', sysname), required('schema_id', int), optional('principal_id', int)],
      rows: (_, { database }) =>
        Object.entries(schemaIds)
          .filter(([name]) => database === catalogDatabase || !['catalog', 'internal'].includes(name))
          .map(([name, id]) => [name, id, 1]),
    },
    {
      schema: 'sys',
      name: 'types',
      columns: [
        required('name', sysname),
        required('system_type_id', tinyint),
        required('user_type_id', int),
        optional('is_nullable', bit),
        required('is_user_defined', bit),
      ],
      rows: () => Object.entries(typeIds).map(([name, id]) => [name, name === 'sysname' ? 231 : id, id, true, false]),
    },
    {
      schema: 'sys',
      name: 'all_objects',
      columns: [
        required('name', sysname),
        required('object_id', int),
        required('schema_id', int),
        required('type', char(2)),
        optional('type_desc', nvarchar(60)),
        required('is_ms_shipped', bit),
      ],
      rows: (_, viewer) =>
        visible(viewer).map(({ id, schema, name, type }) => [
          name,
          id,
          schemaIds[schema] ?? 1,
          type,
          descriptions[type],
          false,
        ]),
    },
    {
      schema: 'sys',
      name: 'partitions',
      columns: [
        required('object_id', int),
        required('index_id', int),
        required('partition_number', int),
        optional('rows', bigint),
      ],
      rows: (model, viewer) =>
        visible(viewer)
          .filter(({ type }) => type === 'U ')
          .map((object) => [object.id, 1, 1, BigInt(sizeOf(object, views, model, viewer))]),
    },
    {
      schema: 'sys',
      name: 'all_columns',
      columns: [
        required('object_id', int),
        optional('name', sysname),
        required('column_id', int),
        ...typeColumns,
        optional('is_nullable', bit),
      ],
      rows: (_, viewer) =>
        visible(viewer).flatMap(({ id, columns }) =>
          columns.map(({ name, type, nullable }, index) => [id, name, index + 1, ...typeValues(type), nullable]),
        ),
    },
    {
      schema: 'sys',
      name: 'parameters',
      columns: [
        required('object_id', int),
        optional('name', sysname),
        required('parameter_id', int),
        ...typeColumns,
        required('is_output', bit),
        required('has_default_value', bit),
      ],
      rows: (_, viewer) =>
        visible(viewer).flatMap(({ id, parameters }) =>
          // A default value of a procedure in T-SQL is not told here: SQL Server keeps those of CLR procedures alone.
          parameters.map(({ name, type, output }, index) => [
            id,
            name,
            index + 1,
            ...typeValues(type),
            output === true,
            false,
          ]),
        ),
    },
  ];
}

/** Rows of a table: as table `tableSizes` says where it does, else those that there are. */
function sizeOf({ schema, name }: ShapedObject, views: readonly View[], model: Model, viewer: Viewer): number {
  const told = model.store.get('tableSizes', `${schema}.${name}`);
  const view = views.find((one) => one.schema === schema && one.name === name);
  return (told && numberField(told, 'rows')) ?? [...(view?.rows(model, viewer) ?? [])].length;
}

const descriptions = { 'U ': 'USER_TABLE', 'V ': 'VIEW', 'P ': 'SQL_STORED_PROCEDURE' } as const;

function viewObject({ schema, name, columns, sysadminOnly }: View): Omit<ShapedObject, 'id'> {
  const type = schema === 'internal' ? 'U ' : 'V ';
  return {
    schema,
    name,
    type,
    columns,
    parameters: [],
    isVisible: ({ login }) => sysadminOnly !== true || isSysadmin(login),
  };
}

function procedureObject({ schema, name, parameters, grantedTo }: CatalogProcedure): Omit<ShapedObject, 'id'> {
  const isVisible = ({ login }: Viewer) => grantedTo === 'public' || isSysadmin(login) || isInRole(login, grantedTo);
  return { schema, name, type: 'P ', columns: [], parameters, isVisible };
}

const typeColumns: readonly Column[] = [
  required('system_type_id', tinyint),
  required('user_type_id', int),
  required('max_length', smallint),
  required('precision', tinyint),
  required('scale', tinyint),
];

function typeValues(type: SqlType): readonly SqlValue[] {
  const id = typeIds[type.kind] ?? 0;
  const precision = 'precision' in type ? type.precision : 0;
  return [id, id, bytesOf(type), precision, 'scale' in type ? type.scale : 0];
}

const fixedBytes: Readonly<Record<string, number>> = {
  bit: 1,
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
  real: 4,
  float: 8,
  uniqueidentifier: 16,
  date: 3,
  datetime: 8,
  datetime2: 8,
  datetimeoffset: 10,
  time: 5,
  decimal: 9,
  sql_variant: 8016,
};

/** -1 is max. */
function bytesOf(type: SqlType): number {
  if (!('length' in type)) return fixedBytes[type.kind] ?? 0;
  if (type.length === 'max') return -1;
  return type.kind === 'nvarchar' || type.kind === 'nchar' ? 2 * type.length : type.length;
}
