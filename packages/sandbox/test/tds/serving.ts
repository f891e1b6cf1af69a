import { createCertificate } from '../../src/certificate.js';
import type { Engine } from '../../src/engine.js';
import { startTdsServer, type TdsServer, type TdsServerOptions } from '../../src/tds/server.js';

/** One key for all servers of a test file: making it takes longer than everything else. */
const made = createCertificate(new Date());

/** The certificate that the servers of this file show. */
export async function certificate(): Promise<string> {
  return (await made).certificate;
}

export async function serve(engine: Engine, options: Partial<TdsServerOptions> = {}): Promise<TdsServer> {
  const { key, certificate: cert } = await made;
  return startTdsServer(engine, { tls: { key, cert }, encryption: 'optional', ...options });
}

/** Waits for a condition, and fails when it has not come true after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const limit = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > limit) {
      throw new Error(`not within five seconds: ${condition}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
