import { describe, expect, test } from 'vitest';
import { encodeInput } from '../../../../src/providers/machines/script/frame.js';
import { parseKnownHosts } from '../../../../src/providers/machines/ssh/known-hosts/parse-known-hosts.js';
import { secret } from '../../../../src/providers/secret/secret.js';
import { until } from '../../../support/until.js';
import { type Session, startSshServer } from '../support/ssh-server.js';
import { answerChanged, connectTo, failureOf, password, targetOf } from './ssh-client.js';

const { signal } = new AbortController();
const bastionPassword = 'another secret of the bastion';
const startBastion = (forwards = true) =>
  startSshServer({ serve: answerChanged, user: 'jumper', password: bastionPassword, forwards });
const login = { password: secret(bastionPassword) };

describe('through a bastion', () => {
  test('a machine is reached, and nothing stays open after it', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    await using bastion = await startBastion();
    {
      const jump = targetOf(bastion, { user: 'jumper', login });
      await using connection = await connectTo(targetOf(server, { jump }));
      const exchange = await connection.exchange(encodeInput({ operation: 'inspect' }), signal);
      expect(exchange).toMatchObject({ outcome: 'answered' });
      expect(server.offered).toEqual([password]);
      expect(bastion.offered).toEqual([bastionPassword]);
    }
    await until('both are closed', () => server.open === 0 && bastion.open === 0);
  });

  test('that is lost in the middle, the outcome is not known', async () => {
    await using bastion = await startBastion();
    const serve = async ({ input }: Session) => {
      await input;
      bastion.hangUp();
    };
    await using server = await startSshServer({ serve, password });
    const jump = targetOf(bastion, { user: 'jumper', login });
    await using connection = await connectTo(targetOf(server, { jump }));
    expect(await connection.exchange('', signal)).toMatchObject({ outcome: 'cut' });
    expect(connection.alive).toBe(false);
  });

  test.each(['bastion', 'machine'] as const)('the host key of the %s is checked', async (which) => {
    await using server = await startSshServer({ serve: answerChanged, password });
    await using bastion = await startBastion();
    const knownHosts = parseKnownHosts('', 'known_hosts');
    const unknown = (hop: typeof which) => (hop === which ? { knownHosts } : {});
    const jump = targetOf(bastion, { user: 'jumper', login, ...unknown('bastion') });
    const error = await failureOf(connectTo(targetOf(server, { jump, ...unknown('machine') })));
    const port = which === 'bastion' ? bastion.port : server.port;
    expect(error).toMatchObject({ code: 'machine.host-key-unknown' });
    expect(String(error)).toContain(`127.0.0.1:${port} shows`);
    expect(server.offered).toEqual([]);
    await until('both are closed', () => server.open === 0 && bastion.open === 0);
  });

  test('that refuses the login, forwards nothing or reaches nothing: the error says which', async () => {
    await using server = await startSshServer({ serve: answerChanged, password });
    await using bastion = await startBastion(false);
    const wrong = targetOf(bastion, { user: 'jumper', login: { password: secret('wrong') } });
    const refused = await failureOf(connectTo(targetOf(server, { jump: wrong })));
    expect(refused).toMatchObject({ code: 'machine.login-refused' });
    expect(String(refused)).toContain(`The bastion of ETL01 at 127.0.0.1:${bastion.port}`);
    const jump = targetOf(bastion, { user: 'jumper', login });
    const closed = await failureOf(connectTo(targetOf(server, { jump })));
    expect(closed).toMatchObject({ code: 'machine.unreachable' });
    expect(String(closed)).toContain(`through 127.0.0.1:${bastion.port}`);
    await until('it is closed', () => bastion.open === 0);
  });
});
