import { describe, expect, it } from 'vitest';
import { agentOf, freshHarness } from '../harness.js';

const count = 5000;
const workers = Array.from({ length: count }, (_, index) => ({ machine: `ETL${String(index).padStart(5, '0')}` }));

describe('thousands of workers', () => {
  it('all beat, and a switch of one writes one row', () => {
    const harness = freshHarness({ workers });
    harness.wait(3600);
    const client = harness.as('operator');
    expect(client.rows('catalog.worker_agents')).toHaveLength(count);
    const before = harness.journal.length;
    for (const { machine } of workers) {
      client.exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, machine) });
    }
    expect(harness.journal.length - before).toBe(count);
    expect(client.rows('catalog.worker_agents').every((row) => row.IsEnabled)).toBe(true);
  });

  it('register within a minute of being let in, once each', () => {
    const harness = freshHarness({ workers }, (content) => {
      content.workerAgents = {};
    });
    const client = harness.as('operator');
    harness.wait(30);
    const early = client.rows('catalog.worker_agents').length;
    expect(early).toBeGreaterThan(count / 3);
    expect(early).toBeLessThan((count * 2) / 3);
    harness.wait(30);
    const names = client.rows('catalog.worker_agents').map((row) => row.MachineName);
    expect(new Set(names).size).toBe(count);
    expect(names).toHaveLength(count);
  });
});
