/** What the benchmarks share: clocks, the usual figures of many measurements, tables. */

/** Milliseconds that passed, and milliseconds of processor time that this process used meanwhile, garbage collection and compiling included. */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

/** Returns what `work` gives and what it cost. */
export function timed<T>(work: () => T): { result: T; spent: Spent } {
  const before = process.cpuUsage();
  const begin = performance.now();
  const result = work();
  const wall = performance.now() - begin;
  const { user, system } = process.cpuUsage(before);
  return { result, spent: { wall, cpu: (user + system) / 1000 } };
}

/** Returns the value that a share (0 to 1) of the values does not exceed; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** Returns the average; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns the most memory this process ever held, in megabytes (10^6 bytes). */
export function peakMegabytes(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}

/** Returns a number with so many digits behind the point, `–` where there is none. */
export function fixed(value: number, digits = 0): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

/** Prints a table as Markdown, so that it can be read here and pasted there; numbers to the right. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column].length)));
  const pad = (cell: string, column: number): string => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  const line = (cells: readonly string[]): string => `| ${cells.map(pad).join(' | ')} |`;
  console.log(line(header));
  console.log(`| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`);
  for (const row of rows) console.log(line(row));
}
