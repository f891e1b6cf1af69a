import type { SandboxConnection } from '../connection.js';
import type { DrillAnswer, DrillRequest } from '../drills/drill-desk.js';
import type { Engine, LoginOutcome, Reply, RpcParameter, Session, SqlType, SqlValue } from '../engine.js';
import { isSandboxError, SandboxError, type SandboxErrorCode, sandboxErrors } from '../errors.js';
import type { ServerDocument } from './server-files.js';

/** A session at the server that serves a directory. As long as it is there the server does not stop of itself. */
export interface Membership {
  leave(): Promise<void>;
  /**
   * Calls a procedure with typed parameters (a text as nvarchar, a number as int) and gives the first value of its first row;
   * undefined where it answers with no row.
   */
  call(procedure: string, parameters: Readonly<Record<string, string | number | null>>): Promise<unknown>;
}

/**
 * Logs in to a published server with a driver of SQL Server, and stays. Undefined where nobody answers there, or somebody
 * else: the password may leave only through TLS with the certificate and the server's name of the connection, which no other
 * server has.
 */
export type JoinServer = (
  connection: SandboxConnection,
  login: { readonly user: string; readonly password: string },
) => Promise<Membership | undefined>;

/** The login of a process that uses a sandbox which another process serves. It is in no table. */
export const memberUser = 'scaleout member';

/** Joins the server of a document as a member. */
export function joinAsMember(join: JoinServer, server: ServerDocument): Promise<Membership | undefined> {
  return join(server.connection, { user: memberUser, password: server.instance });
}

/** What carries out a drill for a member, and has it on the disk before it answers. */
export type DrillHandler = (request: DrillRequest) => DrillAnswer;

/** The engine, which also lets in members: by the instance as password, whatever the sandbox's logins are. */
export function admitMembers(engine: Engine, instance: string, drill: DrillHandler): Engine {
  return {
    ...engine,
    login(request): LoginOutcome {
      const { credentials } = request;
      const isMember =
        credentials.type === 'sql' && credentials.user === memberUser && credentials.password === instance;
      return isMember ? { accepted: true, session: memberSession(drill), messages: [] } : engine.login(request);
    },
  };
}

/*
 * What a member may ask for, beside being counted: one procedure. Its name and parameters are read here alone, nothing of it
 * is a statement, and nobody but a member can call it.
 */

const drillProcedure = 'sandbox.drill';

/** Asks the server for a drill. Throws what the server throws, and `sandbox.drill-unanswered` where it knows none. */
export async function drillByMember(membership: Membership, request: DrillRequest): Promise<DrillAnswer> {
  const { drill = null, machine = null, days = null, ago = null } = { ...noOptions, ...request };
  const seconds = ago === null ? null : Math.floor(ago / 1000);
  const answer = await membership.call(drillProcedure, { action: request.action, drill, machine, days, seconds });
  if (typeof answer !== 'string') throw new SandboxError('sandbox.drill-unanswered', 'It gave no answer to a drill.');
  const read = JSON.parse(answer) as
    | DrillAnswer
    | { readonly failed: { readonly code: string; readonly detail: string } };
  if (!('failed' in read)) return read;
  const { code, detail } = read.failed;
  if (!Object.hasOwn(sandboxErrors, code)) throw new SandboxError('sandbox.drill-unanswered', detail);
  throw new SandboxError(code as SandboxErrorCode, detail);
}

const noOptions = { drill: undefined, machine: undefined, days: undefined, ago: undefined };

/** A session that is there to be counted, and to hand over drills: any other request ends at once. */
function memberSession(drill: DrillHandler): Session {
  return {
    id: 0,
    database: 'master',
    async execute(request, reply) {
      if (request.type === 'rpc' && request.procedure.toLowerCase() === drillProcedure) {
        answerMember(drill, request.parameters, reply);
        return;
      }
      reply.done();
    },
    reset() {},
    close() {},
  };
}

const text: SqlType = { kind: 'nvarchar', length: 'max' };

function answerMember(drill: DrillHandler, parameters: readonly RpcParameter[], reply: Reply): void {
  const value = (name: string): SqlValue =>
    parameters.find((one) => one.name.toLowerCase() === `@${name}`)?.value ?? null;
  const answer = JSON.stringify(answered(drill, value));
  reply.columns([{ name: 'answer', type: text, nullable: false }]);
  reply.row([answer]);
  reply.done({ rowCount: 1 });
}

function answered(drill: DrillHandler, value: (name: string) => SqlValue) {
  const word = (name: string) => {
    const found = value(name);
    return typeof found === 'string' ? found : undefined;
  };
  const number = (name: string) => {
    const found = value(name);
    return typeof found === 'number' ? found : undefined;
  };
  const [action, name, machine, seconds] = [word('action'), word('drill'), word('machine'), number('seconds')];
  const ago = seconds === undefined ? undefined : seconds * 1000;
  try {
    if (action === 'make') return drill({ action, drill: name ?? '', machine, days: number('days'), ago });
    if (action === 'undo') return drill({ action, drill: name, machine });
    return drill({ action: 'list' });
  } catch (error) {
    if (!isSandboxError(error)) throw error;
    return { failed: { code: error.code, detail: error.message } };
  }
}
