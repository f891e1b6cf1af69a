import { randomBytes } from 'node:crypto';
import sql from 'mssql';
import type { SandboxConnection } from '../../src/connection.js';
import type { Instant, Request } from '../../src/engine.js';
import { instantOf } from '../../src/instant.js';
import { freshContent } from '../../src/model/fresh/content.js';
import { exampleFleet, type FleetDescription } from '../../src/model/fresh/fleet-description.js';
import type { Row, StoreContent } from '../../src/model/store.js';
import { type RunningSandbox, startSandbox } from '../../src/sandbox.js';

export interface TestSandboxOptions {
  /** What differs from the fleet of examples/catalog-only.yaml. */
  readonly fleet?: Partial<FleetDescription>;
  /** Fields of rows that differ from a fresh fleet, by table and key; null removes the row. */
  readonly edits?: Readonly<Record<string, Readonly<Record<string, Row | null>>>>;
  /** Unix milliseconds at which the sandbox's clock stands. */
  readonly time?: number;
  /** Sees each request before it is answered, and may change the store behind everybody's back. */
  readonly onRequest?: (request: Request, running: RunningSandbox) => void;
}

export interface TestClock {
  now(): Instant;
  /** Moves the sandbox's time on. */
  advance(seconds: number): void;
}

export interface RecordedRequest {
  readonly sessionId: number;
  readonly request: Request;
}

/** A sandbox of one test: `await using sandbox = await startTestSandbox()`. */
export interface TestSandbox extends AsyncDisposable {
  readonly running: RunningSandbox;
  readonly connection: SandboxConnection;
  readonly clock: TestClock;
  /** Every request since the start or since it was emptied (`requests.length = 0`). */
  readonly requests: RecordedRequest[];
  /** The password of any of its logins. */
  passwordOf(login: string): string;
  /** An open pool, closed with the sandbox; as our own Windows login unless told otherwise. */
  connect(login?: string, overrides?: Partial<sql.config>): Promise<sql.ConnectionPool>;
}

const defaultTime = Date.UTC(2024, 4, 1, 8);

export async function startTestSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  let time = options.time ?? defaultTime;
  const now = () => instantOf(time);
  const fresh = freshContent({ ...exampleFleet(now()), ...options.fleet }, randomBytes);
  const requests: RecordedRequest[] = [];
  const running: RunningSandbox = await startSandbox({
    content: edited(fresh, options.edits ?? {}),
    now,
    onRequest(sessionId, request) {
      requests.push({ sessionId, request });
      options.onRequest?.(request, running);
    },
  });
  const pools: sql.ConnectionPool[] = [];
  const { connection } = running;
  return {
    running,
    connection,
    requests,
    clock: {
      now,
      advance(seconds) {
        time += seconds * 1000;
      },
    },
    passwordOf: (login) => String(running.store.get('logins', login)?.password),
    async connect(login, overrides) {
      const password = login === undefined ? connection.password : String(running.store.get('logins', login)?.password);
      const name = login ?? `${connection.domain}\\${connection.user}`;
      const pool = new sql.ConnectionPool({ ...poolConfig(connection, { name, password }), ...overrides });
      pools.push(pool);
      return pool.connect();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((pool) => pool.close()));
      await running.close();
    },
  };
}

/** How mssql connects, with the sandbox's certificate checked. A name with a backslash is a Windows login (NTLM). */
export function poolConfig(
  connection: SandboxConnection,
  login: { readonly name: string; readonly password: string },
): sql.config {
  const [domain, windowsUser] = login.name.split('\\');
  return {
    server: connection.host,
    port: connection.port,
    database: connection.database,
    ...(windowsUser === undefined ? { user: login.name } : { domain, user: windowsUser }),
    password: login.password,
    connectionTimeout: 10_000,
    requestTimeout: 10_000,
    options: {
      encrypt: true,
      trustServerCertificate: false,
      serverName: connection.serverName,
      cryptoCredentialsDetails: { ca: connection.certificate },
    },
  };
}

function edited(fresh: StoreContent, edits: NonNullable<TestSandboxOptions['edits']>): StoreContent {
  const tables = Object.entries(edits).map(([table, rows]) => {
    const merged = Object.entries(rows).flatMap(([key, row]) =>
      row === null ? [] : [[key, { ...fresh[table]?.[key], ...row }] as const],
    );
    const kept = Object.entries(fresh[table] ?? {}).filter(([key]) => rows[key] !== null);
    return [table, { ...Object.fromEntries(kept), ...Object.fromEntries(merged) }] as const;
  });
  return { ...fresh, ...Object.fromEntries(tables) };
}
