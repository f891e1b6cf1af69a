import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { decodeInput, encodeAnswer, encodeInput } from '../../../../src/providers/machines/script/frame.js';
import { knownHostsLine, parseKnownHosts } from '../../../../src/providers/machines/ssh/known-hosts.js';
import { startProxy } from '../../../support/faulty-proxy.js';
import { until } from '../../../support/until.js';
import { listen } from '../support/raw-server.js';
import { drop, publicPart, type Session, type SshServer, startSshServer } from '../support/ssh-server.js';
import { answerChanged, connectTo, failureOf, password, targetOf } from './ssh-client.js';

const { signal } = new AbortController();
const request = { operation: 'readConfig', path: 'C:\\a "b" $(c) `d\n\u202e\u{1F680}' } as const;
const input = encodeInput(request);
const serve = (session: (session: Session) => Promise<void>) => startSshServer({ serve: session, password });

async function exchanged(server: SshServer): Promise<unknown> {
  await using connection = await connectTo(targetOf(server));
  return await connection.exchange(input, signal);
}

describe('an exchange', () => {
  test('runs the fixed bootstrap, and the request arrives on standard input byte for byte', async () => {
    const seen: { command: string; input: string }[] = [];
    await using server = await serve(async (session) => {
      seen.push({ command: session.command, input: await session.input });
      await answerChanged(session);
    });
    await exchanged(server);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.command).toMatch(/^powershell\.exe -NoProfile -NonInteractive -EncodedCommand [A-Za-z0-9+/=]+$/);
    expect(seen[0]?.command.length).toBeLessThan(8_191);
    expect(decodeInput(seen[0]?.input ?? '')).toEqual(request);
  });

  test('finds the answer behind noise, and does not wait for a program that does not end', async () => {
    await using server = await serve(async ({ input: all, channel }) => {
      await all;
      channel.stderr.write('#< CLIXML <Objs/>');
      channel.write(`Welcome!\r\n>>> <<<ssis-scaleout: \u001b[31m\r\n${encodeAnswer(changed)}`);
    });
    expect(await exchanged(server)).toEqual({ outcome: 'answered', answer: changed });
  });

  test('takes an answer of 5 MB', async () => {
    const answer = { ok: true, value: { changed: true, content: 'x'.repeat(5_000_000) } } as const;
    await using server = await serve(async ({ input: all, channel }) => {
      await all;
      channel.end(encodeAnswer(answer));
    });
    expect(await exchanged(server)).toEqual({ outcome: 'answered', answer });
  });

  test('with what is no PowerShell shows its first words, fit to be shown', async () => {
    await using server = await serve(async ({ input: all, channel }) => {
      await all;
      channel.stderr.write('\u001b[31mbash: powershell.exe:\r\n\u0007command \u202enot found\n');
      channel.exit(127);
      channel.end();
    });
    expect(await exchanged(server)).toEqual({
      outcome: 'noAnswer',
      said: 'bash: powershell.exe: command not found',
      exitCode: 127,
    });
  });

  test('with a PowerShell that fails shows its error, not the XML around it', async () => {
    await using server = await serve(async ({ input: all, channel }) => {
      await all;
      channel.stderr.write(
        '#< CLIXML\r\n<Objs Version="1.1.0.1"><S S="Error">Not _x001B_[31mallowed._x000D__x000A_</S><S S="Error">At line:1</S></Objs>',
      );
      channel.exit(1);
      channel.end();
    });
    expect(await exchanged(server)).toEqual({ outcome: 'noAnswer', said: 'Not allowed. At line:1', exitCode: 1 });
  });

  test('over a network that went dead is cut, when nothing answers for a while', async () => {
    await using server = await serve(async () => undefined);
    await using proxy = await startProxy({ host: '127.0.0.1', port: server.port });
    const line = knownHostsLine('127.0.0.1', proxy.port, publicPart(server.hostKeys[0] ?? ''));
    const target = targetOf(server, { port: proxy.port, knownHosts: parseKnownHosts(line, 'known_hosts') });
    await using connection = await connectTo(target, signal, { keepalive: 20 });
    proxy.answers = { kind: 'stall' };
    const exchange = await connection.exchange(input, signal).catch((error: unknown) => error);
    expect(exchange).toMatchObject({ code: 'machine.unreachable' });
    expect(connection.alive).toBe(false);
  });

  test('whose machine says the password shows it not', async () => {
    await using server = await serve(async ({ input: all, channel }) => {
      await all;
      channel.end(`you came with ${password}!`);
    });
    expect(await exchanged(server)).toMatchObject({ said: 'you came with [redacted]!' });
  });

  test('with a torn frame is no answer', async () => {
    await using server = await serve(async ({ input: all, channel }) => {
      await all;
      channel.exit(1);
      channel.end(encodeAnswer(changed).slice(0, -20));
    });
    expect(await exchanged(server)).toMatchObject({ outcome: 'noAnswer', exitCode: 1 });
  });

  test('whose connection breaks after the input is cut', async () => {
    await using server = await serve(async ({ input: all, connection }) => {
      await all;
      drop(connection);
    });
    expect(await exchanged(server)).toMatchObject({ outcome: 'cut' });
  });

  test('that is aborted ends at once, and the connection goes on', async () => {
    let held = 0;
    await using server = await serve(async (session) => {
      const all = await session.input;
      held += 1;
      if (held > 1) await answerChanged({ ...session, input: Promise.resolve(all) });
    });
    await using connection = await connectTo(targetOf(server));
    const aborting = new AbortController();
    const first = failureOf(connection.exchange(input, aborting.signal));
    await until('the server has the input', () => held === 1);
    aborting.abort(new Error('enough'));
    expect(await first).toEqual(new Error('enough'));
    expect(await connection.exchange(input, signal)).toMatchObject({ outcome: 'answered' });
  });

  test('over a connection that is lost already sent nothing', async () => {
    await using server = await serve(answerChanged);
    await using connection = await connectTo(targetOf(server));
    server.hangUp();
    await until('the loss is seen', () => !connection.alive);
    expect(await failureOf(connection.exchange(input, signal))).toMatchObject({ code: 'machine.unreachable' });
  });
});

