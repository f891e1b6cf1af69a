import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plan, sealed } from '../../../src/domain/documents.js';
import { fingerprint } from '../../../src/reconciler/plan/fingerprint.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';

/** A sealed plan with changes, steps that need others, a part that was chosen, and diagnostics. */
export function savedPlan(): Plan {
  const topology = topologyOf({
    scaleOut: { enabled: true, defaultExecutionMode: 'scaleOut' },
    workers: [
      { machine: 'ETL01', enabled: true, tags: 'night' },
      { machine: 'ETL02', enabled: true },
      { machine: 'ETL09', enabled: true },
    ],
  });
  const catalog = catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2)], { scaleOut: 'neverEnabled' });
  const made = plan(
    topology,
    { catalog, machines: new Map() },
    {
      id: '5f1c2d3e-0000-4000-8000-000000000001',
      createdAt: '2026-11-24T02:15:21.000Z',
      toolVersion: '0.0.0',
      targets: { include: [], exclude: ['worker/ETL02'] },
      sandbox: 'fleet',
    },
  );
  return sealed(made);
}

/** As somebody would forge it who knows how plans are sealed. */
export function resealed(forged: Plan): Plan {
  return sealed({ ...forged, fingerprint: fingerprint(forged.catalog, forged.steps) });
}

/** Writes a value as JSON, or a text as it is, and names the file. */
export function written(folder: string, value: unknown, name = 'plan.json'): string {
  const file = join(folder, name);
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  return file;
}
