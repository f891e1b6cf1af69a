import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { HistoryDetail } from '../../wire/details.js';
import type { ApplyLine } from '../../wire/head.js';
import { address, type Query } from '../address.js';
import { counted } from '../list.js';
import { Applies, resultWords } from '../parts/applies.js';
import { Card } from '../parts/card.js';
import { Loaded } from '../parts/document.js';
import { Filters } from '../parts/filters.js';
import { Banner } from '../parts/headline.js';
import { Nothing } from '../parts/text.js';
import { askDetail, failureOf, useDetail } from '../requests.js';
import { head } from '../store.js';
import { ApplyView } from './apply.js';

/** An apply of the history, or all of them. */
export function HistoryView(): JSX.Element {
  const { part } = address.value;
  return part === undefined ? <List /> : <ApplyView key={part} number={part} />;
}

const filters = ['result', 'who', 'target'] as const;

function List(): JSX.Element {
  const query = useSettled(historyQuery(address.value.query));
  const asked = useDetail<HistoryDetail>(`history${query === '' ? '' : `?${query}`}`, 'history');
  return (
    <div class="stack">
      <h1>History</h1>
      {head.value?.applies === null ? (
        <Banner
          shape="off"
          title="No history is kept here"
          why="scaleout ui keeps none, and a watch keeps one in the folder of its --history. The folder beside the topology's file may hold what was applied by hand."
        />
      ) : null}
      <Loaded asked={asked} what="The history">
        {(detail) =>
          detail.unseen === null ? (
            <Shown key={query} detail={detail} query={query} />
          ) : (
            <Banner
              shape="unknown"
              title="The history cannot be read: something may have been applied"
              why={detail.unseen}
            />
          )
        }
      </Loaded>
    </div>
  );
}

function Shown({ detail, query }: { readonly detail: HistoryDetail; readonly query: string }): JSX.Element {
  const older = useSignal<{ readonly applies: readonly ApplyLine[]; readonly hasMore: boolean } | undefined>(undefined);
  const state = useSignal<'asking' | string>('');
  const newest = detail.applies;
  const seen = new Set(newest.map(({ number }) => number));
  const applies = [...newest, ...(older.value?.applies.filter(({ number }) => !seen.has(number)) ?? [])];
  const hasMore = older.value?.hasMore ?? detail.hasMore;
  const isFiltered = query !== '';
  const more = async () => {
    const last = applies.at(-1)?.number;
    if (state.value === 'asking' || last === undefined) return;
    state.value = 'asking';
    try {
      const found = await askDetail<HistoryDetail>(`history?${query === '' ? '' : `${query}&`}before=${last}`);
      older.value = { applies: [...(older.value?.applies ?? newest), ...found.applies], hasMore: found.hasMore };
      state.value = found.unseen ?? '';
    } catch (error) {
      state.value = failureOf(error).text;
    }
  };
  return (
    <>
      <Filters
        noun="entry"
        nouns="entries"
        shown={applies.length}
        total={hasMore || isFiltered ? undefined : applies.length}
        choices={[
          {
            name: 'result',
            label: 'Result',
            options: Object.entries(resultWords).map(([value, text]) => ({ value, text })),
          },
        ]}
        texts={[
          { name: 'who', label: 'Who' },
          { name: 'target', label: 'Target' },
        ]}
      />
      <Card title="Applies and actions, the newest first" wide={12}>
        {applies.length > 0 ? (
          <Applies label="History" applies={applies} />
        ) : isFiltered ? (
          <Nothing why="filter">Nothing in the history fits the filter.</Nothing>
        ) : (
          <Nothing why="fact">The history is empty: nothing has been applied since it is kept.</Nothing>
        )}
        {detail.unreadableLines === 0 ? null : (
          <p>
            {counted(detail.unreadableLines, 'line')} of the history could not be read, and may be of an apply that is
            not shown.
          </p>
        )}
        {hasMore ? (
          <p>
            <button type="button" onClick={more} aria-disabled={state.value === 'asking'}>
              Show older ones
            </button>{' '}
            <span role="status">{state.value === 'asking' ? 'Asking…' : state.value}</span>
          </p>
        ) : null}
      </Card>
    </>
  );
}

function historyQuery(query: Query): string {
  return new URLSearchParams(
    filters.flatMap((name) => ((query[name] ?? '') === '' ? [] : [[name, query[name] ?? '']])),
  ).toString();
}

/** A text that is typed, when nothing has been typed for a moment: each letter would be a request. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
