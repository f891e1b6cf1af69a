import type { Connection, ConnectionConfiguration } from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExpectedError, ExpectedReply, SqlCase, Turn } from './case.js';
import { groups } from './groups.js';
import { close, open, reset, type Sent, send } from './send.js';

export interface Subject {
  readonly name: string;
  /** It is our own sandbox: cases that only that can pass are run too. */
  readonly ours: boolean;
  connect(): Promise<ConnectionConfiguration>;
}

/** Runs the whole list against a server, each case on connections that are as after the login. */
export function describeSql({ name, ours, connect }: Subject): void {
  describe(`T-SQL of ${name}`, () => {
    let configuration: ConnectionConfiguration;
    let server: Server;
    const connections = new Map<string, Connection>();

    beforeAll(async () => {
      configuration = await connect();
      server = await look(await connectionOf('one'));
    });

    afterAll(async () => {
      await Promise.all([...connections.values()].map(close));
    });

    async function connectionOf(by: string): Promise<Connection> {
      const known = connections.get(by);
      if (known !== undefined && !(known as { closed?: boolean }).closed) return known;
      const opened = await open(configuration);
      connections.set(by, opened);
      return opened;
    }

    async function take({ by = 'one', batch }: Turn): Promise<Sent> {
      return send(await connectionOf(by), batch);
    }

    for (const { title, cases } of groups)
      describe(title, () => {
        for (const given of cases) {
          test(given.name, async (context) => {
            const reason = whyNot(given, server, ours);
            if (reason !== undefined) context.skip(reason);
            const running: Promise<void>[] = [];
            for (const turn of given.turns) {
              const taken = take(turn).then((sent) => compare(sent, turn));
              if (turn.meanwhile) running.push(taken);
              else await taken;
            }
            await Promise.all(running);
            const touched = given.turns.filter(({ batch }) => changesSession.test(batch)).map(({ by = 'one' }) => by);
            for (const by of new Set(touched)) await reset(await connectionOf(by));
          });
        }
      });
  });
}

/** After anything else a session is as it was before. */
const changesSession = /\b(SET|USE|BEGIN|TRAN|TRANSACTION|ROLLBACK|COMMIT|EXEC|RAISERROR|THROW)\b|\/ 0/;

interface Server {
  /** 16 for SQL Server 2022. */
  readonly major: number;
  readonly ignoresCase: boolean;
  readonly language: string;
}

async function look(connection: Connection): Promise<Server> {
  const { results } = await send(
    connection,
    "SELECT CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')), CASE WHEN 'a' = 'A' THEN 1 ELSE 0 END, @@LANGUAGE",
  );
  const [version, same, language] = results[0]?.[0] ?? [];
  return { major: Number.parseInt(String(version), 10), ignoresCase: same === 1, language: String(language) };
}

const versions = { 2012: 11, 2016: 13, 2017: 14, 2019: 15, 2022: 16 } as const;

function whyNot({ since, ignoresCase, onlySandbox }: SqlCase, server: Server, ours: boolean): string | undefined {
  if (onlySandbox !== undefined && !ours) return `Only the sandbox can pass: ${onlySandbox}.`;
  if (since !== undefined && server.major < versions[since]) return `The server is older than SQL Server ${since}.`;
  if (ignoresCase && !server.ignoresCase) return 'The default collation tells capitals from small letters.';
  if (server.language !== 'us_english') return `The login's language is ${server.language}, not us_english.`;
  return undefined;
}

function compare(sent: Sent, { types, names, results, errors = [], printed, counts }: ExpectedReply): void {
  expect(sent.errors).toEqual(errors.map(expectedError));
  if (types !== undefined) expect(sent.types).toEqual(types.map((of) => of.map((type) => expectedType(type))));
  if (names !== undefined) expect(sent.names).toEqual(names);
  if (results !== undefined) expect(sent.results).toEqual(results);
  if (printed !== undefined) expect(sent.printed).toEqual(printed);
  if (counts !== undefined) expect(sent.counts).toEqual(counts);
}

/** `varchar` without a length stands for any of them. */
function expectedType(type: string): unknown {
  return type.includes('(') || !sized.test(type) ? type : expect.stringMatching(new RegExp(`^${type}\\(`));
}

const sized = /^(n?varchar|n?char|varbinary|binary|decimal|time|datetime2|datetimeoffset)$/;

function expectedError({ number, severity, state, line, text }: ExpectedError) {
  return {
    number,
    severity: severity ?? expect.any(Number),
    state: state ?? expect.any(Number),
    line: line ?? expect.any(Number),
    text: text === undefined ? expect.any(String) : typeof text === 'string' ? text : expect.stringMatching(text),
  };
}
