/** Tables in a terminal: no frames, so that they can be read at 80 columns and cut apart by other tools. */
import { visible, widthOf, wrap } from './width.ts';

const SIDES = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`]);
const BARE = { ...Object.fromEntries(SIDES.map((side) => [side, ''])), middle: '  ' };

/**
 * Returns the lines of a table, indented; the first row is its head. A column with a width wraps; cells are shown, never obeyed. The package is
 * loaded here, since a check prints no table.
 */
export async function tableLines(
  rows: readonly (readonly string[])[],
  indent: number,
  widths: readonly (number | null)[] = [],
  paintHead: (text: string) => string = (text) => text,
): Promise<string[]> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({ chars: BARE, style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true } });
  rows.forEach((row, index) => {
    const cells = row.map((cell, column) => {
      const lines = wrap(visible(cell), widths[column] ?? Math.max(16, widthOf(visible(cell))));
      return lines.map((line) => (index === 0 ? paintHead(line) : line)).join('\n');
    });
    table.push(cells);
  });
  return table
    .toString()
    .split('\n')
    .map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
}
