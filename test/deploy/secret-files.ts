import type { LoadedTopology } from '../../src/topology/load-topology.js';
import type { SecretReference } from '../../src/topology/topology.js';

/** The files of the secrets that a good topology names, each once. Throws where there is anything to say against it. */
export function secretFilesOf({ topology, diagnostics }: LoadedTopology): string[] {
  const [found] = diagnostics;
  if (found !== undefined) throw new Error(`${found.code}: ${found.detail}`);
  const files = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (['password', 'identity', 'clientSecret', 'token'].includes(key)) {
        const reference = inner as SecretReference;
        if ('file' in reference) files.add(reference.file);
      } else collect(inner);
    }
  };
  collect([topology?.catalog, topology?.access, topology?.workers.map(({ access }) => access)]);
  return [...files];
}
