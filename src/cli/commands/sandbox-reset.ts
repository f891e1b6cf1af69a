import { resetSandbox } from '../../sandbox/directory/reset.js';
import { jsonText, printable } from '../../text/printable.js';
import { logTo } from '../log.js';
import type { Command } from '../terminal.js';

/** scaleout sandbox reset: fresh machines in an existing sandbox. */
export const sandboxReset: Command<{ readonly dir: string; readonly json: boolean }> = async (
  { dir, json },
  terminal,
) => {
  terminal.workGoesOn();
  const log = logTo(terminal.err, terminal.logLevel);
  await resetSandbox(dir, { signal: terminal.interrupts.abort, log: (message) => log('warn', message) });
  terminal.out(
    json
      ? `${jsonText({ reset: dir })}\n`
      : `${printable(dir)}: the machines are fresh again; passwords are as before.\n`,
  );
  return 0;
};
