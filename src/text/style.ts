import picocolors from 'picocolors';

/** A cell: its text, and how to paint it once it has been padded. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** Columns of text, each as wide as its widest cell, two spaces apart, cut at the line's width where there is one. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], width: number | undefined): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.text.length ?? 0)),
  );
  const line = (cells: readonly Cell[]) => {
    let room = width ?? Number.POSITIVE_INFINITY;
    const parts: string[] = [];
    for (const [column, cell] of cells.entries()) {
      const last = column === cells.length - 1;
      const padded = last ? cell.text : cell.text.padEnd(widths[column] ?? 0);
      if (room <= 0) break;
      // Where no room is left for a column behind this one, that is shown too.
      const most = last ? room : room - 3;
      const cut = padded.length > most ? `${padded.padEnd(room).slice(0, room - 1)}…` : padded;
      parts.push(cell.paint ? cell.paint(cut) : cut);
      room -= cut.length + 2;
    }
    return parts.join('  ').trimEnd();
  };
  return [head.map((title) => ({ text: title })), ...rows].map((cells) => line(cells)).join('\n');
}

/** Colours, or their absence. */
export type Style = ReturnType<typeof picocolors.createColors>;

export function style(colors: boolean): Style {
  return picocolors.createColors(colors);
}
