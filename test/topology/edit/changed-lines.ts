/** Two texts as lines: `-` stands before one that goes, `+` before one that comes; `␍` for a carriage return. */
export function changedLines(before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  // The longest list of lines that both have: row by row from the end.
  const longest = old.map(() => new Array<number>(now.length + 1).fill(0));
  longest.push(new Array<number>(now.length + 1).fill(0));
  const at = (row: number, column: number) => longest[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const both =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      longest[row]?.splice(column, 1, both);
    }
  }
  const shown: string[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    if (row < old.length && old[row] === now[column]) {
      shown.push(`  ${old[row] ?? ''}`);
      row += 1;
      column += 1;
    } else if (row < old.length && at(row + 1, column) >= at(row, column + 1)) {
      shown.push(`- ${old[row] ?? ''}`);
      row += 1;
    } else {
      shown.push(`+ ${now[column] ?? ''}`);
      column += 1;
    }
  }
  return shown.map((line) => line.trimEnd()).join('\n');
}

function linesOf(text: string): readonly string[] {
  const lines = text.replaceAll('\r', '␍').split('\n');
  if (lines.at(-1) === '') return lines.slice(0, -1);
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''} (no line end)`];
}
