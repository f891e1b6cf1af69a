#!/usr/bin/env node
process.on('uncaughtException', endUnloaded);
try {
  const isAnswered = (await tellVersion(process.argv)) || (await completeWords(process.argv));
  if (!isAnswered) {
    const { run } = await import('./run.js');
    process.off('uncaughtException', endUnloaded);
    await run(process.argv);
  }
} catch (error) {
  endUnloaded(error);
}

/** A part of the program could not be loaded: none of it can be relied on for the words. */
function endUnloaded(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const text = [
    'error: Something unexpected went wrong inside scaleout [command.unexpected]',
    `  A part of the program could not be loaded: ${reason.replace(/\p{Cc}+/gu, ' ')}`,
    '  What to do: Install scaleout again, or build it again: npm ci && npm run build.',
  ];
  process.exitCode = 1;
  process.stderr.on('error', () => undefined);
  process.stderr.write(`${text.join('\n')}\n`);
}

/** Answered before anything large is loaded: scripts ask for the version often. False: it was not asked for, or not told. */
async function tellVersion(argv: readonly string[]): Promise<boolean> {
  if (argv.length !== 3 || (argv[2] !== '--version' && argv[2] !== '-V')) return false;
  const [{ version }, { openOutput }] = await Promise.all([import('../version.js'), import('./output.js')]);
  const out = openOutput(process.stdout, () => undefined);
  out.write(`${version}\n`);
  await out.flushed(Number.POSITIVE_INFINITY);
  return out.lost() === undefined;
}

/** Answered in the same way: a person waits in the middle of a line. False: it is no shell that asks. */
async function completeWords(argv: readonly string[]): Promise<boolean> {
  const [, , name, shell = '', ...words] = argv;
  if (name !== '__complete') return false;
  const { answerShell } = await import('./completion/answer-shell.js');
  const { openOutput } = await import('./output.js');
  const out = openOutput(process.stdout, () => undefined);
  out.write(await answerShell(shell, words, process.env));
  await out.flushed(Number.POSITIVE_INFINITY);
  return true;
}
