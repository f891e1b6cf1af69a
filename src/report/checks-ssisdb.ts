import type { CatalogSurvey, SurveyedProperty } from '../domain/survey.js';
import type { Fact } from '../facts/fact.js';
import {
  masterVirtualAccount,
  shapeErrors,
  ssisdbExaminedTables,
  ssisdbLogLogin,
  ssisdbMasterProperties,
  ssisdbProcedures,
  ssisdbRoles,
  ssisdbTasks,
  ssisdbVersionProperties,
  ssisdbViews,
} from '../facts/ssisdb.js';
import {
  type Check,
  cannotTell,
  judged,
  type Look,
  listed,
  notSeen,
  ofCatalog,
  type Phrase,
  phrase,
  reasonOf,
} from './check.js';

/** Columns, or parameters without their @, by object. */
type Shape = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The shape of SSISDB: objects with their columns and parameters, rows of properties, roles. */
export const ssisdbChecks: readonly Check[] = [
  shapeCheck(ssisdbViews, 'columns'),
  shapeCheck(ssisdbProcedures, 'parameters'),
  shapeCheck(ssisdbTasks, 'columns'),
  shapeCheck(ssisdbExaminedTables, 'columns'),
  ofCatalog(ssisdbRoles, listed(Object.values(ssisdbRoles.value)), ({ roles }) => {
    const missing = Object.values(ssisdbRoles.value).filter((role) => (roles.get(role) ?? null) === null);
    return judged(missing.length === 0, missing.length === 0 ? phrase`all of them` : phrase`no ${listed(missing)}`);
  }),
  ofCatalog(ssisdbVersionProperties, rowsPhrase(ssisdbVersionProperties.value), ({ catalogProperties }) => {
    if (!catalogProperties.known) return notSeen(reasonOf(catalogProperties));
    return rowsLook(ssisdbVersionProperties.value, catalogProperties.value);
  }),
  ofCatalog(ssisdbMasterProperties, rowsPhrase(ssisdbMasterProperties.value), ({ masterProperties }) => {
    if (!masterProperties.known) return notSeen(reasonOf(masterProperties));
    if (masterProperties.value.length === 0) return notSeen(phrase`no master has written its properties yet`, false);
    return rowsLook(ssisdbMasterProperties.value, masterProperties.value);
  }),
  ofCatalog(
    ssisdbLogLogin,
    phrase`a login ${ssisdbLogLogin.value.login}, where Scale Out was enabled`,
    ({ isSysadmin, logins, catalogProperties }) => {
      if (logins.includes(ssisdbLogLogin.value.login)) return judged(true, phrase`that login`);
      if (!isSysadmin) return notSeen(phrase`only a sysadmin sees the logins of others`, false);
      const isOn =
        catalogProperties.known &&
        catalogProperties.value.some(({ name, isSet }) => name === 'IS_SCALEOUT_ENABLED' && isSet);
      if (!isOn) return notSeen(phrase`Scale Out is not enabled`, false);
      return judged(false, phrase`Scale Out is enabled, and there is no such login`);
    },
  ),
  ofCatalog(
    masterVirtualAccount,
    phrase`a login ${masterVirtualAccount.value.account} with three digits behind it, where Scale Out was enabled`,
    ({ isSysadmin, logins, catalogProperties }) => {
      const isMaster = (name: string) =>
        name.toLowerCase().startsWith(masterVirtualAccount.value.account.toLowerCase());
      const found = logins.filter(isMaster);
      if (found.length > 0) return judged(true, listed(found));
      if (!isSysadmin) return notSeen(phrase`only a sysadmin sees the logins of others`, false);
      const enabled = catalogProperties.known
        ? catalogProperties.value.find(({ name }) => name === 'IS_SCALEOUT_ENABLED')
        : undefined;
      if (enabled?.isSet !== true) return notSeen(phrase`Scale Out is not enabled`, false);
      return judged(false, phrase`Scale Out is enabled, and there is no such login`);
    },
  ),
  cannotTell(
    shapeErrors,
    'A number is only seen where something is missing, and a report asks for nothing that may be.',
  ),
];

function shapeCheck(fact: Fact<Shape>, what: 'columns' | 'parameters'): Check {
  const objects = Object.entries(fact.value);
  const wanted = objects.map(([name, columns]) => phrase`${name} (${listed(Object.keys(columns))})`);
  return ofCatalog(fact, listed(wanted), (catalog) => {
    const looks = objects.map(([name, columns]) => objectLook(catalog, name, columns, what));
    const otherwise = looks.flatMap((look) => (look.verdict === 'otherwise' ? [look.found] : []));
    if (otherwise.length > 0) return judged(false, joined(otherwise));
    const hidden = looks.flatMap((look) => (look.verdict === 'not seen' ? [look.why] : []));
    if (hidden.length > 0) return notSeen(joined(hidden), fact !== ssisdbTasks && fact !== ssisdbExaminedTables);
    return judged(true, phrase`all of them, with these ${() => what}`);
  });
}

function objectLook({ objects, isSysadmin }: CatalogSurvey, name: string, columns: Shape[string], what: string): Look {
  const object = objects.get(name);
  // The system's views hide what a login may not use.
  if (object === undefined)
    return isSysadmin ? judged(false, phrase`no ${name}`) : notSeen(phrase`no ${name}, or the login may not see it`);
  const found = new Map(object.columns.map((column) => [column.name.replace(/^@/, '').toLowerCase(), column.type]));
  const missing = Object.keys(columns).filter((column) => !found.has(column.toLowerCase()));
  const others = Object.entries(columns).filter(([column, type]) => {
    const shown = found.get(column.toLowerCase());
    return shown !== undefined && shown !== (type === 'sysname' && shown !== type ? 'nvarchar(128)' : type);
  });
  if (missing.length === 0 && others.length === 0) return judged(true, phrase`${name}`);
  const typed = others.map(([column]) => phrase`${column} is ${found.get(column.toLowerCase()) ?? ''}`);
  const lacking = missing.length === 0 ? [] : [phrase`no ${listed(missing)}`];
  return judged(false, phrase`${name}: ${listed([...lacking, ...typed])}, of ${object.columns.length} ${() => what}`);
}

function rowsPhrase(names: readonly string[]): Phrase {
  return phrase`rows ${listed(names)}`;
}

function rowsLook(names: readonly string[], rows: readonly SurveyedProperty[]): Look {
  const missing = names.filter((name) => !rows.some((row) => row.name.toUpperCase() === name));
  const others = rows.filter(({ name }) => !names.includes(name.toUpperCase())).length;
  const more = phrase`and ${others} rows of other names`;
  return judged(
    missing.length === 0,
    missing.length === 0 ? phrase`all of them, ${more}` : phrase`no ${listed(missing)}, ${more}`,
  );
}

function joined(phrases: readonly Phrase[]): Phrase {
  return (names) => phrases.map((one) => one(names)).join('; ');
}
