import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { pathTo } from '../address.js';
import { head, workers } from '../store.js';
import { Foreign } from './text.js';

// What a text names: a worker of the list has a page, and its name leads there.

/** Names of rows are cut where they are long: those lead nowhere. Of two rows of one name the first is taken, the worst. */
const keys = computed(() => {
  const found = new Map<string, string>();
  for (const { key, name } of workers.value.values()) {
    const plain = name.toLowerCase();
    if (!found.has(plain)) found.set(plain, key);
  }
  return found;
});

const ofWorker = 'worker/';

/** The path of the page of `worker/ETL01`; undefined: it is no worker, or none that is in the list. */
export function pathOfTarget(target: string): string | undefined {
  if (!target.startsWith(ofWorker)) return undefined;
  return pathOfWorker(target.slice(ofWorker.length));
}

function pathOfWorker(name: string): string | undefined {
  const key = keys.value.get(name.toLowerCase());
  return key === undefined ? undefined : pathTo(head.value?.name ?? '', 'workers', key);
}

function Linked({ path, text }: { readonly path: string | undefined; readonly text: string }): JSX.Element {
  if (path === undefined) return <Foreign text={text} most={120} />;
  return (
    <a href={path}>
      <Foreign text={text} most={120} />
    </a>
  );
}

/** `worker/ETL01`, `master/SQLETL01`, as a plan and a finding name what they are of. */
export function Target({ target }: { readonly target: string }): JSX.Element {
  return <Linked path={pathOfTarget(target)} text={target} />;
}

/** A worker by the name of its machine. Null: none has it yet. */
export function WorkerName({ name }: { readonly name: string | null }): JSX.Element {
  if (name === null) return <span class="dim">none yet</span>;
  return <Linked path={pathOfWorker(name)} text={name} />;
}
