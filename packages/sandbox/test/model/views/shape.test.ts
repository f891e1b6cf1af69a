import { expect, test } from 'vitest';
import type { SqlType } from '../../../src/engine.js';
import { sandboxFacts } from '../../../src/facts.js';
import { proceduresByName } from '../../../src/model/procedures/registry.js';
import { viewsByName } from '../../../src/model/views/registry.js';

test.each(Object.entries({ ...sandboxFacts['ssisdb.views'], ...sandboxFacts['ssisdb.tasks'] }))(
  "the sandbox's %s has the columns that its facts name",
  (name, columns) => {
    const shown = viewsByName.get(name)?.columns ?? [];
    const named = shown.filter((column) => column.name in columns).map(({ name, type }) => [name, typeText(type)]);
    expect(Object.fromEntries(named)).toEqual(withoutAlias(columns));
  },
);

test.each(Object.entries(sandboxFacts['ssisdb.procedures']))(
  "the sandbox's %s takes the parameters that its facts name",
  (name, parameters) => {
    const shown = proceduresByName.get(name)?.parameters;
    expect(shown?.map((parameter) => [parameter.name, typeText(parameter.type)])).toEqual(
      Object.entries(parameters).map(([parameter, type]) => [`@${parameter}`, type]),
    );
  },
);

/** `sysname` is nvarchar(128). */
function withoutAlias(columns: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, type]) => [name, type === 'sysname' ? 'nvarchar(128)' : type]),
  );
}

function typeText(type: SqlType): string {
  if ('length' in type) return `${type.kind}(${type.length})`;
  return type.kind === 'datetimeoffset' ? `${type.kind}(${type.scale})` : type.kind;
}
