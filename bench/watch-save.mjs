import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from './fleet.mjs';
import { inTemporaryFolder, median, rounded } from './measure.mjs';
import { startWatch } from './watching.mjs';

const measured = 20;

/**
 * Milliseconds from the moment at which a changed topology is saved to the end of the run that plans it: catalog only, 4
 * workers, mode observe. By turns it is written in place, and moved into its place as editors do.
 */
export async function watchSave() {
  return await inTemporaryFolder(async (folder) => {
    const file = join(folder, 'topology.yaml');
    await writeFile(file, topology('first'));
    const fleet = await serve(join(folder, 'fleet'), file);
    const watch = startWatch([file, '--sandbox', join(folder, 'fleet'), '--interval', '1h']);
    try {
      const seen = new Set([(await watch.nextRun()).result.fingerprint]);
      const written = [];
      const moved = [];
      for (let index = 0; index < measured; index += 1) {
        const text = topology(`change ${index}`);
        const isMoved = index % 2 === 1;
        if (isMoved) await writeFile(`${file}.new`, text);
        const run = watch.nextRun();
        const began = performance.now();
        if (isMoved) await rename(`${file}.new`, file);
        else await writeFile(file, text);
        const { fingerprint, reasons } = (await run).result;
        if (seen.has(fingerprint) || !reasons.includes('file')) throw new Error('the change was not planned');
        seen.add(fingerprint);
        (isMoved ? moved : written).push(performance.now() - began);
      }
      return {
        writtenMilliseconds: rounded(median(written), 1),
        movedMilliseconds: rounded(median(moved), 1),
        slowestMilliseconds: rounded(Math.max(...written, ...moved), 1),
      };
    } finally {
      await watch.stop();
      await fleet.close();
    }
  });
}

function topology(description) {
  return [
    'apiVersion: ssis-scaleout/v1',
    'name: bench',
    'catalog: { server: SQLBENCH }',
    'access: { transport: none }',
    'workers:',
    ...['ETL01', 'ETL02', 'ETL03', 'ETL04'].map(
      (machine) => `  - { machine: ${machine}, description: ${description} }`,
    ),
    '',
  ].join('\n');
}
