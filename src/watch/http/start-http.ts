// src/watch/http is the service of a watch: health, status, metrics, and a request to look. It answers this machine
// alone unless told otherwise, and never acts by itself.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ScaleoutError } from '../../errors/errors.js';
import type { Secret } from '../../providers/secret.js';
import { messageOf } from '../../text/printable.js';
import {
  type ConnectionLimits,
  type HttpAddress,
  hasToken,
  isLoopback,
  isOurHost,
  isUnambiguous,
  limitConnections,
  usualLimits,
} from './access.js';
import { type Answer, type HttpSources, type Route, refusal, routes, securityHeaders, send } from './routes.js';

export interface HttpOptions extends HttpSources {
  readonly address: HttpAddress;
  /** Needed for another address than loopback, and for POST. */
  readonly token?: Secret;
  /** Further names by which we are reached, for the Host header: a service's name in Kubernetes, say. */
  readonly hosts?: readonly string[];
  readonly limits?: ConnectionLimits;
  /** Told of what went wrong while answering; the asker is told nothing of it. */
  readonly onError?: (error: unknown) => void;
}

export interface HttpService extends AsyncDisposable {
  /** The port that is listened on. */
  readonly port: number;
  /** `http://127.0.0.1:9090` */
  readonly url: string;
}

/** The most bytes of a body, which nobody needs. */
const mostBody = 4096;

/**
 * Serves /healthz, /readyz, /metrics, /status and POST /reconcile, one request for each connection: what is closed after its
 * answer waits for nothing, and no second request can hide behind the first. Throws `watch.http-token-needed` where others
 * could reach it without a token, and `watch.http-unavailable` where the address cannot be listened on.
 */
export async function startHttp(options: HttpOptions): Promise<HttpService> {
  const { host } = options.address;
  if (!isLoopback(host) && options.token === undefined) {
    throw new ScaleoutError('watch.http-token-needed', `${host} is not a loopback address.`);
  }
  const { limits = usualLimits } = options;
  const server = createServer({
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
  const destroyConnections = limitConnections(server, limits);
  const answers = new WeakMap<Socket, ServerResponse>();
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    answers.set(request.socket, response);
    answer(request, response, options).catch((error) => {
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
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        destroyConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const isHead = request.method === 'HEAD';
  let found: Answer;
  try {
    found = await answerTo(request, response, options);
  } catch (error) {
    // Who asked has left: nobody waits for an answer.
    if (request.socket.destroyed) return void response.destroy();
    options.onError?.(error);
    found = refusal(500, 'internal', 'The answer could not be made.');
  }
  send(response, found, isHead);
}

async function answerTo(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<Answer> {
  if (!['1.0', '1.1'].includes(request.httpVersion)) {
    return refusal(505, 'version-not-supported', 'The version of HTTP is neither 1.0 nor 1.1.');
  }
  if (!isUnambiguous(request)) {
    return refusal(400, 'bad-request', 'The headers Host and Authorization may be there once.');
  }
  if (!isOurHost(request, options.hosts ?? [])) {
    return refusal(421, 'wrong-host', 'The Host header does not name this service.');
  }
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  if (!path.startsWith('/')) return refusal(400, 'bad-request', 'The path is not one.');
  const route = routes.get(path);
  if (route === undefined) return refusal(404, 'not-found', 'There is no such path.');
  if (!methodsOf(route).includes(request.method ?? '')) {
    return refusal(405, 'method-not-allowed', 'The path has no such method.', { Allow: methodsOf(route).join(', ') });
  }
  return (
    refusedFor(request, route, options) ??
    (await bodyRefused(request, response, route)) ??
    route.answer(options, new URLSearchParams(query))
  );
}

function methodsOf({ method }: Route): readonly string[] {
  return method === 'GET' ? ['GET', 'HEAD'] : ['POST'];
}

function refusedFor(request: IncomingMessage, route: Route, { address, token }: HttpOptions): Answer | undefined {
  const isNeeded = route.token === 'always' || (route.token === 'remote' && !isLoopback(address.host));
  if (!isNeeded) return undefined;
  if (token === undefined) return refusal(403, 'no-token', 'The service was started without a token.');
  if (hasToken(request, token)) return undefined;
  return refusal(401, 'unauthorized', 'A token is needed.', { 'WWW-Authenticate': 'Bearer' });
}

/** Reads the body of a POST, which nobody needs, to its end, up to a limit. */
async function bodyRefused(
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
): Promise<Answer | undefined> {
  const { expect, 'content-length': announced = '0', 'transfer-encoding': encoding } = request.headers;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue') {
    return refusal(417, 'expectation-failed', 'The Expect header is not understood.');
  }
  if (route.method === 'GET') {
    const hasBody = encoding !== undefined || Number(announced) > 0;
    return hasBody ? refusal(400, 'bad-request', 'A request for this path has no body.') : undefined;
  }
  const tooLong = refusal(413, 'too-large', 'The body is too long.');
  if (Number(announced) > mostBody) return tooLong;
  if (expect !== undefined) response.writeContinue();
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > mostBody) return tooLong;
  }
  return undefined;
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
  if (!socket.writable) return void socket.destroy();
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
