import { defineConfig } from 'vitest/config';
import { sandboxSources } from './vitest.config.js';

/** On a Windows-like machine, which WINDOWS_MACHINE names: `npm run test:windows`. It takes about ten minutes. */
export default defineConfig({
  ssr: { resolve: { conditions: sandboxSources } },
  test: {
    include: ['test/windows/**/*.test.ts'],
    globalSetup: ['test/windows/machine-up.ts'],
    env: { SCALEOUT_WATCH_LISTEN: '127.0.0.1:0' },
    // A request to the machine takes 2 to 12 seconds.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // There is one machine.
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
