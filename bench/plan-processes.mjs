import { join } from 'node:path';
import { serve, writeTopology } from './fleet.mjs';
import { cli, inTemporaryFolder, rounded, timed, timedRuns } from './measure.mjs';

/** (a) `scaleout plan` of 1,000 and 10,000 workers as a whole process, against a served sandbox. */
export async function planProcesses() {
  const results = {};
  for (const workers of [1_000, 10_000]) {
    results[workers] = await inTemporaryFolder(async (folder) => {
      const topology = await writeTopology(folder, workers);
      const fleet = await serve(join(folder, 'fleet'), topology);
      try {
        const args = [cli, 'plan', topology, '--create', '--sandbox', join(folder, 'fleet')];
        await timed(process.execPath, args);
        return await timedRuns(5, () => timed(process.execPath, args));
      } finally {
        await fleet.close();
      }
    });
  }
  return results;
}

/** `scaleout apply` of a fresh fleet of 1,000 workers (3,001 steps) as a whole process, against a served sandbox. */
export async function applyProcess() {
  return await timedRuns(3, () =>
    inTemporaryFolder(async (folder) => {
      const topology = await writeTopology(folder, 1_000);
      const fleet = await serve(join(folder, 'fleet'), topology);
      try {
        return await timed(process.execPath, [cli, 'apply', topology, '--sandbox', join(folder, 'fleet'), '--yes']);
      } finally {
        await fleet.close();
      }
    }),
  );
}

/** The same where only the descriptions of 1,000 workers have changed (1,000 steps). */
export async function applyChangedProcess() {
  return await timedRuns(3, () =>
    inTemporaryFolder(async (folder) => {
      const first = await writeTopology(folder, 1_000);
      const second = await writeTopology(folder, 1_000, 'Day loads');
      const sandbox = ['--sandbox', join(folder, 'fleet'), '--yes'];
      const fleet = await serve(join(folder, 'fleet'), first);
      try {
        await timed(process.execPath, [cli, 'apply', first, ...sandbox]);
        return await timed(process.execPath, [cli, 'apply', second, ...sandbox]);
      } finally {
        await fleet.close();
      }
    }),
  );
}

/** (j) `scaleout doctor` of 1,000 workers without machines as a whole process, against a plan of them. */
export async function doctorProcess() {
  return await inTemporaryFolder(async (folder) => {
    const topology = await writeTopology(folder, 1_000);
    const fleet = await serve(join(folder, 'fleet'), topology);
    try {
      const sandbox = ['--sandbox', join(folder, 'fleet')];
      await timed(process.execPath, [cli, 'apply', topology, ...sandbox, '--yes']);
      const run = (command) =>
        timedRuns(5, () => timed(process.execPath, [cli, command, topology, ...sandbox], { allow: [0, 2] }));
      const plan = await run('plan');
      const doctor = await run('doctor');
      return {
        planSeconds: plan.seconds,
        doctorSeconds: doctor.seconds,
        ratio: rounded(doctor.seconds / plan.seconds),
      };
    } finally {
      await fleet.close();
    }
  });
}
