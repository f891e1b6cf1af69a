import { resolve } from 'node:path';
import { type OpenSandbox, type OpenSandboxOptions, openSandbox } from '../../sandbox/directory/open.js';

interface Served {
  readonly opening: Promise<OpenSandbox>;
  users: number;
}

const served = new Map<string, Served>();

/**
 * As `openSandbox`. Where this process serves the directory, all that use it here have one server, which the last of them
 * closes: it would wait for the others of its own process else.
 */
export async function shareSandbox(directory: string, options: OpenSandboxOptions): Promise<OpenSandbox> {
  const key = resolve(directory);
  const known = served.get(key);
  const entry = known ?? { opening: openSandbox(directory, options), users: 0 };
  entry.users += 1;
  served.set(key, entry);
  const forget = () => {
    if (served.get(key) === entry) served.delete(key);
  };
  const sandbox = await entry.opening.catch((error) => {
    forget();
    throw error;
  });
  if (!sandbox.serving) {
    forget();
    return known === undefined ? sandbox : shareSandbox(directory, options);
  }
  let ending: Promise<void> | undefined;
  const leave = async () => {
    entry.users -= 1;
    if (entry.users > 0) return;
    forget();
    await sandbox.close();
  };
  const close = () => {
    ending ??= leave();
    return ending;
  };
  return { ...sandbox, close, [Symbol.asyncDispose]: close };
}
