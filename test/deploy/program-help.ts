import { runCli } from '../support/run-cli.js';

/** An option as the help of a command tells it. */
export interface KnownOption {
  readonly takesValue: boolean;
  /** Empty: anything. */
  readonly choices: readonly string[];
}

export interface CommandHelp {
  /** By the name as it is written, `-y` and `--yes` alike. */
  readonly options: ReadonlyMap<string, KnownOption>;
  /** The most words that are no options; several: any number. */
  readonly mostWords: number;
}

const asked = new Map<string, Promise<CommandHelp>>();

/** What the built program says of one of its commands. Throws for a command that it does not have. */
export function helpOf(command: string): Promise<CommandHelp> {
  const found = asked.get(command) ?? askHelp(command);
  asked.set(command, found);
  return found;
}

async function askHelp(command: string): Promise<CommandHelp> {
  const { code, out } = await runCli([command, '--help']);
  const usage = /^Usage: scaleout (\S+) .*$/m.exec(out);
  if (code !== 0 || usage?.[1] !== command) throw new Error(`scaleout has no command ${command}`);
  const operands = [...usage[0].replace('[options]', '').matchAll(/[[<][\w.]+[\]>]/g)];
  const [, list = ''] = out.split('\nOptions:\n');
  const entries = (list.split('\n\n')[0] ?? '').split(/\n(?= {2}-)/);
  const options = entries.flatMap((entry) => {
    const text = entry.replaceAll(/\s+/g, ' ').trim();
    const [, flags = '', value] = /^((?:-\w, )?--[\w-]+)( [<[][^\]>]+[\]>])?/.exec(text) ?? [];
    const [, listed = ''] = /\(choices: ([^)]*?)(?:, default|\))/.exec(text) ?? [];
    const choices = [...listed.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice);
    return flags.split(', ').map((flag) => [flag, { takesValue: value !== undefined, choices }] as const);
  });
  return { options: new Map(options), mostWords: operands.length };
}

/** What is wrong with the words of a call, as far as the command's help knows; empty: nothing. */
export async function wrongWith([command = '', ...words]: readonly string[]): Promise<readonly string[]> {
  const { options, mostWords } = await helpOf(command);
  const wrong: string[] = [];
  let operands = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      operands += 1;
      continue;
    }
    const option = options.get(word);
    if (option === undefined) wrong.push(`scaleout ${command} has no ${word}`);
    if (option?.takesValue !== true) continue;
    at += 1;
    const value = words[at];
    if (value === undefined || value.startsWith('-')) wrong.push(`${word} has no value`);
    else if (option.choices.length > 0 && !option.choices.includes(value)) wrong.push(`${word} takes no ${value}`);
  }
  if (operands > mostWords) wrong.push(`scaleout ${command} takes ${mostWords} words, not ${operands}`);
  return wrong;
}
