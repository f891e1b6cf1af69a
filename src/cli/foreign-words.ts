import { ScaleoutError } from '../errors/errors.js';
import { quoted } from '../text/words.js';

/** Commands of terraform, kubectl, git and others, and what does the same here. */
const commands: readonly (readonly [readonly string[], string])[] = [
  [['get', 'list', 'ls', 'describe', 'top', 'state', 'info'], 'scaleout status shows the master and the workers.'],
  [['init', 'login', 'connect', 'setup'], 'Nothing has to be prepared: begin with scaleout plan.'],
  [['diff', 'preview', 'refresh', 'drift', 'compare'], 'scaleout plan compares, and changes nothing.'],
  [['deploy', 'sync', 'run', 'up', 'install', 'reconcile'], 'scaleout apply carries out what scaleout plan shows.'],
  [
    ['create', 'add', 'edit', 'set', 'enable', 'disable', 'register', 'cordon', 'uncordon', 'scale'],
    'Write it into the topology, then run scaleout plan.',
  ],
  [
    ['destroy', 'delete', 'remove', 'rm', 'down', 'unregister'],
    'Take the worker out of the topology; with policy.prune: true there, scaleout plan shows its removal.',
  ],
  [['rollback', 'undo', 'revert'], 'Apply the earlier version of the topology: scaleout apply.'],
  [['lint', 'check', 'test', 'fmt', 'verify'], 'scaleout validate checks a topology.'],
  [['log', 'logs', 'events', 'audit', 'rollout'], 'scaleout history shows what was applied.'],
  [['diagnose', 'debug', 'health'], 'scaleout doctor says what is wrong, and what to do.'],
  [['export', 'pull', 'discover'], 'scaleout import writes a topology of what is there.'],
  [['pause', 'stop', 'hold'], 'scaleout suspend has the topology, or one worker, left alone.'],
  [['continue', 'start', 'unsuspend'], 'scaleout resume ends a suspension.'],
  [['daemon', 'agent', 'service'], 'scaleout watch keeps a topology applied.'],
  [['version'], 'scaleout --version prints the version.'],
  [['man', 'usage', '?'], 'scaleout help prints the help.'],
];

/** Options of others, without hyphens and in small letters, and what does the same here. */
const options: readonly (readonly [readonly string[], string])[] = [
  [['autoapprove', 'approve', 'force', 'confirm', 'noinput', 'noninteractive'], 'scaleout apply --yes does not ask.'],
  [['dryrun', 'whatif', 'check', 'noop', 'diff'], 'scaleout plan shows what would change, and changes nothing.'],
  [['v', 'verbose', 'debug', 'vv', 'vvv'], '--log-level debug tells more.'],
  [['q', 'quiet', 'silent'], '--log-level silent tells less.'],
  [['var', 'varfile', 'set', 'values'], 'A topology has no variables: write the value into it.'],
  [['w', 'watch', 'follow'], 'scaleout watch keeps looking.'],
  [['l', 'selector', 'filter', 'worker', 'workers', 'machine', 'resource'], '--target chooses: --target worker/ETL01.'],
  [['s', 'serverinstance', 'sqlinstance', 'host', 'h', 'hostname'], 'catalog.server of the topology names the server.'],
  [['version'], 'scaleout --version prints the version.'],
  [['?'], 'The option for help is --help.'],
];

/** What stands here for a command of another program; undefined where nobody knows. */
export function ownCommandFor(word: string): string | undefined {
  return commands.find(([words]) => words.includes(word.toLowerCase()))?.[1];
}

/** What stands here for an option of another program. */
export function ownOptionFor(flag: string): string | undefined {
  const plain = flag
    .replace(/[:=].*$/s, '')
    .replaceAll('-', '')
    .toLowerCase();
  return options.find(([words]) => words.includes(plain))?.[1];
}

/** A word that looks like an option, but for its dashes: those that word processors put in the place of hyphens. */
const dashed = /^(?=-?[‐-―−])[-‐-―−]+([a-z][\w-]*)(?:=.*)?$/isu;

/**
 * Throws `command.usage` for a word that nobody means as it stands, whichever command it is for: an empty one, which comes
 * of a variable that is not set; an option with the dashes of a word processor; the `/?` of Windows. `help` names the
 * command line that prints the help.
 */
export function refuseMistyped(words: readonly string[], help: () => string): void {
  for (const [at, word] of words.entries()) {
    if (word === '--') return;
    const [, flag] = /^(--[\w-]+)=$/.exec(word) ?? [];
    if (word === '' || flag !== undefined) {
      const before = words[at - 1];
      const option = flag ?? (before !== undefined && /^--?[a-z]/i.test(before) ? before : undefined);
      const detail =
        option === undefined ? `Word ${at + 1} of the command line is empty.` : `What follows ${option} is empty.`;
      throw mistyped(detail, `If a variable stands there, set it. Else leave it out. See ${help()}.`);
    }
    if (word === '/?' || word === '-?') throw mistyped(`There is no option "${word}" here.`, `See ${help()}.`);
    const [, name] = dashed.exec(word) ?? [];
    if (name === undefined) continue;
    const own = name.length === 1 ? `-${name}` : `--${name}`;
    const detail = `${quoted(word)} begins with a long dash, as word processors make it, not with hyphens.`;
    throw mistyped(detail, `Type ${own} anew. See ${help()}.`);
  }
}

function mistyped(detail: string, remedy: string): ScaleoutError {
  return new ScaleoutError('command.usage', detail, { remedy });
}
