import { describe, expect, test } from 'vitest';
import { admitMembers, memberUser } from '../../src/directory/join-server.js';
import { durableEngine } from '../../src/directory/serving.js';
import type { Engine, LoginRequest, Reply, Session } from '../../src/engine.js';

const request: LoginRequest = {
  credentials: { type: 'sql', user: 'scaleout', password: 'secret' },
  database: '',
  hostName: '',
  appName: '',
};

/** An engine whose sessions answer as told, and what happened in which order. */
function scene(answer: (reply: Reply) => void | Promise<void>) {
  const events: string[] = [];
  const session: Session = {
    id: 51,
    database: 'master',
    execute: async (_, reply) => answer(reply),
    reset: () => events.push('reset'),
    close: () => events.push('close'),
  };
  const engine: Engine = {
    serverName: 'SQLETL01',
    productVersion: '16.0.4135.4',
    login: () => ({ accepted: true, session, messages: [] }),
    windowsPassword: () => 'secret',
  };
  const tell =
    (name: string) =>
    (..._: readonly unknown[]): void => {
      events.push(name);
    };
  const reply: Reply = {
    columns: tell('columns'),
    row: tell('row'),
    done: tell('done'),
    message: tell('message'),
    beginProcedure: tell('beginProcedure'),
    endProcedure: tell('endProcedure'),
    databaseChanged: tell('databaseChanged'),
  };
  const open = (flush: () => void): Session => {
    const outcome = durableEngine(engine, flush).login(request);
    if (!outcome.accepted) throw new Error('the login is accepted');
    events.length = 0;
    return outcome.session;
  };
  return { events, reply, open, engine };
}

const batch = { type: 'batch', text: '' } as const;
const signal = new AbortController().signal;

describe('a durable engine', () => {
  test('has every change on the disk before a statement ends, a message is sent or a procedure returns', async () => {
    const { events, reply, open } = scene((answer) => {
      answer.columns([]);
      answer.row([]);
      answer.done();
      answer.message({ number: 50000, state: 1, class: 16, text: '' });
      answer.endProcedure(0, []);
    });
    await open(() => events.push('flush')).execute(batch, reply, signal);
    expect(events).toEqual([
      ...['columns', 'row', 'flush', 'done', 'flush', 'message', 'flush', 'endProcedure'],
      // What a session changes after its last word.
      'flush',
    ]);
  });

  test('answers nothing where it cannot write, and the request fails', async () => {
    const { events, reply, open } = scene((answer) => answer.done());
    let full = false;
    const session = open(() => {
      if (full) throw new Error('the disk is full');
    });
    full = true;
    await expect(session.execute(batch, reply, signal)).rejects.toThrow('the disk is full');
    expect(events).toEqual([]);
  });

  test('passes resets and the end on', () => {
    const { events, open } = scene(() => {});
    const session = open(() => {});
    session.reset();
    session.close();
    expect(events).toEqual(['reset', 'close']);
  });
});

const noDrill = () => ({ undone: [] });

describe('members', () => {
  const asMember = (password: string): LoginRequest => ({
    ...request,
    credentials: { type: 'sql', user: memberUser, password },
  });

  test('are let in by the instance, and every request of theirs but a drill ends at once', async () => {
    const { events, reply, engine } = scene(() => {});
    const outcome = admitMembers({ ...engine, login: refuse }, 'instance', noDrill).login(asMember('instance'));
    if (!outcome.accepted) throw new Error('the login is accepted');
    await outcome.session.execute(batch, reply, signal);
    expect(events).toEqual(['done']);
  });

  test('are sent to the engine by any other password, as everybody else is', () => {
    const { engine } = scene(() => {});
    const guarded = admitMembers({ ...engine, login: refuse }, 'instance', noDrill);
    expect(guarded.login(asMember('other')).accepted).toBe(false);
    expect(guarded.login(request).accepted).toBe(false);
  });
});

function refuse() {
  return { accepted: false, error: { number: 18456, state: 1, class: 14, text: '' } } as const;
}
