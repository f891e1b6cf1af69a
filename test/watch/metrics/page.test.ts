import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { instruments } from '../../../src/watch/metrics/instruments.js';

const page = readFileSync(new URL('../../../docs/watch.md', import.meta.url), 'utf8');

test('docs/watch.md lists every metric with its labels, and no other', () => {
  const registry = new Registry();
  instruments(registry);
  const made = registry.getMetricsAsArray().map((metric) => {
    const { name, labelNames } = metric as unknown as { readonly name: string; readonly labelNames: readonly string[] };
    return [name, labelNames.join(', ')];
  });
  const listed = [...page.matchAll(/^\| `(scaleout_\w+)` \| ([^|]*) \|/gm)].map(([, name, labels]) => [
    name,
    [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label).join(', '),
  ]);
  expect(listed).toEqual(made);
});

test('the alerts in docs/watch.md name metrics that there are', () => {
  const registry = new Registry();
  instruments(registry);
  const alerts = [...page.matchAll(/```yaml\n(groups:[\s\S]*?)```/g)].map(([, text]) => text ?? '').join('\n');
  const used = new Set([...alerts.matchAll(/scaleout_\w+/g)].map(([name]) => name));
  expect(used.size).toBeGreaterThanOrEqual(3);
  for (const name of used) expect(registry.getSingleMetric(name), name).toBeDefined();
});
