import type { DrillAnswer, ListedDrill } from 'ssis-scaleout-sandbox';
import type { Immutable } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { SandboxDrillDocument } from '../../generated/sandbox-drill.js';
import { shellWord } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { drillListText, madeText, undoneText } from '../render/drill-text.js';
import { type Command, logTo, printAnswer } from '../terminal.js';
import { requireSandbox } from '../world/require-sandbox.js';
import { loadSandbox } from '../world/sandbox-package.js';

interface SandboxDrillOptions {
  readonly dir: string | undefined;
  readonly drill: string | undefined;
  readonly machine: string | undefined;
  readonly list: boolean;
  readonly undo: boolean;
  readonly days: number | undefined;
  /** Seconds. */
  readonly ago: number | undefined;
  readonly json: boolean;
}

/** scaleout sandbox drill: makes a fault in a sandbox, whoever serves it, and mends it. */
export const sandboxDrill: Command<SandboxDrillOptions> = async (options, terminal) => {
  const { dir, drill, machine, list, undo, json } = options;
  const refused = misuse(options);
  if (refused !== undefined) throw new ScaleoutError('command.usage', refused);
  const embedded = await loadSandbox();
  const show = (text: (screen: Screen) => string, document: Immutable<SandboxDrillDocument>) =>
    printAnswer(terminal, json, () => document, text);
  refuseOtherOrder(options, embedded.drills());
  if (dir === undefined) {
    const drills = embedded.drills();
    show((screen) => drillListText(drills, [], screen), { formatVersion: 1, drills: drills.map(listedDocument) });
    return 0;
  }
  terminal.workGoesOn();
  const log = logTo(terminal.err, terminal.logLevel);
  await requireSandbox(embedded, dir, terminal, { creates: false });
  await using sandbox = await embedded.open(dir, {
    signal: terminal.interrupts.abort,
    log: (message) => log('warn', message),
  });
  const answer: DrillAnswer = await sandbox.drill(
    list
      ? { action: 'list' }
      : undo
        ? { action: 'undo', drill, machine }
        : {
            action: 'make',
            drill: drill ?? '',
            machine,
            days: options.days,
            ago: options.ago === undefined ? undefined : options.ago * 1000,
          },
  );
  const { listed, made, undone = [] } = answer;
  if (listed !== undefined) {
    const shown = { formatVersion: 1, drills: listed.drills.map(listedDocument), made: listed.made } as const;
    show((screen) => drillListText(listed.drills, listed.made, screen), shown);
  } else if (made !== undefined) {
    show((screen) => madeText(made, dir, process.platform, screen), { formatVersion: 1, ...made });
  } else show((screen) => undoneText(undone, screen), { formatVersion: 1, undone });
  return 0;
};

/** What a program goes by: the three words of an entry, without the sentence. */
function listedDocument({ drill, machine, finding }: ListedDrill) {
  return { drill, ...(machine === undefined ? {} : { machine }), finding };
}

/** Throws `command.usage` where a drill's name stands in the place of the folder or of the machine, and names the right order. */
function refuseOtherOrder(
  { dir, drill, machine, list, undo }: SandboxDrillOptions,
  drills: readonly ListedDrill[],
): void {
  const isDrill = (word: string | undefined) => drills.some((one) => one.drill === word?.toLowerCase());
  if (list || isDrill(drill)) return;
  const words = [dir, drill, machine].filter((word) => word !== undefined);
  const name = words.find(isDrill);
  if (name === undefined) return;
  const [folder = 'DIR', ...machines] = words.filter((word) => word !== name);
  const ordered = [folder, name, ...machines].map((word) => shellWord(word, process.platform));
  const command = ['scaleout sandbox drill', ...ordered, ...(undo ? ['--undo'] : [])].join(' ');
  throw new ScaleoutError('command.usage', 'The folder comes first, then the drill, then the machine.', {
    remedy: `Write: ${command}`,
  });
}

/** What is wrong with the command line; undefined where nothing is. */
function misuse({ dir, drill, list, undo, days, ago }: SandboxDrillOptions): string | undefined {
  if (list && undo) return '--list and --undo exclude each other.';
  if (list && drill !== undefined) return `--list takes no drill: leave out ${JSON.stringify(drill)}.`;
  if ((list || undo) && (days !== undefined || ago !== undefined)) return '--days and --ago are for making a drill.';
  if (list) return undefined;
  if (dir === undefined) return 'The folder of the sandbox is missing: scaleout sandbox drill DIR NAME [MACHINE].';
  if (!undo && drill === undefined) return 'The drill is missing. --list shows all, --undo takes back what was made.';
  return undefined;
}
