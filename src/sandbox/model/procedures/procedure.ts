import type { ProcedureCall, ProcedureParameter } from '../../sql/database.js';
import type { SqlMessage, SqlValue } from '../../sql-value.js';
import type { Model } from '../model.js';
import type { Login } from '../security/login.js';

/** A procedure of SSISDB: its contract, and what it does to the model. */
export interface CatalogProcedure {
  readonly schema: 'catalog' | 'internal' | 'sys';
  readonly name: string;
  /** Who may execute it; a sysadmin always may. */
  readonly grantedTo: 'public' | 'ssis_admin';
  readonly parameters: readonly ProcedureParameter[];
  /** Returns the return status. */
  run(call: Call, model: Model): number;
}

/** One call, with its arguments in the model's terms. */
export interface Call {
  readonly login: Login | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  text(parameter: string): string | null;
  /** As it was given. */
  value(parameter: string): SqlValue;
  flag(parameter: string): boolean | null;
  /** A GUID in upper case. */
  id(parameter: string): string | null;
  integer(parameter: string): number | null;
  setOutput(parameter: string, value: number): void;
  /** Sends an error and gives the return status of a refusal: `return call.refuse(...)`. */
  refuse(error: SqlMessage): 1;
  /** Sends a message and goes on. */
  say(message: SqlMessage): void;
}

export function callOf(call: ProcedureCall, procedure: string, login: Login | undefined, now: number): Call {
  const argument = (name: string) => call.arguments.get(name.toLowerCase()) ?? null;
  const say = (message: SqlMessage) => call.raise({ procedure, line: 1, ...message });
  const text = (name: string) => {
    const value = argument(name);
    return typeof value === 'string' ? value : null;
  };
  return {
    login,
    now,
    text,
    value: argument,
    flag(name) {
      const value = argument(name);
      return typeof value === 'boolean' ? value : null;
    },
    id: (name) => text(name)?.toUpperCase() ?? null,
    integer(name) {
      const value = argument(name);
      return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : null;
    },
    setOutput: (name, value) => call.setOutput(name, BigInt(value)),
    refuse(error) {
      say(error);
      return 1;
    },
    say,
  };
}
