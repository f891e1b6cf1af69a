import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { ScaleoutError } from '../errors/errors.js';
import { messageOf } from '../text/printable.js';
import { type HttpAddress, isOurHost, isUnambiguous, plainAddress } from './access.js';
import { acceptsGzip, refusal, securityHeaders, send } from './answers.js';
import { type ConnectionLimits, type Connections, limitConnections, usualLimits } from './connections.js';
import type { Answer, HttpRequest, Route, Routes, StreamAnswer } from './request.js';
import { openStreams, type StreamLimits, type Streams, usualStreams } from './streams.js';

interface TlsPair {
  readonly certificate: string;
  readonly key: string;
}

export interface HttpOptions {
  readonly address: HttpAddress;
  readonly routes: Routes;
  /** PEM. Absent: http without TLS. */
  readonly tls?: TlsPair & {
    /** Gives each pair that takes the place of the one before, without a new start, until the function that is returned is called. */
    readonly follow?: (take: (pair: TlsPair) => void) => () => void;
  };
  /** Further names by which we are reached, for the Host header: a service's name in Kubernetes, say. */
  readonly hosts?: readonly string[];
  readonly limits?: ConnectionLimits;
  readonly streams?: StreamLimits;
  /** Told of what went wrong while answering; the asker is told nothing of it. */
  readonly onError?: (error: unknown) => void;
}

export interface HttpService extends AsyncDisposable {
  /** The port that is listened on. */
  readonly port: number;
  /** `http://127.0.0.1:9090` */
  readonly url: string;
}

/** The most bytes of a body that nobody needs. */
const uselessBody = 4096;

interface Answering {
  readonly options: HttpOptions;
  readonly connections: Connections;
  readonly streams: Streams;
}

/**
 * Serves routes, one request for each connection: what is closed after its answer waits for nothing, and no second request can
 * hide behind the first. Throws `watch.http-unavailable` where the address cannot be listened on, and `watch.http-tls` where
 * certificate and key are none.
 */
