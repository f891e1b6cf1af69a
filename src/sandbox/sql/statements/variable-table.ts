import type { SqlType } from '../../sql-value.js';
import { redeclaredVariable, undeclaredVariable } from '../messages/syntax.js';

export interface Variable {
  readonly name: string;
  readonly type: SqlType;
  readonly index: number;
}

/** The variables of a batch in order of declaration. */
export interface VariableTable {
  readonly all: readonly Variable[];
  declare(name: string, type: SqlType): Variable;
  /** Throws 137 where there is none. */
  get(name: string): Variable;
}

export function createVariableTable(): VariableTable {
  const all: Variable[] = [];
  const byName = new Map<string, Variable>();
  return {
    all,
    declare(name, type) {
      if (byName.has(name.toLowerCase())) throw redeclaredVariable(name);
      const variable = { name, type, index: all.length };
      all.push(variable);
      byName.set(name.toLowerCase(), variable);
      return variable;
    },
    get(name) {
      const variable = byName.get(name.toLowerCase());
      if (variable === undefined) throw undeclaredVariable(name);
      return variable;
    },
  };
}
