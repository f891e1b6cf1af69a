import { type Screen, usualColumns } from '../text/screen.js';
import { isZone } from '../text/times.js';

/** When to colour: the words that `--color` takes. */
export const colorChoices = ['auto', 'always', 'never'] as const;

/**
 * The screen that is behind standard output or standard error. Its width is known of a terminal alone, and 80 where that
 * does not say; what goes into a pipe or a file is not wrapped.
 */
export function screenOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Screen {
  const isTerminal = stream.isTTY === true;
  return {
    colors: hasColors(isTerminal, argv, env),
    // 0 where a terminal does not say.
    columns: isTerminal ? stream.columns || usualColumns : undefined,
    zone: zoneOf(new Intl.DateTimeFormat().resolvedOptions().timeZone),
    now: Date.now,
  };
}

/** Where TZ is empty or names no zone, Node tells of none, or of one that it does not take itself (Etc/Unknown). */
function zoneOf(told: string | undefined): string {
  return told !== undefined && isZone(told) ? told : 'UTC';
}

/**
 * The command line first; then FORCE_COLOR, which outdoes NO_COLOR as in Node (https://nodejs.org/api/cli.html); then
 * NO_COLOR, which counts when it is set and not empty (https://no-color.org); then whether it is a terminal that can.
 */
function hasColors(isTerminal: boolean, argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const choice = colorChoice(argv);
  if (choice !== 'auto') return choice === 'always';
  const { FORCE_COLOR: forced, NO_COLOR: plain, TERM: terminal } = env;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && !plain && terminal !== 'dumb';
}

/** It is needed before the command line is parsed, so that its own errors obey it; the parser checks it. */
function colorChoice(argv: readonly string[]): (typeof colorChoices)[number] {
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  const given = words.flatMap((word, at) => {
    if (word === '--no-color') return 'never';
    if (word === '--color') return words[at + 1] ?? '';
    return word.startsWith('--color=') ? word.slice('--color='.length) : [];
  });
  return colorChoices.find((choice) => choice === given.at(-1)) ?? 'auto';
}
