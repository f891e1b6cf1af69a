import type { JSX } from 'preact';
import { localMoments } from '../../../text/times.js';
import type { FindingDetail } from '../../wire/details.js';
import { counted } from '../list.js';
import { ActionButton } from './actions.js';
import { CommandLine } from './command.js';
import { Mark } from './mark.js';
import { Target } from './target.js';
import { Foreign, Sentence, zone } from './text.js';
import { Moment } from './time.js';
import { Disclosure, LongText, Some } from './unfolding.js';

/** What is wrong, why, what was read, and what helps; what merely follows from it stands beneath it. */
export function Finding({
  finding,
  level,
  isConsequence = false,
}: {
  readonly finding: FindingDetail;
  readonly level: 2 | 3 | 4;
  /** It goes away with that from which it follows, so nobody acknowledges it by itself. */
  readonly isConsequence?: boolean;
}): JSX.Element {
  const { id, target, severity, summary, cause, remedy, page, evidence, command, acknowledged, consequences } = finding;
  const Title = `h${level}` as const;
  const isError = severity === 'error';
  return (
    <article class={`finding ${acknowledged === null ? severity : 'off'}`}>
      <Title>
        <Mark shape={acknowledged !== null ? 'off' : isError ? 'bad' : 'warn'} word={severity} />{' '}
        <Sentence text={summary} />
      </Title>
      <p class="dim">
        <Target target={target} /> · <code>{id}</code>
      </p>
      {acknowledged === null ? null : (
        <p>
          Acknowledged by <Foreign text={acknowledged.who} /> until <Moment at={acknowledged.until} />:{' '}
          <Foreign text={acknowledged.reason} />
        </p>
      )}
      <dl class="facts">
        <dt>Why</dt>
        <dd>
          <Sentence text={cause} />
        </dd>
        {evidence.length === 0 ? null : (
          <>
            <dt>Read</dt>
            <dd>
              <ul class="plainlist">
                {evidence.map(({ read, where, value }) => (
                  <li key={`${read} ${where}`}>
                    <Foreign text={read} /> = <LongText text={localMoments(value, { zone })} />{' '}
                    <span class="dim">
                      (<Foreign text={where} />)
                    </span>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>Do</dt>
        <dd>
          <Sentence text={remedy} />{' '}
          <span class="dim">
            See <bdi>{page}</bdi>
          </span>
        </dd>
      </dl>
      {command === null ? null : <CommandLine command={command} />}
      {consequences.length === 0 ? null : (
        <Disclosure
          summary={`${counted(consequences.length, 'finding')} that ${consequences.length === 1 ? 'follows' : 'follow'} from it`}
        >
          {() => (
            <Some most={20} noun="more finding">
              {consequences.map((one) => (
                <Finding key={`${one.id} ${one.target}`} finding={one} level={level === 2 ? 3 : 4} isConsequence />
              ))}
            </Some>
          )}
        </Disclosure>
      )}
      {isConsequence ? null : (
        <p class="buttons">
          {acknowledged === null ? (
            <ActionButton ask={{ action: 'acknowledge', finding }}>
              Acknowledge…<span class="hidden"> {summary}</span>
            </ActionButton>
          ) : (
            <ActionButton ask={{ action: 'unacknowledge', finding }}>
              Count it again<span class="hidden">: {summary}</span>
            </ActionButton>
          )}
        </p>
      )}
    </article>
  );
}
