import { style } from '../../cli/render/style.js';
import { printable } from '../../text/printable.js';

/** The same line as a person reads it: when, what, of which topology; below it what to do about what went wrong. */
export function textLine(line: Readonly<Record<string, unknown>>, colors: boolean): string {
  const { red, yellow, dim, bold } = style(colors);
  const level = String(line.level);
  const paint = { error: red, warn: yellow, debug: dim }[level] ?? ((text: string) => text);
  const time = String(line.time)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const topology = line.topology === undefined ? '' : `${bold(printable(String(line.topology)))}: `;
  const suppressed = typeof line.suppressed === 'number' ? dim(` (and ${line.suppressed} times more)`) : '';
  const head = `${dim(time)} ${paint(level.padEnd(5))} ${topology}${printable(String(line.msg))}${suppressed}`;
  return `${[head, ...detailsOf(line).map((detail) => `    ${detail}`)].join('\n')}\n`;
}

function detailsOf({ held, diagnostics }: Readonly<Record<string, unknown>>): readonly string[] {
  return [
    ...listOf(held).map(({ id, by, reason, until }) => {
      const end = until === undefined ? '' : `, until ${String(until)}`;
      return printable(`${String(id)} is held back (${String(by)}): ${String(reason)}${end}`);
    }),
    ...listOf(diagnostics).flatMap(({ severity, code, detail, remedy }) => [
      printable(`${String(severity)}: ${String(detail)} [${String(code)}]`),
      ...(severity === 'error' ? [printable(`  What to do: ${String(remedy)}`)] : []),
    ]),
  ];
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