export async function startHttp(options: HttpOptions): Promise<HttpService> {
  const { limits = usualLimits, tls } = options;
  const server = serverOf(tls, {
    maxHeaderSize: 8192,
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    connectionsCheckingInterval: limits.headers / 5,
    requireHostHeader: true,
    insecureHTTPParser: false,
  });
  // Node leaves out the headers beyond the usual 2,000 without a word, so that a second Host could hide there. Their size
  // is limited all the same, and that of trailers.
  server.maxHeadersCount = 0;
  server.maxRequestsPerSocket = 1;
  const connections = limitConnections(server, limits);
  const answering = { options, connections, streams: openStreams(options.streams ?? usualStreams) };
  const answers = new WeakMap<Socket, ServerResponse>();
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    answers.set(request.socket, response);
    answer(request, response, answering).catch((error) => {
      options.onError?.(error);
      response.destroy();
    });
  };
  // Where nobody listens to the last two, Node answers by itself.
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, onRequest);
  server.on('clientError', (error, socket: Socket) => refuseBroken(error, socket, answers.get(socket)));
  // Both would hand the bare connection over, past every rule above.
  for (const event of ['upgrade', 'connect']) server.on(event, (_request, socket: Socket) => socket.destroy());
  await listening(server, options.address);
  server.on('error', (error) => options.onError?.(error));
  const unfollow =
    server instanceof SecureServer ? tls?.follow?.((pair) => server.setSecureContext(contextOf(pair))) : undefined;
  const bound = (server.address() as AddressInfo).port;
  const { host } = options.address;
  return {
    port: bound,
    url: `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        unfollow?.();
        server.close(() => resolve());
        connections.destroy();
      }),
  };
}

function serverOf(tls: HttpOptions['tls'], options: Parameters<typeof createServer>[0] & object): Server {
  if (tls === undefined) return createServer(options);
  const handshakeTimeout = options.headersTimeout;
  const context = contextOf(tls);
  return createSecureServer({ ...options, ...context, handshakeTimeout, ALPNProtocols: ['http/1.1'] });
}

/** Of certificate and key, where they are that. */
function contextOf({ certificate: cert, key }: TlsPair): SecureContextOptions {
  try {
    // OpenSSL keeps a key of each kind: that one of another kind is not the certificate's shows at each handshake alone.
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      throw new Error('the key is not that of the certificate');
    const context: SecureContextOptions = { cert, key, minVersion: 'TLSv1.2' };
    createSecureContext(context);
    return context;
  } catch (cause) {
    throw new ScaleoutError('watch.http-tls', `${messageOf(cause)}.`, { cause });
  }
}

async function answer(message: IncomingMessage, response: ServerResponse, answering: Answering): Promise<void> {
  const isHead = message.method === 'HEAD';
  let found: Answer | StreamAnswer;
  try {
    found = await answerTo(message, response, answering);
  } catch (error) {
    // Who asked has left: nobody waits for an answer.
    if (message.socket.destroyed) return void response.destroy();
    answering.options.onError?.(error);
    found = refusal(500, 'internal', 'The answer could not be made.');
  }
  if ('stream' in found) {
    if (message.socket.destroyed) return void response.destroy();
    answering.connections.release(message.socket);
    return answering.streams.begin(found, response, isHead);
  }
  await send(response, found, { isHead, acceptsGzip: acceptsGzip(message.headers['accept-encoding']) });
}

async function answerTo(
  message: IncomingMessage,
  response: ServerResponse,
  { options, connections }: Answering,
): Promise<Answer | StreamAnswer> {
  if (!['1.0', '1.1'].includes(message.httpVersion)) {
    return refusal(505, 'version-not-supported', 'The version of HTTP is neither 1.0 nor 1.1.');
  }
  if (!isUnambiguous(message)) {
    return refusal(400, 'bad-request', 'A header that may be there once is there more than once.');
  }
  if (!isOurHost(message, options.hosts ?? [])) {
    return refusal(421, 'wrong-host', 'The Host header does not name this service.');
  }
  const [path = '', query = ''] = (message.url ?? '').split('?', 2);
  if (!path.startsWith('/')) return refusal(400, 'bad-request', 'The path is not one.');
  const route = options.routes(path);
  if (route === undefined) return refusal(404, 'not-found', 'There is no such path.');
  const allowed = methodsOf(route);
  const method = allowed.find((one) => one === message.method);
  if (method === undefined) {
    return refusal(405, 'method-not-allowed', 'The path has no such method.', { Allow: allowed.join(', ') });
  }
  const request = requestOf(message, response, { method, path, query: new URLSearchParams(query) });
  const refused = route.refused?.(request);
  if (refused !== undefined) return refused;
  if (route.patience !== undefined) connections.prolong(message.socket, route.patience);
  const body = await bodyOf(message, response, route.mostBody ?? uselessBody);
  if (typeof body !== 'string') return body;
  return route.answer({ ...request, body });
}

function methodsOf({ methods }: Route): readonly HttpRequest['method'][] {
  return methods.flatMap((method) => (method === 'GET' ? (['GET', 'HEAD'] as const) : [method]));
}

/** Without its body, which comes later. */
function requestOf(
  { headers, headersDistinct, socket }: IncomingMessage,
  response: ServerResponse,
  asked: Pick<HttpRequest, 'method' | 'path' | 'query'>,
): HttpRequest {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return {
    ...asked,
    headers,
    headersDistinct,
    remote: plainAddress(socket.remoteAddress ?? ''),
    isSecure: 'encrypted' in socket && socket.encrypted === true,
    body: '',
    signal: gone.signal,
  };
}

/** Reads the body to its end, up to a limit. */
async function bodyOf(message: IncomingMessage, response: ServerResponse, most: number): Promise<string | Answer> {
  const { expect, 'content-length': announced = '0', 'transfer-encoding': encoding } = message.headers;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    return refusal(417, 'expectation-failed', 'The Expect header is not understood.');
  }
  if (message.method === 'GET' || message.method === 'HEAD') {
    const hasBody = encoding !== undefined || Number(announced) > 0;
    return hasBody ? refusal(400, 'bad-request', 'A request for this path has no body.') : '';
  }
  if (message.headers['content-encoding'] !== undefined) {
    return refusal(415, 'unsupported-encoding', 'A body is taken as it is, without an encoding.');
  }
  const tooLong = refusal(413, 'too-large', 'The body is too long.');
  if (Number(announced) > most) return tooLong;
  if (expect !== undefined) response.writeContinue();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > most) return tooLong;
    chunks.push(chunk as Buffer);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return refusal(400, 'bad-request', 'The body is not UTF-8 text.');
  }
}

function listening(server: Server, { host, port }: HttpAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => {
      const detail = `${host}, port ${port}: ${messageOf(cause)}.`;
      const isElsewhere = cause.code === 'EADDRNOTAVAIL';
      const remedy = isElsewhere ? { remedy: 'Listen on an address that this machine has, such as 127.0.0.1.' } : {};
      reject(new ScaleoutError('watch.http-unavailable', detail, { cause, ...remedy }));
    };
    server.once('error', fail);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

/** Refuses what is no HTTP, or did not come in time. Once there is a whole request, what comes behind it changes nothing. */
function refuseBroken(error: NodeJS.ErrnoException, socket: Socket, response: ServerResponse | undefined): void {
  const isAnswered = response !== undefined && (response.headersSent || response.req.complete);
  if (isAnswered) return;
  const isOfTls = 'encrypted' in socket && !/^(HPE_|ERR_HTTP_)/.test(error.code ?? '');
  if (!socket.writable || isOfTls) return void socket.destroy();
  const status = {
    HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
    HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
    ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  }[error.code ?? ''];
  const headers = Object.entries({ ...securityHeaders, Connection: 'close', 'Content-Length': '0' });
  socket.write(
    `HTTP/1.1 ${status ?? '400 Bad Request'}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
  // `end` alone would wait for the peer's end, which may never come: the server allows connections that are half open.
  socket.destroySoon();
}
