import { useSignal } from '@preact/signals';
import { Fragment, type JSX } from 'preact';
import { printable } from '../../../text/printable.js';

/** A command line to copy. */
export function CommandLine({ command }: { readonly command: string }): JSX.Element {
  const said = useSignal('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      said.value = 'Copied';
    } catch {
      // Only a page of this machine or over TLS may write to the clipboard.
      said.value = 'Select it and copy it';
    }
    setTimeout(() => {
      said.value = '';
    }, 3000);
  };
  return (
    <div class="command">
      <code>
        {command.split(' ').map((word, place) => (
          <Fragment key={place}>
            {place === 0 ? '' : ' '}
            <bdi>{printable(word)}</bdi>
          </Fragment>
        ))}
      </code>
      <button type="button" class="plain" onClick={copy} aria-label={`Copy the command ${command}`}>
        Copy
      </button>
      <span role="status" class="said">
        {said}
      </span>
    </div>
  );
}
