import { randomBytes } from 'node:crypto';
import { createCertificate } from '../../packages/sandbox/src/certificate.js';
import type { Engine, LoginOutcome, Reply, Request, SqlMessage } from '../../packages/sandbox/src/engine.js';
import { instantOf } from '../../packages/sandbox/src/instant.js';
import { freshContent } from '../../packages/sandbox/src/model/fresh/content.js';
import { exampleFleet } from '../../packages/sandbox/src/model/fresh/fleet-description.js';
import { createStore } from '../../packages/sandbox/src/model/store.js';
import { serveStore } from '../../packages/sandbox/src/sandbox.js';
import type { Catalog } from '../../src/domain/catalog.js';
import { secret } from '../../src/providers/secret.js';
import { type CatalogOptions, openCatalog } from '../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../src/providers/waiting.js';

/** Answers a request in the sandbox's place; undefined leaves it to the sandbox. */
export type Meddle = (request: Request) => ((reply: Reply) => void) | undefined;

export interface MeddlingOptions {
  readonly meddle?: Meddle;
  readonly login?: () => LoginOutcome | undefined;
  readonly catalog?: Partial<CatalogOptions>;
}

const certificate = createCertificate(new Date());

/** A sandbox whose server answers some requests in a way that a test wants, and a catalog on it. */
export async function openMeddling({ meddle = () => undefined, login = () => undefined, ...options }: MeddlingOptions) {
  const now = () => instantOf(Date.UTC(2024, 4, 1, 8));
  const store = createStore(freshContent(exampleFleet(now()), randomBytes), () => undefined);
  const requests: Request[] = [];
  const running = await serveStore({
    store,
    certificate: await certificate,
    now,
    onRequest: (_, request) => requests.push(request),
    around: (engine) => meddlingEngine(engine, meddle, login),
  });
  const { host, port, database, domain, user, password } = running.connection;
  const log: string[] = [];
  const catalog: Catalog = openCatalog(
    {
      host,
      port,
      database,
      authentication: { type: 'ntlm', domain, user, password: secret(password) },
      encrypt: false,
      trustServerCertificate: false,
    },
    {
      clock: systemClock,
      random: () => 1,
      parallelism: 2,
      log: (_, message) => log.push(message),
      ...options.catalog,
    },
  );
  return {
    catalog,
    log,
    /** How often a procedure was called. */
    calls: (procedure: string) =>
      requests.filter((request) => request.type === 'rpc' && request.procedure === procedure).length,
    async [Symbol.asyncDispose]() {
      await catalog[Symbol.asyncDispose]();
      await running.close();
    },
  };
}

/** An engine that is asked only what others leave to it. */
export function meddlingEngine(engine: Engine, meddle: Meddle, login: () => LoginOutcome | undefined): Engine {
  return {
    serverName: engine.serverName,
    productVersion: engine.productVersion,
    windowsPassword: (domain, user) => engine.windowsPassword(domain, user),
    login(request) {
      const outcome = login() ?? engine.login(request);
      if (!outcome.accepted) return outcome;
      const { session } = outcome;
      return {
        ...outcome,
        session: {
          id: session.id,
          get database() {
            return session.database;
          },
          async execute(asked, reply, signal) {
            const answer = meddle(asked);
            if (answer === undefined) await session.execute(asked, reply, signal);
            else answer(reply);
          },
          reset: () => session.reset(),
          close: () => session.close(),
        },
      };
    },
  };
}

/** The answer of a procedure that did nothing. */
export function returning(status: number): (reply: Reply) => void {
  return (reply) => {
    reply.beginProcedure();
    reply.endProcedure(status, []);
  };
}

/** The answer of a procedure that failed with such an error. */
export function raising(number: number, severity: number): (reply: Reply) => void {
  const message: SqlMessage = { number, state: 1, class: severity, text: `text of ${number}` };
  return (reply) => {
    reply.beginProcedure();
    reply.message(message);
    reply.done({ failed: true });
    reply.endProcedure(1, []);
  };
}

export const isCall = (request: Request, procedure: string) =>
  request.type === 'rpc' && request.procedure === procedure;

/** Whether it asks with a statement that holds this text. */
export const isQuery = (request: Request, part: string) =>
  request.type === 'rpc' &&
  request.procedure === 'sp_executesql' &&
  String(request.parameters[0]?.value).includes(part);
