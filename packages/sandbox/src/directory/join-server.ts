import type { SandboxConnection } from '../connection.js';
import type { DrillAnswer, DrillRequest } from '../drills/drill-desk.js';
import type { Engine, LoginOutcome, Reply, RpcParameter, Session, SqlType, SqlValue } from '../engine.js';
import { isSandboxError, SandboxError, type SandboxErrorCode, sandboxErrors } from '../errors.js';
import type { AddedMachine, AddRequest } from '../model/fresh/add-machine.js';
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

/** What a member may ask for. */
export type MemberRequest = DrillRequest | AddRequest;

/** What it is answered: of a drill, or of a machine that was added. */
export type MemberAnswer = DrillAnswer & { readonly added?: AddedMachine };

/** What carries it out, and has it on the disk before it answers. */
export type MemberHandler = (request: MemberRequest) => MemberAnswer;

/** The engine, which also lets in members: by the instance as password, whatever the sandbox's logins are. */
export function admitMembers(engine: Engine, instance: string, desk: MemberHandler): Engine {
  return {
    ...engine,
    login(request): LoginOutcome {
      const { credentials } = request;
      const isMember =
        credentials.type === 'sql' && credentials.user === memberUser && credentials.password === instance;
      return isMember ? { accepted: true, session: memberSession(desk), messages: [] } : engine.login(request);
    },
  };
}

/*
 * What a member may ask for, beside being counted: one procedure. Its name and parameters are read here alone, nothing of it
 * is a statement, and nobody but a member can call it.
 */

const drillProcedure = 'sandbox.drill';

/** Asks the server for something. Throws what the server throws, and `sandbox.drill-unanswered` where it does not know it. */
export async function askByMember(membership: Membership, request: MemberRequest): Promise<MemberAnswer> {
  const asked = { ...noOptions, ...request };
  const { drill = null, machine = null, days = null, ago = null, role = null, joined } = asked;
  const seconds = ago === null ? null : Math.floor(ago / 1000);
  const adding = request.action === 'add' ? { role, joined: joined === undefined ? null : joined ? 1 : 0 } : {};
  const words = { action: request.action, drill, machine, days, seconds, ...adding };
  const answer = await membership.call(drillProcedure, words);
  if (typeof answer !== 'string') throw new SandboxError('sandbox.drill-unanswered', 'It gave no answer.');
  const read = JSON.parse(answer) as
    | MemberAnswer
    | { readonly failed: { readonly code: string; readonly detail: string } };
  if (!('failed' in read)) {
    // An older version takes what it does not know for the wish to see its drills.
    if (request.action !== 'add' || read.added !== undefined) return read;
    throw new SandboxError('sandbox.drill-unanswered', 'It does not know how to add a machine.');
  }
  const { code, detail } = read.failed;
  if (!Object.hasOwn(sandboxErrors, code)) throw new SandboxError('sandbox.drill-unanswered', detail);
  throw new SandboxError(code as SandboxErrorCode, detail);
}

const noOptions = {
  drill: undefined,
  machine: undefined,
  days: undefined,
  ago: undefined,
  role: undefined,
  joined: undefined,
};

/** A session that is there to be counted, and to hand over what members ask for: any other request ends at once. */
function memberSession(desk: MemberHandler): Session {
  return {
    id: 0,
    database: 'master',
    async execute(request, reply) {
      if (request.type === 'rpc' && request.procedure.toLowerCase() === drillProcedure) {
        answerMember(desk, request.parameters, reply);
        return;
      }
      reply.done();
    },
    reset() {},
    close() {},
  };
}

const text: SqlType = { kind: 'nvarchar', length: 'max' };

function answerMember(desk: MemberHandler, parameters: readonly RpcParameter[], reply: Reply): void {
  const value = (name: string): SqlValue =>
    parameters.find((one) => one.name.toLowerCase() === `@${name}`)?.value ?? null;
  const answer = JSON.stringify(answered(desk, value));
  reply.columns([{ name: 'answer', type: text, nullable: false }]);
  reply.row([answer]);
  reply.done({ rowCount: 1 });
}

function answered(desk: MemberHandler, value: (name: string) => SqlValue) {
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
    if (action === 'add') {
      const joined = number('joined');
      return desk({
        action,
        machine: machine ?? '',
        role: word('role') === 'master' ? 'master' : 'worker',
        joined: joined === undefined ? undefined : joined === 1,
      });
    }
    if (action === 'make') return desk({ action, drill: name ?? '', machine, days: number('days'), ago });
    if (action === 'undo') return desk({ action, drill: name, machine });
    return desk({ action: 'list' });
  } catch (error) {
    if (!isSandboxError(error)) throw error;
    return { failed: { code: error.code, detail: error.message } };
  }
}
