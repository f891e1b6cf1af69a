import { defineConfig } from 'vitest/config';
import { sandboxSources } from './vitest.config.js';

/** Every fault at every place, where `npm test` tries a few: `npm run test:faults`. It takes half an hour. */
export default defineConfig({
  ssr: { resolve: { conditions: sandboxSources } },
  test: {
    include: ['test/faults/**/*.test.ts'],
    env: { SCALEOUT_TEST_FAULTS: 'all' },
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    disableConsoleIntercept: true,
  },
});
