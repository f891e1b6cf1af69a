import picocolors from 'picocolors';

/** Colours, or their absence. */
export type Style = ReturnType<typeof picocolors.createColors>;

export function style(colors: boolean): Style {
  return picocolors.createColors(colors);
}
