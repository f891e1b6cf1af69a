import { SandboxError, sandboxErrors } from '../errors.js';
import { createStore, type Json, type Store, type StoreContent } from '../model/store.js';
import { type CutOff, createJournal, type Journal, readJournal, removeJournal } from './journal.js';
import { type Layout, reasonOf } from './layout.js';
import { readState, writeState } from './state-file.js';

/** A store whose changes are in the directory before anybody hears of them. */
export interface PersistentStore {
  readonly store: Store;
  readonly fleet: Json;
  /** Changes the fleet that a reset installs; on the disk afterwards. Throws `sandbox.write-failed`. */
  changeFleet(change: (fleet: Json) => Json): void;
  /** Call it before an answer leaves: what was changed is on the disk afterwards. Throws `sandbox.write-failed`. */
  flush(): void;
  /** Folds the journal into state.json and ends it. Throws `sandbox.write-failed`; the journal is kept then. */
  close(): void;
}

export interface PersistentStoreOptions {
  /** What a directory without a state starts with. */
  readonly fresh?: () => { readonly fleet: Json; readonly tables: StoreContent };
  /** Told where the journal's end was cut off, once the state before it is safe. */
  readonly log?: ((message: string) => void) | undefined;
  /** Whether the directory is still this process's; asked before a file is made or replaced. */
  readonly stillOurs?: () => boolean;
  /** Bytes of journal before it is folded into the state; unless told otherwise 8 MiB, or twice the state if that is more. */
  readonly compactAt?: number;
}

const leastCompaction = 8 * 1024 * 1024;

type WithFresh = PersistentStoreOptions & Required<Pick<PersistentStoreOptions, 'fresh'>>;

/**
 * Opens the state of a directory that this process has claimed. Undefined where there is none and none is to be made.
 * Throws `sandbox.state-damaged`, `sandbox.state-too-new`, `sandbox.directory-unusable` or `sandbox.write-failed`.
 */
export function openPersistentStore(layout: Layout, options: WithFresh): PersistentStore;
export function openPersistentStore(layout: Layout, options?: PersistentStoreOptions): PersistentStore | undefined;
export function openPersistentStore(layout: Layout, options: PersistentStoreOptions = {}): PersistentStore | undefined {
  const found = readState(layout.state);
  const initial = found ?? options.fresh?.();
  if (initial === undefined) return undefined;
  let { fleet } = initial;
  const { changes: missed, cutOff } =
    found === undefined ? { changes: [] } : readJournal(layout.journal, found.generation);
  const requireOurs = () => {
    if (options.stillOurs?.() === false) {
      throw new SandboxError('sandbox.write-failed', `Another process has taken ${layout.directory} over`);
    }
  };

  let journal: Journal | undefined;
  const store = createStore(initial.tables, (change) => journal?.append(change));
  for (const { table, key, row } of missed) {
    if (row === null) store.delete(table, key);
    else store.put(table, key, row);
  }

  let { generation, size: stateSize } = found ?? { generation: '', size: 0 };
  const fold = () => {
    requireOurs();
    try {
      ({ generation, size: stateSize } = writeState(layout.state, { fleet, tables: store.content() }));
    } catch (error) {
      throw new SandboxError('sandbox.write-failed', `${layout.state}: ${reasonOf(error)}`, { cause: error });
    }
    journal?.close();
    removeJournal(layout.journal);
  };
  if (generation === '' || missed.length > 0) fold();
  else removeJournal(layout.journal);
  if (cutOff !== undefined) options.log?.(cutOffText(layout, cutOff));
  journal = createJournal(layout.journal, generation, requireOurs);

  let compactAt = options.compactAt ?? Math.max(leastCompaction, 2 * stateSize);
  return {
    store,
    get fleet() {
      return fleet;
    },
    changeFleet(change) {
      const changed = change(fleet);
      if (changed === fleet || journal === undefined) return;
      fleet = changed;
      journal.flush();
      fold();
      journal = createJournal(layout.journal, generation, requireOurs);
    },
    flush() {
      journal?.flush();
      if (journal === undefined || journal.size < compactAt) return;
      try {
        fold();
        journal = createJournal(layout.journal, generation, requireOurs);
        compactAt = options.compactAt ?? Math.max(leastCompaction, 2 * stateSize);
      } catch (error) {
        // The journal has every change, so nobody need hear of it now; close() tries again and tells.
        if (!(error instanceof SandboxError)) throw error;
        compactAt += leastCompaction;
      }
    },
    close() {
      if (journal === undefined) return;
      journal.flush();
      if (journal.size > 0) fold();
      journal = undefined;
    },
  };
}

function cutOffText({ journal }: Layout, { line, bytes }: CutOff): string {
  const { summary } = sandboxErrors['sandbox.journal-cut-off'];
  const size = bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return `${summary}: ${journal}:${line} ends after ${size}. They were dropped, and all before them is kept. [sandbox.journal-cut-off]`;
}
