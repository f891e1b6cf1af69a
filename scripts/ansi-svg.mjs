// A terminal's text as an SVG picture: colours that suit a light and a dark page, any monospaced font of the system.

const cell = { width: 8.4, height: 18 };
const margin = 16;

/** What a code of SGR (ECMA-48, 8.3.117) switches on or off, as classes of the picture. */
const codes = new Map([
  ['1', { on: 'bold' }],
  ['2', { on: 'dim' }],
  ['22', { off: ['bold', 'dim'] }],
  ['31', { on: 'red' }],
  ['32', { on: 'green' }],
  ['33', { on: 'yellow' }],
  ['36', { on: 'cyan' }],
  ['39', { off: ['red', 'green', 'yellow', 'cyan'] }],
  ['0', { off: ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] }],
]);

/** One code, with its numbers as the group. */
const sgr = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

const css = `
  rect { fill: #ffffff; stroke: #d0d7de }
  text { fill: #1f2328; font: 14px ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", Menlo, monospace; white-space: pre }
  .bold { font-weight: 600 } .dim { fill: #59636e }
  .red { fill: #cf222e } .green { fill: #1a7f37 } .yellow { fill: #9a6700 } .cyan { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #3d444d }
    text { fill: #e6edf3 } .dim { fill: #9198a1 }
    .red { fill: #ff7b72 } .green { fill: #3fb950 } .yellow { fill: #d29922 } .cyan { fill: #79c0ff }
  }`;

/** The picture of a text with colours of a terminal. Throws for a code that it does not know. */
export function ansiSvg(text, { title, columns }) {
  const lines = text.replace(/\n+$/, '').split('\n');
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = lines.length * cell.height + 2 * margin;
  const style = new Set();
  const rows = lines.map((line, at) => row(line, margin + at * cell.height + 14, style)).filter((one) => one !== '');
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>${css}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.join('\n')}
</svg>
`;
}

/** Each piece of one colour is put at its column, so that columns stay columns in every font. */
function row(line, y, style) {
  let column = 0;
  const pieces = line.split(sgr).map((part, at) => {
    if (at % 2 === 1) {
      for (const code of part.split(';')) change(style, code === '' ? '0' : code);
      return '';
    }
    const start = column;
    column += [...part].length;
    const shown = part.trimEnd();
    if (shown === '') return '';
    const indent = shown.length - shown.trimStart().length;
    const from = (margin + (start + indent) * cell.width).toFixed(1);
    const length = ([...shown].length - indent) * cell.width;
    const classes = style.size === 0 ? '' : ` class="${[...style].join(' ')}"`;
    return `<tspan x="${from}" textLength="${length.toFixed(1)}"${classes}>${escaped(shown.trimStart())}</tspan>`;
  });
  const shown = pieces.join('');
  return shown === '' ? '' : `<text y="${y}">${shown}</text>`;
}

function change(style, code) {
  const known = codes.get(code);
  if (known === undefined) throw new Error(`The picture has no colour for SGR ${code}.`);
  if (known.on !== undefined) style.add(known.on);
  for (const name of known.off ?? []) style.delete(name);
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
