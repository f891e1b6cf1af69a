import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';

/** Says farewell to a server and waits so many milliseconds until it hangs up; then the socket is dropped. */
export async function closeClient(client: Client, socket: Duplex, limit: number): Promise<void> {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limit);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
  socket.destroy();
}
