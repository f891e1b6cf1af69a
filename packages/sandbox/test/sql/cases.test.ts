import { randomBytes } from 'node:crypto';
import { afterAll } from 'vitest';
import { instantOf } from '../../src/instant.js';
import { freshContent } from '../../src/model/fresh/content.js';
import { exampleFleet } from '../../src/model/fresh/fleet-description.js';
import { type RunningSandbox, startSandbox } from '../../src/sandbox.js';
import { describeSql } from './cases/run-cases.js';
import { listOptions } from './cases/send.js';

let sandbox: RunningSandbox | undefined;

afterAll(() => sandbox?.close());

describeSql({
  name: 'the sandbox',
  ours: true,
  async connect() {
    sandbox = await startSandbox({ content: freshContent(exampleFleet(instantOf(Date.now())), randomBytes) });
    const { host, port, sqlLogin } = sandbox.connection;
    const options = { userName: sqlLogin.user, password: sqlLogin.password };
    return {
      server: host,
      authentication: { type: 'default', options },
      options: { ...listOptions, port, encrypt: false },
    };
  },
});
