import { ScaleoutError } from '../../errors/errors.js';
import type { SandboxAddDocument } from '../../generated/sandbox-add.js';
import { printable } from '../../text/printable.js';
import { parseMachineName } from '../../topology/values/worker.js';
import { type Command, logTo, printAnswer } from '../terminal.js';
import { requireSandbox } from '../world/require-sandbox.js';
import { loadSandbox } from '../world/sandbox-package.js';

interface SandboxAddOptions {
  readonly dir: string;
  readonly machine: string;
  readonly master: boolean;
  readonly joined: boolean;
  readonly json: boolean;
}

/** scaleout sandbox add: gives a sandbox one machine more, whoever serves it. */
export const sandboxAdd: Command<SandboxAddOptions> = async (options, terminal) => {
  const { dir, machine, master, joined, json } = options;
  const named = parseMachineName(machine);
  if ('wrong' in named)
    throw new ScaleoutError('command.usage', `The machine ${JSON.stringify(machine)} ${named.wrong}`);
  if (master && joined) {
    throw new ScaleoutError(
      'command.usage',
      '--joined is of a worker, and --master adds a node of the master: give one.',
    );
  }
  terminal.workGoesOn();
  const embedded = await loadSandbox();
  await requireSandbox(embedded, dir, terminal, { creates: false });
  const log = logTo(terminal.err, terminal.logLevel);
  await using sandbox = await embedded.open(dir, {
    signal: terminal.interrupts.abort,
    log: (message) => log('warn', message),
  });
  const role = master ? 'master' : 'worker';
  const added = await sandbox.add({ action: 'add', machine, role, ...(joined ? { joined } : {}) });
  printAnswer(
    terminal,
    json,
    (): SandboxAddDocument => ({ formatVersion: 1, ...added }),
    () => addedText(added, dir),
  );
  return 0;
};

function addedText({ machine, role, joined, added }: Awaited<ReturnType<OpenedAdd>>, dir: string): string {
  const what = role === 'master' ? 'a node of the master' : 'a worker';
  if (!added) return `${printable(machine)} is there already, as ${what}: nothing was changed.\n`;
  const state = joined
    ? 'It has joined already and is disabled, and nobody can look into its machine.'
    : 'It is as setup leaves it: it trusts nobody yet, and an apply of a topology that names it does the rest.';
  return `Added ${printable(machine)} to ${printable(dir)} as ${what}. ${state}\n`;
}

type OpenedAdd = Awaited<ReturnType<Awaited<ReturnType<typeof loadSandbox>>['open']>>['add'];
