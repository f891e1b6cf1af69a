import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need a machine: npm run test:windows.
    exclude: [...configDefaults.exclude, 'test/windows/**'],
    // A watch that a test starts listens on a port that the system chooses.
    env: { SCALEOUT_WATCH_LISTEN: '127.0.0.1:0' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // One more than the cores of the smallest machine: many tests wait for a process or for a moment to pass.
    maxWorkers: 3,
  },
});
