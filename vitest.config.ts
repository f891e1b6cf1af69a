import { configDefaults, defineConfig } from 'vitest/config';

/** Folders none of whose tests starts a server: their files share the loaded modules of a worker, which saves a minute. */
const pure = [
  'certificate',
  'config-file',
  'errors',
  'facts',
  'plan-file',
  'reconciler/kinds',
  'reconciler/machine-state',
]
  .concat(['reconciler/guards', 'reconciler/machines', 'reconciler/saved-plan', 'sandbox/sql', 'sandbox/model', 'text'])
  .concat(['topology'])
  .map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    // A watch that a test starts listens on a port that the system chooses.
    env: { SCALEOUT_WATCH_LISTEN: '127.0.0.1:0' },
    testTimeout: 120_000,
    // A busy machine takes its time.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    pool: 'forks',
    // One more than the cores of the smallest machine: many tests wait for a process or for a moment to pass.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          // Those of test/windows need a machine: npm run test:windows.
          exclude: [...configDefaults.exclude, 'test/windows/**', ...pure],
        },
      },
    ],
  },
});
