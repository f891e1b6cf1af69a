import { join } from 'node:path';
import sql from 'mssql';
import { secret } from '../dist/providers/secret.js';
import { openCatalog } from '../dist/providers/ssisdb/open-catalog.js';
import { systemClock } from '../dist/providers/waiting.js';
import { apply } from '../dist/reconciler/apply/apply.js';
import { serve, writeTopology } from './fleet.mjs';
import { inTemporaryFolder, median, rounded } from './measure.mjs';

const workers = 1_000;
const rounds = 5;
const never = new AbortController().signal;

/** (d) 1,000 changed descriptions: our apply, eight at a time, against a plain loop of awaited mssql calls. */
export async function applyLoop() {
  return await inTemporaryFolder(async (folder) => {
    const fleet = await serve(join(folder, 'fleet'), await writeTopology(folder, workers));
    try {
      const loop = await plainLoop(fleet.server);
      const ours = await ourApply(fleet.server);
      return { loopSeconds: loop, applySeconds: ours, ratio: rounded(ours / loop) };
    } finally {
      await fleet.close();
    }
  });
}

async function plainLoop({ host, port, user, password, database }) {
  const options = { encrypt: true, trustServerCertificate: true };
  const pool = await sql.connect({ server: host, port, user, password, database, options });
  try {
    const { recordset } = await pool.request().query('SELECT WorkerAgentId FROM catalog.worker_agents');
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      for (const { WorkerAgentId } of recordset) {
        await pool
          .request()
          .input('WorkerAgentId', sql.UniqueIdentifier, WorkerAgentId)
          .input('PropertyName', sql.NVarChar(256), 'Description')
          .input('PropertyValue', sql.NVarChar(sql.MAX), `loop ${round}`)
          .execute('catalog.set_worker_agent_property');
      }
      times.push((performance.now() - began) / 1000);
    }
    return rounded(median(times));
  } finally {
    await pool.close();
  }
}

async function ourApply({ host, port, user, password, database }) {
  const connection = {
    host,
    port,
    database,
    authentication: { type: 'sql', user, password: secret(password) },
    encrypt: true,
    trustServerCertificate: true,
  };
  const options = { clock: systemClock, random: Math.random, log: () => {}, parallelism: 8 };
  const catalog = openCatalog(connection, options);
  const times = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { workers: found } = await catalog.observe(never);
      const steps = found.value.map((row) => ({
        id: `worker/${row.machineName}:description`,
        operation: 'setWorkerProperty',
        target: `worker/${row.machineName}`,
        needs: [],
        arguments: { workerAgentId: row.id, property: 'Description', value: `apply ${round}` },
        expects: { machineName: row.machineName, value: row.description },
        risk: 'safe',
      }));
      const clock = () => performance.now();
      const began = clock();
      const outcome = await apply(
        { steps, changes: [] },
        { catalog, parallelism: 8, emit: () => {}, clock, stop: never, abort: never },
      );
      if (outcome.done !== steps.length) throw new Error(`only ${outcome.done} of ${steps.length} steps were done`);
      times.push((clock() - began) / 1000);
    }
    return rounded(median(times));
  } finally {
    await catalog[Symbol.asyncDispose]();
  }
}
