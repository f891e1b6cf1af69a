// src/cli/completion lets a shell complete a command line: it asks the program, by a command that no help shows, what can
// follow the words so far. The scripts for the shells are in completion-script.ts.

import { homedir } from 'node:os';
import { program } from '../program.js';
import { loadSandbox, loadWorlds } from '../world/sandbox-package.js';
import type { Shell } from './completion-script.js';
import { type Candidate, type Following, type Names, whatFollows } from './what-follows.js';

/**
 * The answer to a shell: a line that says whether files or folders are meant where no word is, then a line a word, with
 * what it means after a tab. Empty where something is not as it should be: a shell shows an error in the middle of a line.
 */
export async function answerShell(shell: string, given: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  try {
    const words = wordsFrom(shell as Shell, given);
    const worlds = words.includes('sandbox') ? await loadWorlds() : undefined;
    const terminal = { out: () => {}, err: () => {}, screen: { out: { columns: 80 }, err: { columns: 80 } } };
    const root = program({ terminal, worlds, run: () => async () => {} });
    const names: Names = {
      machines: async (file) => {
        const { topologyMachines } = await import('./topology-machines.js');
        return topologyMachines(atHome(file ?? (env.SCALEOUT_TOPOLOGY || 'topology.yaml')));
      },
      worlds: async () => (worlds?.worldNames ?? []).map(({ name, says }) => ({ word: name, says })),
      drills: async () => (await loadSandbox()).drills().map(({ drill, says }) => ({ word: drill, says })),
    };
    return answerText(await whatFollows(root, words, names));
  } catch {
    return '';
  }
}

/** What no shell gives a meaning to, and no candidate of ours is without. */
const plain = /^[\w@%+=:,./-]+$/;

/** Longer ones fill the screen of a shell that shows them. */
const longestText = 70;

export function answerText({ words, files }: Following): string {
  const lines = words.filter(({ word }) => plain.test(word)).map(lineOf);
  return `${[files, ...lines].join('\n')}\n`;
}

function lineOf({ word, says }: Candidate): string {
  const text = says.replaceAll(/\s+/g, ' ');
  return `${word}\t${text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text || word}`;
}

/** The words as their shell hands them over. */
function wordsFrom(shell: Shell, given: readonly string[]): readonly string[] {
  switch (shell) {
    case 'powershell':
      // One word of letters and digits: Windows PowerShell loses empty words and quotes of those that it hands over.
      return Buffer.from(given[0] ?? '', 'base64')
        .toString('utf8')
        .split('\n');
    case 'bash':
      return joined(given.map(unquoted));
    case 'zsh':
    case 'fish':
      return given;
  }
}

/** bash parts a word at each colon: what stands before the cursor is put together again, such as `C:\farm.yaml`. */
function joined(parts: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (const [at, part] of parts.entries()) {
    const goesOn = at > 0 && at < parts.length - 1 && (part === ':' || parts[at - 1] === ':');
    if (goesOn) words.push(`${words.pop() ?? ''}${part}`);
    else words.push(part);
  }
  return words;
}

/** A word as it stands on bash's command line, without its quotes; nothing in it is expanded or run. */
function unquoted(word: string): string {
  return word.replaceAll(
    /\\(.)|'([^']*)(?:'|$)|"((?:[^"\\]|\\.)*)(?:"|$)/gs,
    (_, escaped, single, double) => escaped ?? single ?? String(double).replaceAll(/\\(["\\$`])/g, '$1'),
  );
}

function atHome(file: string): string {
  return file.replace(/^~(?=[\\/])/, homedir());
}
