import type { JoiningCheck, JoiningCheckId } from '../../reconciler/joining-check.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { listed } from '../../text/words.js';

const words: Readonly<Record<JoiningCheckId, string>> = {
  access: 'access',
  administrator: 'rights',
  my: 'store My',
  root: 'store Root',
  service: 'service',
  config: 'config',
  certificate: 'certificate',
  endpoint: "master's endpoint",
  masterCertificate: "master's certificate",
  trust: "worker's certificate",
  row: 'row',
};

const widest = Math.max(...Object.values(words).map((word) => word.length));

/** What was looked at before a worker joins, a line each below the machine that it is of. No line end at the end. */
export function joiningText(checks: readonly JoiningCheck[], screen: Screen): string {
  const { green, yellow, red, cyan, bold } = style(screen.colors);
  const marks = {
    ok: green('ok     '),
    open: cyan('to do  '),
    byHand: yellow('by hand'),
    wrong: red('wrong  '),
    unknown: yellow('?      '),
  } as const satisfies Record<JoiningCheck['state'], string>;
  const places = [...new Set(checks.map(({ at }) => at))];
  return places
    .map((place) =>
      [
        bold(printable(place)),
        ...checks
          .filter(({ at }) => at === place)
          .map(({ check, state, shows }) =>
            paragraph(`  ${marks[state]}  ${words[check].padEnd(widest)}  `, printable(shows), screen),
          ),
      ].join('\n'),
    )
    .join('\n');
}

const states: readonly (readonly [JoiningCheck['state'], string])[] = [
  ['ok', 'as it should be'],
  ['open', 'done by an apply'],
  ['byHand', 'left to a person'],
  ['wrong', 'wrong'],
  ['unknown', 'not known'],
];

/** The same in short, a sentence for each machine, for whoever reads a patch. */
export function joiningSentences(checks: readonly JoiningCheck[]): readonly string[] {
  return [...new Set(checks.map(({ at }) => at))].map((place) => {
    const parts = states.flatMap(([state, says]) => {
      const of = checks.filter((one) => one.at === place && one.state === state).map(({ check }) => words[check]);
      return of.length === 0 ? [] : [`${says}: ${listed(of)}`];
    });
    return `Looked at ${place}. ${parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`).join(' ')}`;
  });
}
