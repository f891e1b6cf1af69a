// What runs before a build: without the packages that npm ci installs, it says so in a sentence.
try {
  import.meta.resolve('esbuild');
} catch {
  console.error('The packages that the build needs are not installed: run npm ci in this folder first.');
  process.exitCode = 1;
}
