import { createHash } from 'node:crypto';
import type { Plan } from '../../domain/documents.js';
import { standardInput } from '../../files/standard-input.js';
import { type HistoryChoice, historyPlace } from '../../history/history-files.js';
import { isRunning } from '../../history/provenance.js';
import { planUser, type RecordedApply, readHistory } from '../../history/read-history.js';
import { readPlanFile } from '../../reconciler/saved-plan/plan-file.js';
import { jsonText } from '../../text/printable.js';
import { readBytes } from '../../topology/file-text.js';
import type { PlanFormat } from '../options.js';
import { planMarkdown } from '../render/plan-markdown.js';
import { savedPlanText, type TopologyNow } from '../render/saved-plan-text.js';
import type { Command, Terminal } from '../terminal.js';

interface ShowOptions {
  readonly planFile: string;
  readonly json: boolean;
  readonly format: PlanFormat;
  /** Each change by itself. */
  readonly expand: boolean;
  readonly history: HistoryChoice;
}

/** scaleout show: a saved plan, also a stale one. Nothing is connected to. */
export const showCommand: Command<ShowOptions> = async ({ planFile, json, format, expand, history }, terminal) => {
  const plan = await readPlanFile(planFile, terminal.input);
  if (json) {
    terminal.out(`${jsonText(plan)}\n`);
    return 0;
  }
  if (format === 'markdown') {
    terminal.out(planMarkdown(plan, { include: plan.targets?.include ?? [], expand }));
    return 0;
  }
  const view = {
    plan,
    expand,
    file: planFile,
    topologyNow: await topologyNow(plan),
    usedBy: await userOf(plan, history, terminal),
    now: Date.now(),
  };
  terminal.print(savedPlanText(view, terminal.screen.out));
  return 0;
};

async function topologyNow({ topology }: Plan): Promise<TopologyNow> {
  // It came from standard input, and is nowhere to be looked at.
  if (topology.file === standardInput) return 'piped';
  const bytes = await readBytes(topology.file, { pipes: false });
  if ('failed' in bytes) return 'missing';
  return createHash('sha256').update(bytes.read).digest('hex') === topology.sha256 ? 'unchanged' : 'changed';
}

/** What the history says, where it can be read. */
async function userOf(
  { id, topology }: Plan,
  choice: HistoryChoice,
  terminal: Terminal,
): Promise<RecordedApply | undefined> {
  const place = { source: topology, name: topology.name };
  const file = historyPlace(place, choice, terminal.env);
  if (id === undefined || file === undefined) return undefined;
  try {
    return planUser(id, (await readHistory(file, { isRunning })).applies);
  } catch {
    return undefined;
  }
}
