import type { JSX } from 'preact';
import { duration } from '../../../text/times.js';
import type { HeartbeatSample } from '../../wire/details.js';
import { head, serverNow } from '../store.js';
import { heartbeatLine, heartbeatWords } from './heartbeat-line.js';
import { Ago } from './time.js';

const width = 600;
const height = 60;

/** How old the last heartbeat was at each look: high is bad. Hatched is where nothing is known. */
export function Heartbeats({ samples }: { readonly samples: readonly HeartbeatSample[] }): JSX.Element {
  const words = heartbeatWords(samples, serverNow.value);
  const [first] = samples;
  if (first === undefined) return <p>{words}</p>;
  const { parts, points, gaps, top } = heartbeatLine(samples, { width, height, interval: head.value?.interval ?? 0 });
  return (
    <figure class="heartbeats">
      <svg viewBox={`0 -4 ${width} ${height + 8}`} preserveAspectRatio="none" aria-hidden="true">
        <line class="axis" x1="0" y1={height} x2={width} y2={height} />
        {gaps.map(({ from, to }) => (
          <rect key={from} class="gap" x={from} y="0" width={Math.max(1, to - from)} height={height} />
        ))}
        {parts.map((line) => (
          <polyline key={line} points={line} />
        ))}
        {points.map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r="2.5" />
        ))}
      </svg>
      <p class="axis dim" aria-hidden="true">
        <span>
          <Ago at={first.at * 1000} />
        </span>
        <span>up to {duration(top)} old</span>
        <span>now</span>
      </p>
      <figcaption>
        {words} {gaps.length > 0 ? 'Grey is where nothing is known.' : ''}
      </figcaption>
    </figure>
  );
}
