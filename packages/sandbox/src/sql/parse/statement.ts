import type { SqlType } from '../../engine.js';
import type { SecurityChange } from '../database.js';
import type { Expression, Query } from './ast.js';

/** A batch taken apart. Queries and expressions are the grammar library's, the statements around them are our own. */
export type Statement =
  | QueryStatement
  | { readonly kind: 'declare'; readonly line: number; readonly variables: readonly Declaration[] }
  | AssignStatement
  | { readonly kind: 'option'; readonly line: number; readonly names: readonly string[]; readonly value: OptionValue }
  | { readonly kind: 'use'; readonly line: number; readonly database: string }
  | ExecuteStatement
  | { readonly kind: 'executeText'; readonly line: number; readonly text: Expression }
  | { readonly kind: 'print'; readonly line: number; readonly text: Expression }
  | {
      readonly kind: 'raiserror';
      readonly line: number;
      readonly arguments: readonly Expression[];
      readonly setError: boolean;
    }
  | { readonly kind: 'throw'; readonly line: number; readonly arguments: readonly Expression[] }
  | IfStatement
  | { readonly kind: 'while'; readonly line: number; readonly condition: Expression; readonly body: Statement }
  | { readonly kind: 'block'; readonly line: number; readonly body: readonly Statement[] }
  | TryStatement
  | { readonly kind: 'break' | 'continue'; readonly line: number }
  | { readonly kind: 'return'; readonly line: number; readonly status: Expression | undefined }
  | WaitStatement
  | TransactionStatement
  | { readonly kind: 'security'; readonly line: number; readonly change: SecurityChange }
  /** A statement that the sandbox knows only to refuse; `object` is what it would change. */
  | RefusedStatement;

export interface QueryStatement {
  readonly kind: 'query';
  readonly line: number;
  readonly query: Query;
}

export interface Declaration {
  readonly name: string;
  readonly type: SqlType;
  readonly value: Expression | undefined;
}

export interface AssignStatement {
  readonly kind: 'assign';
  readonly line: number;
  readonly variable: string;
  /** `+` of `+=`. */
  readonly operator: string | undefined;
  readonly value: Expression;
}

/** ON is true, OFF false; otherwise the words or the value. */
export type OptionValue = boolean | string | number | { readonly variable: string };

export interface ExecuteArgument {
  /** With its `@`. */
  readonly name: string | undefined;
  readonly value: Expression | 'default';
  readonly output: boolean;
}

export interface ExecuteStatement {
  readonly kind: 'execute';
  readonly line: number;
  readonly status: string | undefined;
  /** The parts of its name, or the variable that holds it. */
  readonly procedure: readonly string[] | { readonly variable: string };
  readonly arguments: readonly ExecuteArgument[];
}

export interface IfStatement {
  readonly kind: 'if';
  readonly line: number;
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise: Statement | undefined;
}

export interface TryStatement {
  readonly kind: 'try';
  readonly line: number;
  readonly body: readonly Statement[];
  readonly handler: readonly Statement[];
}

export interface WaitStatement {
  readonly kind: 'wait';
  readonly line: number;
  readonly until: 'delay' | 'time';
  readonly time: Expression;
}

export interface TransactionStatement {
  readonly kind: 'transaction';
  readonly line: number;
  readonly action: 'begin' | 'commit' | 'rollback' | 'save';
  readonly name: string | undefined;
}

export interface RefusedStatement {
  readonly kind: 'refused';
  readonly line: number;
  /** `UPDATE`, `CREATE TABLE` and so on. */
  readonly verb: string;
  readonly object: readonly string[];
}
