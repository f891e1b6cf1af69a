import { defineConfig } from 'vitest/config';
import { sandboxSources } from './vitest.config.js';

/** The properties of the whole loop alone, many more times: `npm run test:long`. */
export default defineConfig({
  ssr: { resolve: { conditions: sandboxSources } },
  test: {
    include: ['test/property/fleet.test.ts'],
    env: { SCALEOUT_PROPERTY_RUNS: '50000' },
    pool: 'forks',
  },
});
