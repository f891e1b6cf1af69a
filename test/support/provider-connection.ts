import type { TestSandbox } from '../../packages/sandbox/test/support/sandbox.js';
import { sandboxConnection } from '../../src/cli/world/sandbox-package.js';
import { secret } from '../../src/providers/secret.js';
import type { SqlConnection } from '../../src/providers/ssisdb/connection/sql-connection.js';

/** How the provider connects to a test's sandbox; as our own Windows login unless told otherwise. */
export function connectionTo(sandbox: TestSandbox, login?: string): SqlConnection {
  const own = sandboxConnection(sandbox.connection);
  return login === undefined ? own : { ...own, authentication: as(sandbox, login) };
}

/** A name with a backslash is a Windows login. */
function as(sandbox: TestSandbox, login: string): SqlConnection['authentication'] {
  const password = secret(sandbox.passwordOf(login));
  const [domain, user] = login.split('\\');
  return user === undefined || domain === undefined
    ? { type: 'sql', user: login, password }
    : { type: 'ntlm', domain, user, password };
}
