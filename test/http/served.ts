import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { isLoopback } from '../../src/http/access.js';
import { openAttempts } from '../../src/http/attempts.js';
import { type HttpOptions, startHttp } from '../../src/http/start-http.js';
import { type Secret, secret } from '../../src/providers/secret.js';
import { type WatchRoutesOptions, watchRoutes } from '../../src/watch/http/routes.js';
import { watchStatus } from '../../src/watch/http/watch-status.js';
import { watchMetrics } from '../../src/watch/metrics.js';

export const token = secret('t0ken');
export const bearer = { Authorization: 'Bearer t0ken' };

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly host?: string;
  /** The address that it is asked from. */
  readonly from?: string;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface ServedOptions {
  readonly token?: Secret;
  readonly metrics?: WatchRoutesOptions['metrics'];
}

/** The service of a watch on loopback, and who asks it. */
export async function served({ token, metrics: given, ...options }: Partial<HttpOptions> & ServedOptions = {}) {
  const status = watchStatus({ version: '1', interval: 60_000 });
  const metrics = watchMetrics({ version: '1' });
  const woken: (string | undefined)[] = [];
  const errors: unknown[] = [];
  const wrong: string[] = [];
  const address = options.address ?? { host: '127.0.0.1', port: 0 };
  const service = await startHttp({
    address,
    routes: watchRoutes({
      status,
      metrics: given ?? metrics,
      onReconcile: (name) => void woken.push(name),
      isLocal: isLoopback(address.host),
      attempts: openAttempts(Date.now),
      senderOf: ({ remote }) => ({ address: remote }),
      onWrong: (text) => void wrong.push(text),
      ...(token === undefined ? {} : { token }),
    }),
    onError: (error) => void errors.push(error),
    ...options,
  });
  const ask = (path: string, { method = 'GET', headers = {}, body, host = '127.0.0.1', from }: Asked = {}) =>
    new Promise<Answered>((resolve, reject) => {
      const asking = request(
        { host, port: service.port, path, method, headers, agent: false, localAddress: from },
        (answer) => {
          let text = '';
          answer.on('data', (chunk) => {
            text += chunk;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
        },
      );
      asking.on('error', reject);
      asking.end(body);
    });
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      let got = '';
      const socket = connect(service.port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => {
        got += chunk;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(got));
    });
  return {
    status,
    metrics,
    woken,
    errors,
    wrong,
    ask,
    raw,
    service,
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
