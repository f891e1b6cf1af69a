import type { JSX } from 'preact';
import type { Asked } from '../requests.js';
import { head } from '../store.js';
import { Mark } from './mark.js';
import { Nothing, Sentence } from './text.js';

/** A document that a view asked for: it is not there yet, it cannot be had and why, or it is there, be it old. */
export function Loaded<Document>({
  asked,
  what,
  gone,
  children,
}: {
  readonly asked: Asked<Document>;
  /** `The plan`, the subject of the sentences. */
  readonly what: string;
  /** What is shown where there is no such thing; undefined: as every other failure. */
  readonly gone?: (last: Document | undefined) => JSX.Element;
  readonly children: (document: Document) => JSX.Element;
}): JSX.Element {
  const { document, failed, again } = asked;
  if (failed?.isGone === true && gone !== undefined) return gone(document);
  if (document === undefined && failed === undefined) {
    // Nothing is asked for before the first look, and where each look fails that is for ever.
    return head.value?.lookedAt === null ? (
      <Nothing why="unknown">
        {what} is not known. <Sentence text={head.value.health.reason ?? ''} most={500} />
      </Nothing>
    ) : (
      <p class="waiting">{what} is being asked for…</p>
    );
  }
  return (
    <>
      {failed === undefined ? null : (
        <div class="notice" role="status">
          <p>
            <Mark
              shape="unknown"
              word={
                document === undefined ? `${what} cannot be shown.` : `${what} is old: it cannot be asked for again.`
              }
            />{' '}
            <Sentence text={failed.text} />
          </p>
          {failed.remedy === undefined ? null : (
            <p>
              <Sentence text={failed.remedy} />
            </p>
          )}
          <button type="button" onClick={again}>
            Ask again
          </button>
        </div>
      )}
      {document === undefined ? null : children(document)}
    </>
  );
}
