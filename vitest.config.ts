import { configDefaults, defineConfig } from 'vitest/config';

/** Files that need a process of their own: they put something in a module's place. All others share a worker's loaded modules, which saves minutes. */
const alone = ['test/watch/new-guard.test.ts', 'test/watch/triggers/file-events-missing.test.ts'];

/** The sandbox's sources in place of its dist, as tsconfig.json has it too; then what Vite resolves by unless it is told otherwise. */
export const sandboxSources = ['scaleout-source', 'module', 'node', 'development'];

/** Files that look through a browser, which has processes of its own: when all others have ended, so that it delays none that counts milliseconds. */
const browser = ['test/page/browser/**/*.test.ts'];

export default defineConfig({
  ssr: { resolve: { conditions: sandboxSources } },
  test: {
    // A watch that a test starts listens on a port that the system chooses; times are shown as of one zone.
    env: { SCALEOUT_WATCH_LISTEN: '127.0.0.1:0', TZ: 'UTC' },
    testTimeout: 120_000,
    // A busy machine takes its time.
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    pool: 'forks',
    // One more than the cores of the smallest machine: many tests wait for a process or for a moment to pass.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
          // Those of test/windows need a machine: npm run test:windows.
          exclude: [...configDefaults.exclude, 'test/windows/**', ...browser, ...alone],
        },
      },
      {
        extends: true,
        test: { name: 'browser', isolate: false, include: browser, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
