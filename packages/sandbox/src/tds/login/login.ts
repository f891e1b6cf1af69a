import { randomBytes } from 'node:crypto';
import type { Engine, LoginOutcome, LoginRequest, Session, SqlMessage } from '../../engine.js';
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
  writeSspi,
  writeTextChange,
} from '../tokens/tokens.js';
import { beginAnswer, type Connected, type Inbox } from '../wire/messages.js';
import { defaultPacketSize, largestPacketSize, type Message, packetType, smallestPacketSize } from '../wire/packets.js';
import { asksForFedAuth, type Login7, readAskedVersion, readLogin7, writeFeatureAcknowledgement } from './login7.js';
import { ntlmMessageKind, provesPassword, readAnswer, writeChallenge } from './ntlm.js';
import { chooseVersion, type TdsVersion } from './prelogin.js';

export interface LoggedIn {
  readonly session: Session;
  readonly version: TdsVersion;
}

interface LoginContext {
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

/* Refusals of a login that SQL Server makes before anybody asks the engine, with its numbers and texts. */

const structurallyInvalid: SqlMessage = {
  number: 17_832,
  state: 1,
  class: 20,
  text:
    'The login packet used to open the connection is structurally invalid; the connection has been closed. ' +
    'Please contact the vendor of the client library. TDS 7.2 is the oldest version that is spoken here.',
  line: 1,
};

const encryptionRequired: SqlMessage = {
  number: 17_835,
  state: 1,
  class: 20,
  text:
    'Encryption is required to connect to this server but the client library does not support encryption; ' +
    'the connection has been closed. Please upgrade your client library.',
  line: 1,
};

/** For a Windows login whose password was not proved, and for integrated authentication by another way than NTLM. */
const untrustedDomain: SqlMessage = {
  number: 18_452,
  state: 1,
  class: 14,
  text: 'Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication.',
  line: 1,
};

function loginFailed(user: string): SqlMessage {
  return { number: 18_456, state: 1, class: 14, text: `Login failed for user '${user}'.`, line: 1 };
}

const negotiate = 1;
const authenticate = 3;
const challengeLength = 8;

/** Who the client proved to be by NTLM; undefined where it proved nothing, or speaks another mechanism. */
async function proveWindowsLogin(
  firstToken: Buffer,
  engine: Engine,
  connection: Connected,
  inbox: Inbox,
): Promise<Extract<LoginRequest['credentials'], { type: 'windows' }> | undefined> {
  if (ntlmMessageKind(firstToken) !== negotiate) {
    return undefined;
  }
  const challenge = randomBytes(challengeLength);
  const answer = beginAnswer(connection);
  writeSspi(answer.tokens, writeChallenge(challenge, engine.serverName));
  answer.finish();
  const message = await inbox.next();
  if (message?.type !== packetType.sspi || ntlmMessageKind(message.payload) !== authenticate) {
    return undefined;
  }
  const proof = readAnswer(message.payload);
  const password = engine.windowsPassword(proof.domain, proof.user);
  if (password === undefined || !provesPassword(proof, challenge, password)) {
    return undefined;
  }
  return { type: 'windows', domain: proof.domain, user: proof.user };
}
