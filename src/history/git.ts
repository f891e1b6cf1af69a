import { execFile } from 'node:child_process';

/** Milliseconds that git may take. */
const patience = 3_000;

/** Bytes of an answer that are taken. */
const longestAnswer = 64 * 1024;

/** Where a hook or another tool pointed git to: it is to look at the topology's own folder. */
const misleading = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_NAMESPACE']);

/** Asks git about a folder: what it prints, without blanks around it; undefined where it fails, is not there, or does not answer. */
export type Git = (...words: readonly string[]) => Promise<string | undefined>;

export function gitIn(folder: string, env: NodeJS.ProcessEnv): Git {
  const kept = Object.entries(env).filter(([name]) => !misleading.has(name.toUpperCase()));
  const clean = { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  return (...words) => answerOf(words, folder, clean);
}

function answerOf(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const options = {
    cwd,
    env,
    timeout: patience,
    maxBuffer: longestAnswer,
    encoding: 'utf8',
    windowsHide: true,
  } as const;
  // A repository may name a program of its own there, which is not to be started from here.
  const safe = ['-c', 'core.fsmonitor=false', ...words];
  return new Promise((done) => {
    try {
      execFile('git', safe, options, (error, out) => done(error === null ? out.trim() : undefined));
    } catch {
      done(undefined);
    }
  });
}