describe('connecting', () => {
  test('to a port where nothing listens', async () => {
    await using server = await serve(answerChanged);
    const target = targetOf(server);
    await server[Symbol.asyncDispose]();
    const error = await failureOf(connectTo(target));
    expect(error).toMatchObject({
      code: 'machine.unreachable',
      message: `ETL01 at 127.0.0.1:${server.port} cannot be reached: nothing listens there (ECONNREFUSED).`,
    });
  });

  test('to a name that there is not', async () => {
    await using server = await serve(answerChanged);
    const error = await failureOf(connectTo(targetOf(server, { host: 'etl01.invalid' })));
    expect(error).toMatchObject({ code: 'machine.unreachable' });
    expect(String(error)).toContain('ETL01 at etl01.invalid');
  });

  test('to what speaks no SSH, or hangs up', async () => {
    for (const greet of [
      (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      (socket: Socket) => socket.end(),
    ]) {
      await using place = await listen(greet);
      await using server = await serve(answerChanged);
      const error = await failureOf(connectTo(targetOf(server, { port: place.port })));
      expect(error).toMatchObject({ code: 'machine.unreachable' });
    }
  });

  test('to what accepts and says nothing ends when it is told to, and leaves no socket', async () => {
    await using place = await listen(() => undefined);
    await using server = await serve(answerChanged);
    const aborting = new AbortController();
    const error = failureOf(connectTo(targetOf(server, { port: place.port }), aborting.signal));
    await until('it is connected', () => place.sockets.size === 1);
    aborting.abort(new Error('enough'));
    expect(await error).toEqual(new Error('enough'));
    await until('it is closed', () => place.sockets.size === 0);
  });
});

const changed = { ok: true, value: { changed: true } } as const;
