import type { JSX } from 'preact';
import { printable } from '../../../text/printable.js';
import type { MasterPart, NodeLine } from '../../wire/details.js';
import type { Head } from '../../wire/head.js';
import type { Mark as MarkName, WorkerRow } from '../../wire/worker-row.js';
import { pathTo } from '../address.js';
import { counted } from '../list.js';
import { marksByWorst, markTitles, workerMore } from '../worker-list.js';
import { MarkShape } from './mark.js';
import { moveWithArrows } from './move.js';
import { Name } from './text.js';
import { DaysLeft } from './time.js';

// The picture of a topology in two layers: the catalog, the nodes of the master, the workers. The boxes are lists of links, which a
// screen reader reads; the lines between them are SVG, and gone where the boxes stand below each other.

/** A box at the right. */
export interface End {
  readonly key: string;
  readonly href: string;
  readonly mark: MarkName;
  readonly name: string;
  readonly word: string;
  /** What else is told of it to who does not see the box. */
  readonly more: string;
  readonly used: number | null;
  readonly of: number | null;
  readonly differs: boolean;
}

/** More workers than that are no picture any more. */
export const picturedAtMost = 50;

export function workerEnd(row: WorkerRow, topology: string): End {
  const { key, mark, name, word, running, slots, differs } = row;
  return {
    key,
    href: pathTo(topology, 'workers', key),
    mark,
    name,
    word,
    more: workerMore(row),
    used: running,
    of: slots,
    differs: differs !== null && differs > 0,
  };
}

/** In place of more workers than can be pictured: one box for each state. */
export function stateEnds(head: Head): readonly End[] {
  return marksByWorst
    .filter((mark) => head.counts[mark] > 0)
    .map((mark) => ({
      key: mark,
      href: pathTo(head.name, 'workers', undefined, { state: mark }),
      mark,
      name: markTitles[mark],
      word: counted(head.counts[mark], 'worker'),
      more: '',
      used: null,
      of: null,
      differs: false,
    }));
}

/** Pixels from one box to the next, as picture.css has them. Many workers stand closer, and the master at the height of the worst. */
const sizes = { end: 48, closeEnd: 34, node: 72 } as const;
const closeBeyond = 12;
const lowestMiddle = 220;

type Wire = 'works' | 'fails' | 'out' | 'unknown';

const wires: Readonly<Record<MarkName, Wire>> = {
  ok: 'works',
  warn: 'works',
  bad: 'fails',
  off: 'out',
  unknown: 'unknown',
};

