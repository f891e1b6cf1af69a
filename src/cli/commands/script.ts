import type { Immutable } from '../../domain/documents.js';
import { type MachineName, sameMachine } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { ScriptDocument } from '../../generated/script.js';
import { byHandScript } from '../../providers/machines/script/by-hand-script.js';
import { byHandRequest, newCertificateRequest, scriptOfLeaving } from '../../reconciler/by-hand.js';
import { observe } from '../../reconciler/observe.js';
import { jsonText, shellWord } from '../../text/printable.js';
import { nearest, withMore } from '../../text/words.js';
import { refuseLeaving, type Topology } from '../../topology/topology.js';
import { version } from '../../version.js';
import type { WorldOptions } from '../options.js';
import { refuseLoss } from '../refuse-output.js';
import { diagnosticsText } from '../render/diagnostic-text.js';
import { connecting, loadForCommand } from '../run-command.js';
import { type Command, logTo } from '../terminal.js';
import { openWorld } from '../world/open-world.js';
import { tellWritten, writeOutput } from '../write-output.js';

interface ScriptOptions extends WorldOptions {
  readonly machine: string;
  readonly out: string | undefined;
  /** A new certificate is to be made beside the one in use, and nothing else done. */
  readonly newCertificate: boolean;
}

/** Sentences on what is missing that are told one by one. */
const mostTold = 10;

/** scaleout script: what an administrator of a machine runs there, where we may not or cannot. */
export const scriptCommand: Command<ScriptOptions> = async (options, terminal) => {
  await refuseLoss(options.out, options);
  const topology = await loadForCommand(options.file, terminal);
  const machine = listedMachine(topology, options.machine);
  const { parallelism } = topology.policy;
  await using world = await openWorld(topology, { sandbox: options.sandbox, parallelism }, terminal);
  const observation = await connecting(topology, options.sandbox, terminal, () =>
    observe(topology, world, terminal.interrupts.abort),
  );
  const requestFor = options.newCertificate ? newCertificateRequest : byHandRequest;
  const { request, diagnostics, missing } = requestFor(topology, observation, machine);
  if (terminal.logLevel !== 'silent' && diagnostics.length > 0) {
    terminal.err(`${diagnosticsText(diagnostics, terminal.screen.err)}\n`);
  }
  const script = byHandScript(request, {
    machine,
    topology: topology.name,
    toolVersion: version,
    createdAt: new Date().toISOString(),
  });
  const log = logTo(terminal.err, terminal.logLevel);
  for (const sentence of withMore(missing, mostTold)) log('warn', sentence);
  if (options.out !== undefined) await writeOutput(options.out, script, terminal);
  if (options.json) {
    const document: Immutable<ScriptDocument> = {
      formatVersion: 1,
      machine,
      topology: topology.name,
      operation: request.operation,
      script,
      ...(options.out === undefined ? {} : { scriptFile: options.out }),
      missing,
      diagnostics,
    };
    terminal.out(`${jsonText(document)}\n`);
  } else if (options.out === undefined) terminal.out(script);
  if (options.out !== undefined)
    await tellWritten(options.out, nextRun(machine, options.out, options), options, terminal);
  return 0;
};

/** What runs the script: the command that plays the administrator of a sandbox, else the machine's administrator. */
function nextRun(machine: MachineName, out: string, { sandbox }: ScriptOptions): string {
  if (sandbox === undefined) return `its administrator runs it on ${machine}, in PowerShell as administrator.`;
  return ['scaleout sandbox run', ...[sandbox, machine, out].map((word) => shellWord(word, process.platform))].join(
    ' ',
  );
}

/** The machine as the topology writes it. Throws `command.target-unknown`, before anything is connected to. */
function listedMachine(topology: Topology, named: string): MachineName {
  const machines = [...topology.workers.map((worker) => worker.machine), ...(topology.master?.machines ?? [])];
  // As a plan shows a worker is as good.
  const name = named.replace(/^worker\//i, '');
  const found = machines.find((listed) => sameMachine(listed, name));
  if (found !== undefined) return found;
  refuseLeaving(topology, name, scriptOfLeaving);
  const near = nearest(name, machines);
  const detail = `${JSON.stringify(named)} is neither a worker nor a node of the master in ${topology.source.file}.`;
  throw new ScaleoutError('command.target-unknown', `${detail}${near === undefined ? '' : ` Did you mean ${near}?`}`, {
    remedy: 'Name a machine that the topology lists, as scaleout status shows it.',
  });
}
