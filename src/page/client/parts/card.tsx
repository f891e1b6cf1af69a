import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** A section of a view with its heading. `wide`: of twelve columns, where there is room for several beside each other. */
export function Card({
  title,
  aside,
  wide = 12,
  class: name = '',
  children,
}: {
  readonly title: ComponentChildren;
  /** Stands behind the heading, such as a count or a link. */
  readonly aside?: ComponentChildren;
  readonly wide?: 3 | 4 | 6 | 8 | 12;
  readonly class?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const id = useId();
  return (
    <section class={`card wide-${wide} ${name}`} aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <div class="aside">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** Cards beside and below each other. */
export function Cards({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <div class="cards">{children}</div>;
}

/** A name and what is known by it, within a `dl` of the class `facts`. */
export function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
