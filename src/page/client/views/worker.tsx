import type { JSX } from 'preact';

export function WorkerView({ workerKey }: { readonly workerKey: string }): JSX.Element {
  return <h1>{workerKey}</h1>;
}
