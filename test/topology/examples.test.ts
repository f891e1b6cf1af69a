import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadTopology } from '../../src/topology/load-topology.js';
import { read, readValid } from './read.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.yaml'));

describe('the examples', () => {
  it.each(examples)('%s is valid, and an editor finds its schema', async (name) => {
    const { topology, diagnostics, source } = await loadTopology(join(root, 'examples', name));
    expect(diagnostics).toEqual([]);
    expect(topology).toBeDefined();
    const [, schema = ''] = /^# yaml-language-server: \$schema=(.+)$/.exec(source?.line(1) ?? '') ?? [];
    expect(JSON.parse(readFileSync(join(root, 'examples', schema), 'utf8'))).toMatchObject({ title: 'TopologyFile' });
  });
});

describe('the pages', () => {
  const page = readFileSync(join(root, 'docs', 'topology.md'), 'utf8').replaceAll('\r\n', '\n');
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);

  it.each(blocks.map((block, index) => [index + 1, block] as const))('block %d of YAML is valid', (_number, block) => {
    expect(read(complete(block)).shown).not.toContain('error:');
    expect(readValid(complete(block))).toBeDefined();
  });

  it('name every key of the format', () => {
    const schema = JSON.parse(readFileSync(join(root, 'schemas', 'topology.schema.json'), 'utf8'));
    const named = [schema, ...Object.values(schema.$defs as Record<string, { properties?: object; title?: string }>)]
      .filter(({ title }) => title !== 'WorkerSettings')
      .flatMap(({ properties = {} }) => Object.keys(properties));
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((key) => !page.includes(key))).toEqual([]);
  });
});

/** A part of a topology with what it leaves out. */
function complete(block: string): string {
  const missing = ['apiVersion: ssis-scaleout/v1', 'name: example', 'catalog: { server: SQLETL01 }'];
  return [...missing.filter((line) => !new RegExp(`^${line.split(':')[0]}:`, 'm').test(block)), block].join('\n');
}
