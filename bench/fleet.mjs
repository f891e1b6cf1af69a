import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cli } from './measure.mjs';

/** Writes a topology of so many workers, each with three managed fields, and returns its path. */
export async function writeTopology(folder, workers, description = 'Nightly loads') {
  const head = [
    'apiVersion: ssis-scaleout/v1',
    'name: bench',
    'catalog: { server: SQLBENCH }',
    'scaleOut: { enabled: true }',
    'access: { transport: none }',
    'workers:',
  ];
  const body = Array.from({ length: workers }, (_, index) => {
    const machine = `ETL${String(index).padStart(5, '0')}`;
    return [
      `  - machine: ${machine}`,
      '    enabled: true',
      `    displayName: Worker ${index}`,
      `    description: ${description} ${index}`,
    ].join('\n');
  });
  const file = join(folder, `topology-${workers}-${description.length}.yaml`);
  await writeFile(file, `${[...head, ...body].join('\n')}\n`);
  return file;
}

/** Serves a sandbox with the topology's machines in a process of its own. */
export async function serve(folder, topology) {
  const child = spawn(process.execPath, [cli, 'sandbox', 'serve', folder, '-f', topology, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
  return {
    server: JSON.parse(line),
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
