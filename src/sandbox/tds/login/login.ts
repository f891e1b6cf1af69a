import type { Engine, LoginOutcome, LoginRequest, Session } from '../../engine.js';
import type { SqlMessage } from '../../sql-value.js';
import {
  doneStatus,
  doneToken,
  type Widths,
  widthsBefore72,
  writeCollationChange,
  writeDatabaseChange,
  writeDone,
  writeLanguageChange,
  writeLoginAck,
  writeMessage,
  writeTextChange,
} from '../tokens/tokens.js';
import { beginAnswer, type Connected } from '../wire/answer.js';
import type { Inbox } from '../wire/inbox.js';
import { defaultPacketSize, largestPacketSize, type Message, smallestPacketSize } from '../wire/packets.js';
import { asksForFedAuth, writeFeatureAcknowledgement } from './features.js';
import { encryptionRequired, loginFailed, structurallyInvalid, untrustedDomain } from './login-messages.js';
import { type Login7, readAskedVersion, readLogin7 } from './login7.js';
import { chooseVersion, type TdsVersion } from './tds-version.js';
import { proveWindowsLogin } from './windows-login.js';

export interface LoggedIn {
  readonly session: Session;
  readonly version: TdsVersion;
}

export interface LoginContext {
  readonly engine: Engine;
  readonly connection: Connected;
  readonly inbox: Inbox;
  /** All was to be encrypted, and the client logs in without. */
  readonly refused: boolean;
}

/** Answers LOGIN7. Undefined: the client was told why it can't log in, the connection is to be ended. */
export async function answerLogin(message: Message, context: LoginContext): Promise<LoggedIn | undefined> {
  const { engine, connection } = context;
  const version = chooseVersion(readAskedVersion(message.payload), connection.wire.strict());
  if (version === undefined) {
    return refuse(context, [structurallyInvalid], widthsBefore72);
  }
  if (context.refused) {
    return refuse(context, [encryptionRequired]);
  }
  const login = readLogin7(message.payload);
  const outcome = await loginOutcome(login, context);
  if (!outcome.accepted) {
    return refuse(context, [...(outcome.before ?? []), outcome.error]);
  }
  const { session } = outcome;
  const packetSize = agreedPacketSize(login.packetSize);
  connection.spid = session.id;
  const answer = beginAnswer(connection);
  const { tokens } = answer;
  writeDatabaseChange(tokens, session.database, 'master', engine.serverName);
  writeCollationChange(tokens);
  writeLanguageChange(tokens, engine.serverName);
  for (const told of outcome.messages) {
    writeMessage(tokens, told, engine.serverName);
  }
  writeLoginAck(tokens, version, engine.productVersion);
  writeFeatureAcknowledgement(tokens, login.features);
  writeTextChange(tokens, 4, String(packetSize), String(defaultPacketSize));
  writeDone(tokens, { token: doneToken.statement, status: doneStatus.final, command: 0, rowCount: 0 });
  answer.finish();
  connection.packetSize = packetSize;
  return { session, version };
}

async function loginOutcome(login: Login7, context: LoginContext): Promise<LoginOutcome> {
  const { engine, connection, inbox } = context;
  // SQL Server names the user so where a token was sent that it can't check.
  if (asksForFedAuth(login.features)) {
    return { accepted: false, error: loginFailed('<token-identified principal>') };
  }
  if (login.changesPassword) {
    return { accepted: false, error: loginFailed(login.user) };
  }
  let credentials: LoginRequest['credentials'] = { type: 'sql', user: login.user, password: login.password };
  if (login.sspi !== undefined) {
    const proved = await proveWindowsLogin(login.sspi, engine, connection, inbox);
    if (proved === undefined) {
      return { accepted: false, error: untrustedDomain };
    }
    credentials = proved;
  }
  const { database, hostName, appName } = login;
  return engine.login({ credentials, database, hostName, appName });
}

function agreedPacketSize(asked: number): number {
  return asked === 0 ? defaultPacketSize : Math.min(largestPacketSize, Math.max(smallestPacketSize, asked));
}

function refuse({ engine, connection }: LoginContext, errors: readonly SqlMessage[], widths?: Widths): undefined {
  const answer = beginAnswer(connection);
  for (const error of errors) {
    writeMessage(answer.tokens, error, engine.serverName, widths);
  }
  writeDone(answer.tokens, { token: doneToken.statement, status: doneStatus.error, command: 0, rowCount: 0 }, widths);
  answer.finish();
  return undefined;
}
