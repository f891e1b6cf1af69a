import { ScaleoutError } from '../../../errors.js';
import type { Parameter } from '../request/sql-request.js';
import type { SqlServer } from '../request/sql-server.js';

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
