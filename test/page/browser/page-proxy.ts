import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What stands between a browser and the server: it passes everything on, until it is told otherwise. */
export interface PageProxy extends AsyncDisposable {
  readonly url: string;
  /** Paths with their queries that were asked for, in their order. */
  readonly asked: readonly string[];
  /** Closes every connection; whether new ones are let through is `isOpen`. */
  cut(): void;
  isOpen: boolean;
  /** The next so many events of this name are lost on their way to the browser. */
  lose(event: string, count: number): void;
  /** How many of them have been lost so far. */
  readonly lost: number;
  /** What a request carries besides: the headers of a proxy that knows who it is of. */
  headers: Readonly<Record<string, string>>;
}

/** `port`: of the server, which may be another process after a restart. */
export async function startPageProxy(port: number): Promise<PageProxy> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  const losing = new Map<string, number>();
  let lost = 0;

  function isLost(event: string): boolean {
    const name = /^event: ?(.*)$/m.exec(event)?.[1] ?? '';
    const left = losing.get(name) ?? 0;
    if (left === 0) return false;
    losing.set(name, left - 1);
    lost += 1;
    return true;
  }

  function passOn(answer: IncomingMessage, response: ServerResponse): void {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.on('error', () => response.destroy());
    if (answer.headers['content-type']?.startsWith('text/event-stream') !== true) return void answer.pipe(response);
    let rest = '';
    answer.setEncoding('utf8').on('data', (text: string) => {
      const events = (rest + text).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) if (!isLost(event)) response.write(`${event}\n\n`);
    });
    answer.on('end', () => response.end());
  }

  const server = createServer((incoming, response) => {
    asked.push(incoming.url ?? '');
    const { method, url: path, headers } = incoming;
    const onward = request(
      { host: '127.0.0.1', port, method, path, headers: { ...headers, ...proxy.headers }, agent: false },
      (answer) => passOn(answer, response),
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', (socket) => {
    if (!proxy.isOpen) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: PageProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    isOpen: true,
    headers: {},
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    lose: (event, count) => void losing.set(event, count),
    get lost() {
      return lost;
    },
    async [Symbol.asyncDispose]() {
      proxy.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
