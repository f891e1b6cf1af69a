import { randomBytes } from 'node:crypto';
import type { Engine, LoginRequest } from '../../engine.js';
import { writeSspi } from '../tokens/tokens.js';
import { beginAnswer, type Connected } from '../wire/answer.js';
import type { Inbox } from '../wire/inbox.js';
import { packetType } from '../wire/packets.js';
import { ntlmMessageKind, readAnswer, writeChallenge } from './ntlm-messages.js';
import { provesPassword } from './ntlm-proof.js';

const negotiate = 1;
const authenticate = 3;
const challengeLength = 8;

/** Who the client proved to be by NTLM; undefined where it proved nothing, or speaks another mechanism. */
export async function proveWindowsLogin(
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
