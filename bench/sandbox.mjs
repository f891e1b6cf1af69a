import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './fleet.mjs';
import { cli, inTemporaryFolder, median, rounded, timed } from './measure.mjs';

const topology = fileURLToPath(new URL('../examples/topology.yaml', import.meta.url));

/**
 * `scaleout plan` of the example as a whole process: against a sandbox that another process serves, in a folder that holds
 * one, and in a folder that does not exist yet. They take turns, so that a busy machine slows all alike.
 */
export async function sandboxPlans(rounds = 10) {
  return await inTemporaryFolder(async (folder) => {
    const [served, existing, fresh] = ['served', 'existing', 'fresh'].map((name) => join(folder, name));
    const plan = async (sandbox) =>
      (await timed(process.execPath, [cli, 'plan', topology, '--create', '--sandbox', sandbox])).seconds;
    const server = await serve(served, topology);
    try {
      await plan(served);
      await plan(existing);
      const seconds = { served: [], existing: [], fresh: [] };
      for (let round = 0; round < rounds; round += 1) {
        seconds.served.push(await plan(served));
        seconds.existing.push(await plan(existing));
        seconds.fresh.push(await plan(fresh));
        await rm(fresh, { recursive: true });
      }
      const [servedSeconds, existingSeconds, freshSeconds] = Object.values(seconds).map((of) => rounded(median(of)));
      return {
        servedSeconds,
        existingSeconds,
        freshSeconds,
        ratioExisting: rounded(existingSeconds / servedSeconds),
        ratioFresh: rounded(freshSeconds / servedSeconds),
      };
    } finally {
      await server.close();
    }
  });
}
