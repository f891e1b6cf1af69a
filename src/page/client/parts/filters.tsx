import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { address, refine } from '../address.js';
import { number } from '../list.js';
import { singleKeys } from '../store.js';
import { countOf } from './table.js';

export interface Choice {
  /** In the address. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly {
    readonly value: string;
    readonly text: string;
    /** How many it leaves; undefined: not counted. */
    readonly count?: number | undefined;
  }[];
}

/**
 * What a list is filtered by, all of it in the address, with how many are left and a way to take it off. It stays in sight while the
 * list is scrolled.
 */
export function Filters({
  noun,
  nouns = `${noun}s`,
  shown,
  total,
  search,
  choices = [],
  texts = [],
  children,
}: {
  readonly noun: string;
  readonly nouns?: string;
  readonly shown: number;
  /** Undefined: nobody knows, for the server filters. */
  readonly total: number | undefined;
  /** What the search looks through, such as `name, state or description`; absent: there is none. The address has it as `q`. */
  readonly search?: string;
  readonly choices?: readonly Choice[];
  /** Texts that the server filters by. */
  readonly texts?: readonly { readonly name: string; readonly label: string }[];
  readonly children?: ComponentChildren;
}): JSX.Element {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { query } = address.value;
  const names = [...(search === undefined ? [] : ['q']), ...[...choices, ...texts].map(({ name }) => name)];
  const isOn = names.some((name) => (query[name] ?? '') !== '');
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.matches('input, select, textarea, [contenteditable]');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey || !singleKeys.peek()) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      field.current?.select();
      field.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <search class={`filters ${isOn ? 'on' : ''}`} aria-label={`Filter the ${nouns}`}>
      {search === undefined ? null : (
        <label class={(query.q ?? '') === '' ? '' : 'set'}>
          <span>Search</span>
          <input
            ref={field}
            type="search"
            value={query.q ?? ''}
            placeholder={search}
            aria-keyshortcuts="/"
            autoComplete="off"
            spellcheck={false}
            onInput={(event) => refine({ q: event.currentTarget.value })}
          />
        </label>
      )}
      {choices.map(({ name, label, options }) => {
        const value = query[name] ?? '';
        return (
          <label key={name} class={value === '' ? '' : 'set'} for={`${id}-${name}`}>
            <span>{label}</span>
            <select
              id={`${id}-${name}`}
              value={value}
              onChange={(event) => refine({ [name]: event.currentTarget.value })}
            >
              <option value="">any</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.count === undefined ? option.text : `${option.text} (${number(option.count)})`}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      {texts.map(({ name, label }) => (
        <label key={name} class={(query[name] ?? '') === '' ? '' : 'set'}>
          <span>{label}</span>
          <input
            type="search"
            value={query[name] ?? ''}
            autoComplete="off"
            spellcheck={false}
            onInput={(event) => refine({ [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      {children}
      <span class="left" role="status">
        {countOf(shown, total ?? shown, noun, nouns)}
        {total === undefined ? ' so far' : ''}
      </span>
      {isOn ? (
        <button
          type="button"
          class="clear"
          onClick={() => {
            refine(Object.fromEntries(names.map((name) => [name, ''])));
            field.current?.focus();
          }}
        >
          Clear the filter
        </button>
      ) : null}
    </search>
  );
}
