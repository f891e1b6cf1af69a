import type { Client } from 'ssh2';

/** Says farewell to a server and waits until it hangs up, at most so many milliseconds. */
export async function closeClient(client: Client, limit: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limit);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
}
