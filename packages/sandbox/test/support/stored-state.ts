import { type Layout, layoutOf } from '../../src/directory/layout.js';
import {
  openPersistentStore,
  type PersistentStore,
  type PersistentStoreOptions,
} from '../../src/directory/persistent-store.js';
import type { StoreContent } from '../../src/model/store.js';
import { temporaryDirectory } from './temporary-directory.js';

export const storedFleet = { machines: ['ETL01'] };

/** Two workers: what a state of these tests starts with. */
export const storedContent: StoreContent = {
  workers: { a: { name: 'A', enabled: false }, b: { name: 'B', enabled: true } },
};

export interface StoredState extends Disposable {
  readonly layout: Layout;
  open(options?: Partial<PersistentStoreOptions>): PersistentStore;
}

/** A directory for a state, and a way to open it. */
export function storedState(): StoredState {
  const directory = temporaryDirectory();
  const layout = layoutOf(directory.path);
  const fresh = () => ({ fleet: storedFleet, tables: storedContent });
  return {
    layout,
    open: (options = {}) => openPersistentStore(layout, { fresh, ...options }),
    [Symbol.dispose]: directory[Symbol.dispose],
  };
}
