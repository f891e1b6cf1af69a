import picocolors from 'picocolors';

export { printable } from '../../text/printable.js';

/** Colours, or their absence. */
export type Style = ReturnType<typeof picocolors.createColors>;

export function style(colors: boolean): Style {
  return picocolors.createColors(colors);
}
