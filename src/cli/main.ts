#!/usr/bin/env node
// Answered before anything else is loaded: scripts ask for the version often.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  const { version } = await import('../version.js');
  process.stdout.write(`${version}\n`);
} else {
  const { run } = await import('./run.js');
  await run(process.argv);
}
