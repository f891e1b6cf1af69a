import type { WorkerProperty } from '../../domain/catalog.js';
import type { ExecutionMode, WorkerAgentId } from '../../domain/rows.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { Parameter } from './request/sql-request.js';
import type { SqlServer } from './request/sql-server.js';

/** A call of one of SSISDB's public procedures. */
export interface Call {
  readonly procedure: `catalog.${string}`;
  readonly parameters: readonly Parameter[];
  /** Whether it may be called again after the server rolled it back for others' locks. */
  readonly repeatable: boolean;
}

/** Calls a procedure. A return status other than 0 is a refusal too: throws `catalog.refused`. */
export async function callProcedure(
  server: SqlServer,
  { procedure, parameters, repeatable }: Call,
  limit: number,
  signal: AbortSignal,
): Promise<void> {
  const request = { kind: 'procedure', text: procedure, parameters, what: procedure, limit } as const;
  const status = await server.write(request, repeatable, signal);
  if (status === 0) return;
  throw new ScaleoutError('catalog.refused', `${procedure} returned ${status} and no message.`);
}

/** Not repeatable: it makes logins and sets the log database in steps, and each call makes a new password. */
export function enableScaleOut(): Call {
  return { procedure: 'catalog.enable_scaleout', parameters: [], repeatable: false };
}

/** Leaves a row in catalog.operations at each call, also at a failed one. */
export function setDefaultExecutionMode(mode: ExecutionMode): Call {
  return {
    procedure: 'catalog.configure_catalog',
    parameters: [
      { name: 'property_name', type: 'nvarchar(255)', value: 'DEFAULT_EXECUTION_MODE' },
      { name: 'property_value', type: 'nvarchar(255)', value: mode === 'scaleOut' ? '1' : '0' },
    ],
    repeatable: true,
  };
}

/** NULL is a value like any other. Where the worker has no row, SSISDB refuses with 27243. */
export function setWorkerAgentProperty(id: WorkerAgentId, property: WorkerProperty, value: string | null): Call {
  return {
    procedure: 'catalog.set_worker_agent_property',
    parameters: [
      { name: 'WorkerAgentId', type: 'uniqueidentifier', value: id },
      { name: 'PropertyName', type: 'nvarchar(256)', value: property },
      { name: 'PropertyValue', type: 'nvarchar(max)', value },
    ],
    repeatable: true,
  };
}

/** Enables or disables a worker; doing it twice is harmless. */
export function switchWorkerAgent(id: WorkerAgentId, enabled: boolean): Call {
  return {
    procedure: enabled ? 'catalog.enable_worker_agent' : 'catalog.disable_worker_agent',
    parameters: [{ name: 'WorkerAgentId', type: 'uniqueidentifier', value: id }],
    repeatable: true,
  };
}

/** Deletes the row with its counters and machine properties; executions pinned to the worker stay as they are. */
export function deleteWorkerAgent(id: WorkerAgentId): Call {
  return {
    procedure: 'catalog.delete_worker_agent',
    parameters: [{ name: 'WorkerAgentId', type: 'uniqueidentifier', value: id }],
    repeatable: true,
  };
}

/** Of the parameter @MasterAddress nvarchar(256): SQL Server would cut a longer one without a word. */
const longestAddress = 256;

/** Sets the address that workers are told. An update by name: without the row it succeeds and writes nothing. */
export function updateMasterAddress(address: string): Call {
  if (address.length > longestAddress) {
    const detail = `The master's address has ${address.length} characters.`;
    const remedy = `Shorten master.endpoint in the topology: the catalog takes at most ${longestAddress} characters.`;
    throw new ScaleoutError('catalog.value-too-long', detail, { remedy });
  }
  return {
    procedure: 'catalog.update_master_address',
    parameters: [{ name: 'MasterAddress', type: 'nvarchar(256)', value: address }],
    repeatable: true,
  };
}

/**
 * Reads again what a write has changed, and ends if it is there: else throws `catalog.write-without-effect`. If it
 * cannot be read, the outcome is unknown, whatever the procedure said.
 */
export async function readBack<T>(
  what: string,
  read: () => Promise<T>,
  shows: (now: T) => boolean,
  remedy?: string,
): Promise<void> {
  let now: T;
  try {
    now = await read();
  } catch (cause) {
    if (!isScaleoutError(cause) || !cause.code.startsWith('catalog.')) throw cause;
    const detail = `${what} reported success, but could not be read back: ${cause.message}`;
    throw new ScaleoutError('catalog.outcome-unknown', detail, { cause });
  }
  if (shows(now)) return;
  const detail = `${what} reported success, but the catalog does not show it.`;
  throw new ScaleoutError('catalog.write-without-effect', detail, remedy === undefined ? {} : { remedy });
}