export function Picture({
  head,
  master,
  ends,
}: {
  readonly head: Head;
  readonly master: MasterPart;
  readonly ends: readonly End[];
}): JSX.Element {
  const { nodes } = master;
  const isClose = ends.length > closeBeyond;
  const pitch = isClose ? sizes.closeEnd : sizes.end;
  const nodesHeight = Math.max(1, nodes.length) * sizes.node;
  const height = Math.max(ends.length * pitch, nodesHeight);
  const middle = Math.min(height / 2, Math.max(lowestMiddle, nodesHeight / 2));
  const nodeAt = (index: number) => middle + (index - (nodes.length - 1) / 2) * sizes.node;
  const endAt = (index: number) => height / 2 + (index - (ends.length - 1) / 2) * pitch;
  const active = nodes.findIndex(({ isActive }) => isActive);
  const from = active === -1 ? middle : nodeAt(active);
  return (
    <div class={`picture ${isClose ? 'close' : ''}`}>
      <div class="layer" style={{ '--above': `${middle - sizes.node / 2}px` }}>
        <Catalog head={head} />
      </div>
      <Wires
        height={height}
        lines={nodes.map((node, index) => ({ from: middle, to: nodeAt(index), wire: nodeWire(node) }))}
      />
      <ul class="layer" style={{ '--above': `${middle - nodesHeight / 2}px` }} aria-label="Nodes of the master">
        {nodes.length === 0 ? (
          <li class={`box node ${master.mark}`}>
            <MarkShape shape={master.mark} x={0} y={0} />
            <span>Master: {master.text}</span>
          </li>
        ) : (
          nodes.map((node) => <Node key={node.machine} node={node} />)
        )}
      </ul>
      <Wires height={height} lines={ends.map((end, index) => ({ from, to: endAt(index), wire: wires[end.mark] }))} />
      <ul
        class="layer"
        style={{ '--above': `${(height - ends.length * pitch) / 2}px` }}
        aria-label="Workers"
        onKeyDown={moveWithArrows}
      >
        {ends.map((end) => (
          <li key={end.key}>
            <a class={`box end ${end.mark}`} id={`box ${end.key}`} href={end.href}>
              <MarkShape shape={end.mark} x={0} y={0} />
              <Name text={end.name} /> <span class="word">{end.word}</span>
              {end.more === '' ? null : <span class="hidden">, {end.more}</span>}
              {end.differs ? <MarkShape shape="differs" x={0} y={0} size={14} /> : null}
              <Slots used={end.used} of={end.of} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Before the first look nobody has told its name. */
function Catalog({ head: { catalog, productVersion } }: { readonly head: Head }): JSX.Element {
  const [database = '', server = ''] = catalog.split(' on ');
  const version = productVersion.split('.').slice(0, 2).join('.');
  return (
    <div class={`box catalog ${catalog === '' ? 'unknown' : ''}`}>
      <Name text={catalog === '' ? 'Catalog' : database} />
      <span class="sub-line">
        {catalog === '' ? 'not known yet' : <Name text={[server, version].filter(Boolean).join(' · ')} />}
      </span>
    </div>
  );
}

/** The active one works as its mark says; another one stands by, unless it could not be seen or is not well. */
function nodeWire({ isActive, mark }: NodeLine): Wire {
  const wire = wires[mark];
  return isActive || wire !== 'works' ? wire : 'out';
}

function Node({
  node: { machine, mark, word, reason, isActive, certificate },
}: {
  readonly node: NodeLine;
}): JSX.Element {
  return (
    <li class={`box node ${mark} ${isActive ? 'active' : ''}`} title={reason === null ? undefined : printable(reason)}>
      <MarkShape shape={mark} x={0} y={0} />
      <Name text={machine} />
      <span class="sub-line">
        {word}
        {certificate === null ? null : (
          <>
            {' · '}cert <DaysLeft ends={certificate.ends} short />
          </>
        )}
      </span>
    </li>
  );
}

/** Running of MaxTaskCount, as a bar alone: the numbers are in the label. */
export function Slots({ used, of }: { readonly used: number | null; readonly of: number | null }): JSX.Element | null {
  if (used === null || of === null || of <= 0) return null;
  return (
    <svg class="meter slots" width="44" height="8" viewBox="0 0 44 8" aria-hidden="true">
      <rect class="track" width="44" height="8" rx="4" />
      <rect class="used" width={44 * Math.min(1, used / of)} height="8" rx="4" />
    </svg>
  );
}

/** As wide as there is room: the width is a hundred, whatever it is. */
function Wires({
  height,
  lines,
}: {
  readonly height: number;
  readonly lines: readonly { readonly from: number; readonly to: number; readonly wire: Wire }[];
}): JSX.Element {
  return (
    <svg class="wires" height={height} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {lines.map(({ from, to, wire }) => (
        <path key={to} class={wire} d={`M0 ${from}C55 ${from} 45 ${to} 100 ${to}`} />
      ))}
    </svg>
  );
}

export function Legend(): JSX.Element {
  const kinds: readonly (readonly [Wire, string])[] = [
    ['works', 'works'],
    ['fails', 'does not work'],
    ['out', 'out on purpose, or stands by'],
    ['unknown', 'not known'],
  ];
  return (
    <ul class="legend" aria-label="Legend">
      {kinds.map(([wire, text]) => (
        <li key={wire}>
          <svg class="wires" width="32" height="8" viewBox="0 0 32 8" aria-hidden="true">
            <path class={wire} d="M0 4H32" />
          </svg>
          {text}
        </li>
      ))}
      <li>
        <MarkShape shape="differs" x={0} y={0} size={14} />
        differs from the topology
      </li>
      <li>
        <Slots used={3} of={8} />
        running, of its slots
      </li>
    </ul>
  );
}
