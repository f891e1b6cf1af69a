import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { diagnosticOf, type ExitCode, isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { withinFileLimit } from '../../files/files.js';
import { historyPlace } from '../../history/history-files.js';
import { messageOf } from '../../text/printable.js';
import { version } from '../../version.js';
import { leadershipByLock } from '../../watch/leadership.js';
import { watchTopology } from '../../watch/loop.js';
import { openTriggers } from '../../watch/triggers/open-triggers.js';
import type { WatchListener } from '../../watch/watch-event.js';
import { watchFolder } from '../../watch/watch-folder.js';
import type { WatchOptions } from '../../watch/watch-options.js';
import { fileReading } from '../../watch/watched-file.js';
import { openRecorder } from '../apply-history.js';
import { diagnosticsText, stackText } from '../render/diagnostic-text.js';
import { type Command, logTo, type Terminal } from '../terminal.js';
import type { WatchCommandOptions } from '../watch-options.js';
import { watchOutput } from '../watch-output.js';
import { openWatchService, type WatchEars } from '../watch-service.js';
import { openWorld, openWorldLock } from '../world/open-world.js';
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
    const optionsOf = (file: string) =>
      loopOptions(file, options, terminal, { view, ears: service.ears(), onFileError });
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

interface LoopParts {
  readonly view: WatchListener;
  readonly ears: WatchEars;
  readonly onFileError: (error: unknown) => void;
}

function loopOptions(
  file: string,
  options: WatchCommandOptions,
  terminal: Terminal,
  { view, ears, onFileError }: LoopParts,
): WatchOptions {
  const { mode, approve, once, sandbox, parallelism, create } = options;
  const { stop, abort } = terminal.interrupts;
  return {
    file,
    mode,
    approve,
    once,
    interval: options.interval * 1000,
    machineInterval: options.machineInterval * 1000,
    toolVersion: version,
    ...(sandbox === undefined ? {} : { sandbox }),
    ...(parallelism === undefined ? {} : { parallelism }),
    open: (topology) =>
      openWorld(topology, { sandbox, create, parallelism: parallelism ?? topology.policy.parallelism }, terminal),
    reading: {
      ...fileReading,
      async load(path) {
        const loaded = await fileReading.load(path);
        if (loaded.topology !== undefined) ears.loaded(loaded.topology);
        return loaded;
      },
    },
    leadership: leadershipByLock((topology, resource) =>
      openWorldLock(topology, { sandbox, create, resource }, terminal),
    ),
    triggers: (onWake) => {
      const trigger = openTriggers({ file, onWake, onError: onFileError });
      const forget = ears.wakes(onWake);
      return {
        ...trigger,
        async [Symbol.asyncDispose]() {
          forget();
          await trigger[Symbol.asyncDispose]();
        },
      };
    },
    async history(topology) {
      const place = historyPlace(topology, options.history, terminal.env);
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
        terminal.env,
      );
    },
    time: {
      now: Date.now,
      clock: () => performance.now(),
      pause: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
    },
    random: Math.random,
    listener(event) {
      view(event);
      ears.listener(event);
    },
    stop,
    abort,
  };
}

/** Tells why files are only looked at now and then: once that the system has no handles left, for it is so of all files. */
function fileErrors(terminal: Terminal): (error: unknown) => void {
  const log = logTo(terminal.err, terminal.logLevel);
  let isTold = false;
  return (error) => {
    if (!isScaleoutError(error, 'watch.file-events-missing')) return log('debug', messageOf(error));
    if (isTold) return;
    isTold = true;
    const told = { ...diagnosticOf(error), severity: 'warning' } as const;
    terminal.err(`${diagnosticsText([told], terminal.screen.err)}\n`);
  };
}

/** What nobody waits for must not end a service: it is told, and the loop goes on. */
function surviving(terminal: Terminal): Disposable {
  const log = logTo(terminal.err, terminal.logLevel);
  return terminal.surviveExceptions((error) => {
    log('error', `[command.unexpected] ${error instanceof Error ? stackText(error) : messageOf(error)}`);
  });
}

async function isFolder(path: string): Promise<boolean> {
  return withinFileLimit(path, () => stat(path)).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
