import type { RehearsedState } from './rehearsal-states.js';

/** What a state looks like: a ground, and what is drawn on it in tiles of 8 by 8. */
interface StateLook {
  readonly light: readonly [ground: string, mark: string];
  readonly dark: readonly [ground: string, mark: string];
  /** A path of lines; absent: the ground alone. */
  readonly lines?: string;
  /** A path that is filled. */
  readonly dots?: string;
}

const looks: Readonly<Record<RehearsedState, StateLook>> = {
  working: { light: ['#b7e1c0', '#1a7f37'], dark: ['#1c5c31', '#3fb950'] },
  draining: { light: ['#dbeaff', '#0969da'], dark: ['#12304f', '#58a6ff'], lines: 'M-2 2l4 -4M0 8l8 -8M6 10l4 -4' },
  out: { light: ['#fff0bf', '#7d5300'], dark: ['#3d2f00', '#d9a62e'], dots: 'M1 1h2v2h-2zM5 5h2v2h-2z' },
  restarting: { light: ['#eee0ff', '#7a45d6'], dark: ['#33215a', '#bc8cff'], lines: 'M2 0v8M6 0v8' },
  unheard: { light: ['#ffc9c9', '#b31d28'], dark: ['#5c1519', '#ff7b72'], lines: 'M0 0l8 8M0 8l8 -8' },
  gone: { light: ['#f6f8fa', '#8c959f'], dark: ['#161b22', '#545d68'], lines: 'M0 4h8' },
  unseen: { light: ['#e6e8eb', '#59636e'], dark: ['#262c33', '#9198a1'], lines: 'M0 2h4M4 6h4' },
};

const all = Object.entries(looks);

/** The patterns, which the classes of the states fill with. */
export const stateDefinitions = all
  .map(([state, { lines, dots }]) => {
    const drawn = [
      ...(lines === undefined ? [] : [`<path class="${state}-line" d="${lines}"/>`]),
      ...(dots === undefined ? [] : [`<path class="${state}-dot" d="${dots}"/>`]),
    ];
    return `<pattern id="rehearsal-${state}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="${state}-ground" width="8" height="8"/>${drawn.join('')}</pattern>`;
  })
  .join('');

function colours(of: 'light' | 'dark'): string {
  return all
    .map(([state, look]) => {
      const [ground, mark] = look[of];
      return `.${state}-ground{fill:${ground}}.${state}-line{stroke:${mark};stroke-width:1.5;fill:none}.${state}-dot{fill:${mark}}`;
    })
    .join('');
}

const filled = all.map(([state]) => `.${state}{fill:url(#rehearsal-${state})}`).join('');

/** Colours for a light page, and for a dark one where the reader has that. */
export const styleSheet = `
text{font:12px system-ui,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}
.title{font-size:18px;font-weight:600}.bold,.good,.doubt,.bad,.lowest-text{font-weight:600}
.dim{fill:#59636e}.name,.end{text-anchor:end}.mid{text-anchor:middle}
.page{fill:#fff}.over{fill:transparent}.swatch{stroke:#8c959f;stroke-width:.5}
.grid{stroke:#d0d7de;fill:none}.base{stroke:#8c959f;fill:none}
.able{stroke:#1a7f37;stroke-width:2;fill:none}.area{fill:#1a7f37;fill-opacity:.12}
.lowest{fill:#fff;stroke:#b31d28;stroke-width:2}.bad,.lowest-text{fill:#b31d28}.good{fill:#1a7f37}.doubt{fill:#7d5300}
.cross{stroke:#b31d28;stroke-width:2.5;fill:none}
${filled}${colours('light')}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}.dim{fill:#9198a1}.page{fill:#0d1117}.grid{stroke:#30363d}.base{stroke:#6e7681}
.able{stroke:#3fb950}.area{fill:#3fb950}.lowest{fill:#0d1117;stroke:#ff7b72}
.bad,.lowest-text{fill:#ff7b72}.good{fill:#3fb950}.doubt{fill:#d9a62e}.cross{stroke:#ff7b72}
${colours('dark')}}
`;
