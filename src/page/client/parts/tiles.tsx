import { Component, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WorkerRow } from '../../wire/worker-row.js';
import { cameBackTo, pathTo } from '../address.js';
import { number } from '../list.js';
import { marksByWorst, markTitles, workerLabel } from '../worker-list.js';
import { MarkShape, type Shape } from './mark.js';
import { moveWithArrows } from './move.js';
import { Name } from './text.js';

/**
 * Workers as small tiles, those of a state together, in the order in which they come. One of them is reached by Tab, and the others
 * from it by the arrow keys.
 */
export function Tiles({
  topology,
  rows,
}: {
  readonly topology: string;
  readonly rows: readonly WorkerRow[];
}): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const groups = marksByWorst
    .map((mark) => ({ mark, members: rows.filter((row) => row.mark === mark) }))
    .filter(({ members }) => members.length > 0);
  const first = groups[0]?.members[0]?.key;
  let left = useDrawn(rows.length);
  const drawn = groups.flatMap(({ mark, members }) => {
    const some = members.slice(0, left);
    left -= some.length;
    return some.length === 0 ? [] : [{ mark, total: members.length, some }];
  });
  const move = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLAnchorElement)) return;
    for (const link of frame.current?.querySelectorAll('a[tabindex="0"]') ?? []) link.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it are what is focused, and it moves between them.
    <div ref={frame} class="groups" onFocusIn={move} onKeyDown={moveWithArrows}>
      {drawn.map(({ mark, total, some }) => (
        <section class="card group" key={mark} aria-label={markTitles[mark]}>
          <h2>
            {markTitles[mark]} <span class="sub">{number(total)}</span>
          </h2>
          <ul class="tiles">
            {some.map((row) => (
              <Tile key={row.key} row={row} topology={topology} isFirst={row.key === first} />
            ))}
          </ul>
        </section>
      ))}
      <Symbols />
    </div>
  );
}

/** Tiles that fill the window, and how many more are drawn in each frame after it. */
const drawnAtOnce = 150;

/**
 * How many tiles are drawn: those of the window at once, the others frame by frame, so that a list of thousands keeps nobody waiting
 * who opens it, types or takes a filter off. Whoever comes back finds all of them, and so the place that was left.
 */
function useDrawn(count: number): number {
  const [drawn, setDrawn] = useState(() => (cameBackTo() === undefined ? drawnAtOnce : count));
  // What a filter took away is drawn anew when it comes back.
  const now = Math.min(drawn, Math.max(count, drawnAtOnce));
  useEffect(() => {
    if (now !== drawn) return setDrawn(now);
    if (now >= count) return;
    const frame = requestAnimationFrame(() => setDrawn(now + drawnAtOnce));
    return () => cancelAnimationFrame(frame);
  }, [now, drawn, count]);
  return now;
}

interface TileProps {
  readonly row: WorkerRow;
  readonly topology: string;
  readonly isFirst: boolean;
}

/** A class for its lifecycle: a heartbeat alone draws no tile again, and there are two thousand of them. */
class Tile extends Component<TileProps> {
  override shouldComponentUpdate({ row, topology }: TileProps): boolean {
    const old = this.props.row;
    const shown: readonly (keyof WorkerRow)[] = [
      'name',
      'mark',
      'word',
      'enabled',
      'running',
      'slots',
      'differs',
      'held',
    ];
    return topology !== this.props.topology || shown.some((key) => row[key] !== old[key]);
  }

  override render({ row, topology, isFirst }: TileProps): JSX.Element {
    const { key, name, mark, running, slots, differs } = row;
    // As the background: a bar of its own would be a third of all that is drawn.
    const share = running === null || slots === null || slots <= 0 ? undefined : Math.min(100, (100 * running) / slots);
    return (
      <li>
        <a
          class={`tile ${mark} ${share === undefined ? '' : 'metered-below'}`}
          style={share === undefined ? undefined : { '--share': `${share}%` }}
          id={`tile ${key}`}
          href={pathTo(topology, 'workers', key)}
          tabIndex={isFirst ? 0 : -1}
          aria-label={workerLabel(row)}
        >
          <Used shape={mark} />
          <Name text={name} />
          {differs !== null && differs > 0 ? <Used shape="differs" /> : null}
        </a>
      </li>
    );
  }
}

const shapes: readonly Shape[] = [...marksByWorst, 'differs'];

/** Each shape once, for the tiles to use. */
function Symbols(): JSX.Element {
  return (
    <svg class="symbols" aria-hidden="true">
      <defs>
        {shapes.map((shape) => (
          <g id={`shape-${shape}`} key={shape}>
            <MarkShape shape={shape} x={0} y={0} />
          </g>
        ))}
      </defs>
    </svg>
  );
}

function Used({ shape }: { readonly shape: Shape }): JSX.Element {
  return (
    <svg class={`mark ${shape}`} width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#shape-${shape}`} />
    </svg>
  );
}
