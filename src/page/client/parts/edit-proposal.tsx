import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { printable } from '../../../text/printable.js';
import type { EditAnswer } from '../../wire/session.js';
import { CommandLine } from './command.js';
import { diffLines } from './edit-request.js';
import { Mark } from './mark.js';
import { Sentence } from './text.js';

/** The difference, the patch to download and the command: what a person takes away. */
export function Proposal({ answer }: { readonly answer: EditAnswer }): JSX.Element {
  const { diff, patch, fileName, command, follows } = answer;
  const heading = useRef<HTMLHeadingElement>(null);
  // A file of this page's own making: nothing is asked of the server, and nothing of it is shown.
  const url = useMemo(() => URL.createObjectURL(new Blob([patch], { type: 'text/x-patch' })), [patch]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  useEffect(() => heading.current?.focus(), [answer]);
  return (
    <section class="card proposal" aria-labelledby="proposal">
      <h2 id="proposal" ref={heading} tabIndex={-1}>
        The patch
      </h2>
      {diff === '' ? (
        <p>The file says all of this already: there is nothing to patch.</p>
      ) : (
        <>
          <p>
            <Mark shape="off" word="Nothing was written." /> The file is as it was.
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard. */}
          <section class="diff" tabIndex={0} aria-label="Difference of the file">
            <pre>
              {diffLines(diff).map(({ kind, text, place }) => (
                <span key={place} class={kind}>
                  {`${printable(text)}\n`}
                </span>
              ))}
            </pre>
          </section>
          {follows.length === 0 ? null : (
            <>
              <h3>What follows from it</h3>
              <ul>
                {follows.map((sentence) => (
                  <li key={sentence}>
                    <Sentence text={sentence} />
                  </li>
                ))}
              </ul>
            </>
          )}
          <p>
            <a href={url} class="button" download={fileName}>
              Download {fileName}
            </a>{' '}
            <span class="dim">for git am</span>
          </p>
          {command === '' ? (
            <p>There is no command that does the same: a value has characters that a shell would run.</p>
          ) : (
            <>
              <p>Or the command that does the same to the file, which asks before it writes:</p>
              <CommandLine command={command} />
            </>
          )}
        </>
      )}
    </section>
  );
}
