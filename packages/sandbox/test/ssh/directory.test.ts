import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { serveSandbox } from '../../src/directory/serve.js';
import { joinServer } from '../support/join.js';
import { lacking } from '../support/posix.js';
import { fleet, noFleet, sandboxPlace } from '../support/sandbox-place.js';
import { bootstrap, encodeInput, loginTo } from '../support/sandbox-ssh.js';

const bare = () => ({ ...fleet(), joined: false });

const ssh = (process.env.PATH ?? '').split(delimiter).some((folder) => {
  try {
    accessSync(join(folder, 'ssh'), constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

describe('a directory with machines', () => {
  test('keeps its keys, and what the machines were told, from one opening to the next', async () => {
    using at = sandboxPlace();
    const first = await at.open({ fleet: bare });
    {
      await using machine = await loginTo(first.connection.ssh, 'ETL01');
      await machine.operate({ operation: 'openFirewall', name: 'ssis-scaleout kept', port: 8391 });
    }
    await first.close();
    for (const name of ['ssh_key', 'ssh_host_key', 'known_hosts']) {
      if (lacking.modes === undefined) expect(statSync(at.file(name)).mode & 0o777).toBe(0o600);
    }
    const second = await at.open({ fleet: noFleet });
    expect(second.connection.ssh).toEqual({ ...first.connection.ssh, port: second.connection.ssh.port });
    {
      await using machine = await loginTo(second.connection.ssh, 'ETL01');
      const { firewall } = await machine.inspect();
      expect(firewall.value).toEqual([{ name: 'ssis-scaleout kept', enabled: true, allows: true, ports: ['8391'] }]);
    }
    await second.close();
  });

  test('has what was answered on the disk before it was answered', async () => {
    using at = sandboxPlace();
    const sandbox = await at.open({ fleet: bare });
    await using machine = await loginTo(sandbox.connection.ssh, 'ETL01');
    await machine.operate({ operation: 'openFirewall', name: 'ssis-scaleout kept', port: 8391 });
    expect(readFileSync(at.file('journal.jsonl'), 'utf8')).toContain('ssis-scaleout kept');
    await machine[Symbol.asyncDispose]();
    await sandbox.close();
  });

  test('is not closed under a client of its machines', async () => {
    using at = sandboxPlace();
    const log: string[] = [];
    const sandbox = await at.open({ fleet: bare, log: (message) => log.push(message) });
    const machine = await loginTo(sandbox.connection.ssh, 'ETL01');
    let closed = false;
    const closing = sandbox.close().then(() => {
      closed = true;
    });
    expect(await machine.inspect()).toMatchObject({ hostName: 'ETL01' });
    expect(closed).toBe(false);
    await machine[Symbol.asyncDispose]();
    await closing;
  });

  test('makes keys anew that somebody damaged', async () => {
    using at = sandboxPlace();
    await (await at.open({ fleet: bare })).close();
    writeFileSync(at.file('ssh_key'), 'rubbish');
    writeFileSync(at.file('ssh_host_key'), '');
    const sandbox = await at.open({ fleet: noFleet });
    {
      await using machine = await loginTo(sandbox.connection.ssh, 'ETL02');
      expect(await machine.inspect()).toMatchObject({ hostName: 'ETL02' });
    }
    await sandbox.close();
  });

  test('is reached by members of the serving process alike', async () => {
    using at = sandboxPlace();
    const serving = await at.open({ fleet: bare });
    const member = await at.open({ fleet: noFleet });
    expect(member.connection.ssh).toEqual(serving.connection.ssh);
    await member.close();
    await serving.close();
  });

  test.skipIf(!ssh)('is reached by the ssh command with the files that it names', async () => {
    using at = sandboxPlace();
    const stop = new AbortController();
    const { served, ended } = await serveSandbox(at.directory, { join: joinServer, fleet: bare, signal: stop.signal });
    const { host, port, identityFile, knownHostsFile } = served.ssh;
    const run = (command: string, input: string) => {
      const options = [
        'StrictHostKeyChecking=yes',
        'BatchMode=yes',
        'IdentitiesOnly=yes',
        `UserKnownHostsFile=${knownHostsFile}`,
      ];
      const words = [
        '-F',
        'none',
        ...options.flatMap((option) => ['-o', option]),
        '-i',
        identityFile,
        '-p',
        String(port),
      ];
      const running = promisify(execFile)('ssh', [...words, `etl01@${host}`, command]);
      running.child.stdin?.end(input);
      return running;
    };
    const { stdout } = await run(bootstrap, encodeInput({ operation: 'inspect' }));
    expect(stdout).toMatch(/^<<<ssis-scaleout:.+:ssis-scaleout>>>\n$/);
    await expect(run('whoami', '')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no other command'),
    });
    stop.abort();
    await ended;
  });
});
