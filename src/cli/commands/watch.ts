import { type ExitCode, ScaleoutError } from '../../errors/errors.js';
import { historyPlace } from '../../history/history-files.js';
import { leadershipByLock } from '../../watch/leadership.js';
import { watchTopology } from '../../watch/loop.js';
import type { WatchListener } from '../../watch/watch-event.js';
import { watchFolder } from '../../watch/watch-folder.js';
import type { WatchOptions } from '../../watch/watch-options.js';
import { openRecorder } from '../apply-history.js';
import type { Command, Terminal } from '../terminal.js';
import { fileErrors, isFolder, loopOptions, surviving } from '../watch-loop.js';
import type { WatchCommandOptions } from '../watch-options.js';
import { watchOutput } from '../watch-output.js';
import { openWatchService } from '../watch-service.js';
import { openWorldLock } from '../world/open-world.js';
import { requireSandbox } from '../world/require-sandbox.js';
import { loadSandbox } from '../world/sandbox-package.js';

/** scaleout watch: keeps catalogs as their topologies say, until it is interrupted. */
export const watchCommand: Command<WatchCommandOptions> = async (options, terminal) => {
  const path = options.file ?? (terminal.env.SCALEOUT_TOPOLOGY || 'topology.yaml');
  // A package, or a fleet, that is not there comes from no waiting: without this the watch would try again for ever.
  if (options.sandbox !== undefined) {
    const embedded = await loadSandbox();
    if (options.create !== true) await requireSandbox(embedded, options.sandbox, terminal, { creates: true });
  }
  const { stop, finishGracefully, leaveHangups } = terminal.interrupts;
  leaveHangups();
  terminal.workGoesOn('Nobody reads standard output any more: the log goes nowhere. The watch goes on.');
  const restore = finishGracefully(() => {
    terminal.err('\nStopping: steps under way are finished, no more is begun. Ctrl-C again cuts them off.\n');
  });
  using _ = surviving(terminal);
  const output = watchOutput(options, terminal);
  let isRefused = false;
  const view: WatchListener = (event) => {
    if (event.type === 'reconciled') {
      isRefused = event.result.diagnostics.some(({ severity }) => severity === 'error');
    }
    output.listener(event);
  };
  try {
    await using service = await openWatchService(options, terminal, output.service);
    const onFileError = fileErrors(terminal);
    const acting = {
      leadership: leadershipByLock((topology, resource) =>
        openWorldLock(topology, { sandbox: options.sandbox, create: options.create, resource }, terminal),
      ),
      history: recorderOf(options, terminal),
    };
    const optionsOf = (file: string) =>
      loopOptions(file, options, terminal, { view, ears: service.ears(), onFileError, ...acting });
    if (await isFolder(path)) {
      // What is told of one of its files is not of the folder.
      const { file: _folder, ...words } = terminal.screen.err.given ?? { verb: 'watch', platform: process.platform };
      terminal.goesBy(words);
      const onEmpty = () => output.service({ type: 'folder_empty', folder: path, goesOn: !options.once });
      const hadAny = await watchFolder(path, { optionsOf, once: options.once, stop, onEmpty, onError: onFileError });
      if (options.once && !hadAny && !stop.aborted) throw new ScaleoutError('watch.nothing-to-watch', path);
      return options.once && stop.aborted ? 130 : 0;
    }
    const last = await watchTopology(optionsOf(path));
    if (!options.once) return 0;
    // A run that was ended before it had looked is told of by no event.
    if (stop.aborted && last === 'no-topology') return 130;
    // A guard holds a part back for good, as plan and apply say with 5.
    return exitCodes[last] === 0 && isRefused ? 5 : exitCodes[last];
  } finally {
    restore();
  }
};

/** Of one run; an interrupted service has ended as it should. */
const exitCodes: Readonly<Record<Awaited<ReturnType<typeof watchTopology>>, ExitCode>> = {
  'in-sync': 0,
  held: 0,
  applied: 0,
  partial: 6,
  interrupted: 130,
  failed: 4,
  'no-topology': 3,
};

/** Where applies are written down. */
function recorderOf(
  { mode, approve, sandbox, history }: WatchCommandOptions,
  { env }: Pick<Terminal, 'env'>,
): WatchOptions['history'] & object {
  return async (topology) => {
    const place = historyPlace(topology, history, env);
    if (place === undefined) return undefined;
    const allowDestructive = mode === 'full';
    return openRecorder(
      place,
      topology,
      {
        yes: true,
        allowDestructive,
        target: [],
        exclude: [],
        sandbox,
        ...(mode === 'observe' ? {} : { watch: { mode, approve } }),
      },
      env,
    );
  };
}
