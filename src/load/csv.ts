/**
 * history.csv → the same tree that history.yaml gives. RFC 4180: quotes, doubled quotes, line breaks in quotes, CRLF or LF.
 *
 * A scanner of our own, because a bad cell has to be told by line and column, which csv-parse (the oracle of its tests) does not know.
 */
import type { Diagnostic } from '../model/place.ts';
import { decode } from './decode.ts';
import { at, quoted } from './diagnose.ts';
import { COLUMNS, type CellKind } from './schema/history.ts';
import type { Node, ParsedSource, Source, Span } from './source.ts';
import { suggestion } from '../model/suggest.ts';

/** A cell: its text without quotes, and where it stands, quotes included. */
export interface Cell extends Span {
  readonly text: string;
  /** Whether the closing quote is missing, or something follows it. */
  readonly broken?: 'open' | 'after-quote';
}

/** As many as eight megabytes of honest rows have; and no history has more columns than this. */
const MAX_CELLS = 1_000_000;
const MAX_COLUMNS = 200;

/** Returns the rows of a CSV text (null: more cells than any honest file); lines without a character are no rows. Never throws. */
export function rowsOf(text: string): Cell[][] | null {
  const rows: Cell[][] = [];
  let cells = 0;
  let row: Cell[] = [];
  let at = 0;
  while (at < text.length || row.length > 0) {
    const cell = cellAt(text, at);
    row.push(cell);
    if (++cells > MAX_CELLS) return null;
    at = cell.end;
    if (text[at] === ',') {
      at++;
      // A comma at the very end: one more, empty cell.
      if (at < text.length) continue;
      row.push({ text: '', start: at, end: at });
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    if (row.length > 1 || row[0].end > row[0].start) rows.push(row);
    row = [];
  }
  return rows;
}

function cellAt(text: string, start: number): Cell {
  if (text[start] !== '"') {
    const end = endOfPlain(text, start);
    return { text: text.slice(start, end), start, end };
  }
  const parts: string[] = [];
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { text: text.slice(start + 1), start, end: text.length, broken: 'open' };
    parts.push(text.slice(from, quote));
    if (text[quote + 1] === '"') {
      parts.push('"');
      from = quote + 2;
      continue;
    }
    const end = endOfPlain(text, quote + 1);
    return end === quote + 1
      ? { text: parts.join(''), start, end }
      : { text: parts.join('') + text.slice(quote + 1, end), start, end, broken: 'after-quote' };
  }
}

function endOfPlain(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && !(text[end] === '\r' && text[end + 1] === '\n')) end++;
  return end;
}

/** Returns the tree of a history.csv and everything that is wrong with its form; cells are judged later, by the schema. Never throws. */
export function parseCsv(source: Source): { parsed: ParsedSource; diagnostics: Diagnostic[] } {
  const { text, problems } = decode(source);
  const bare: ParsedSource = { kind: source.kind, path: source.path, text, root: null };
  const diagnostics = problems.map(({ start, end, code, message, help }) => at(bare, { start, end }, code, message, help));
  if (diagnostics.length > 0) return { parsed: bare, diagnostics };
  const [header, ...rows] = rowsOf(text) ?? [[]];
  if (header === undefined) {
    return {
      parsed: bare,
      diagnostics: [at(bare, { start: 0, end: 0 }, 'csv/empty', 'the file is empty', 'its first line names the columns')],
    };
  }
  if (header.length === 0 || header.length > MAX_COLUMNS) {
    const message = header.length === 0 ? `the file has more than ${MAX_CELLS} cells` : `the header has ${header.length} columns`;
    return {
      parsed: bare,
      diagnostics: [at(bare, { start: 0, end: 0 }, 'csv/too-large', message, `at most ${MAX_COLUMNS} columns are read`)],
    };
  }
  diagnostics.push(...wrongHeader(bare, header));
  const names = header.map((cell) => cell.text.trim());
  const items: Node[] = [];
  for (const row of rows) {
    const broken = row.find((cell) => cell.broken);
    if (broken) {
      const message =
        broken.broken === 'open' ? 'a quote is opened here and never closed' : 'after a closing quote comes a comma or the end of the line';
      diagnostics.push(
        at(bare, { start: broken.start, end: broken.start + 1 }, 'csv/quote', message, 'write a quote inside quotes twice: ""'),
      );
    } else if (row.length !== header.length) {
      const message = `this row has ${row.length} cells, the header ${header.length}`;
      diagnostics.push(
        at(bare, { start: row[0].start, end: row[row.length - 1].end }, 'csv/row', message, 'put a cell that holds a comma in quotes'),
      );
      // Of a file without the column nobody has to be told that each of its rows is without it, too.
    } else if (names.includes('id')) items.push(projectOf(names, row));
  }
  const whole = { start: 0, end: text.length };
  const projects: Node = { ...whole, items, value: items.map(({ value }) => value) };
  const entries = new Map([
    ['handoff', { key: header[0], node: { ...header[0], value: 1 } }],
    ['projects', { key: header[0], node: projects }],
  ]);
  return { parsed: { ...bare, root: { ...whole, value: { handoff: 1, projects: projects.value }, entries } }, diagnostics };
}

function wrongHeader(source: ParsedSource, header: readonly Cell[]): Diagnostic[] {
  const seen = new Set<string>();
  const wrong: Diagnostic[] = [];
  for (const cell of header) {
    const name = cell.text.trim();
    if (seen.has(name)) wrong.push(at(source, cell, 'csv/header', `the column ${quoted(name)} is there twice`, 'keep one of the two'));
    else if (!COLUMNS.has(name) && !name.startsWith('x-')) {
      const help = suggestion(name, [...COLUMNS.keys()], 'columns');
      wrong.push(at(source, cell, 'csv/header', `unknown column ${quoted(name)}`, help));
    }
    seen.add(name);
  }
  if (!seen.has('id')) wrong.push(at(source, header[0], 'csv/header', "the column 'id' is missing", 'every project has an id'));
  return wrong;
}

function projectOf(names: readonly string[], row: readonly Cell[]): Node {
  const value = Object.create(null) as Record<string, unknown>;
  const entries = new Map<string, { key: Span; node: Node }>();
  for (const [index, cell] of row.entries()) {
    const kind = COLUMNS.get(names[index]);
    // Empty = not recorded.
    if (kind === undefined || cell.text.trim() === '') continue;
    const node = { start: cell.start, end: cell.end, value: valueOf(cell.text.trim(), kind) };
    entries.set(names[index], { key: cell, node });
    value[names[index]] = node.value;
  }
  return { start: row[0].start, end: row[row.length - 1].end, value, entries };
}

/** What a cell would be in YAML; what does not fit its column stays text, and the schema says so. */
function valueOf(text: string, kind: CellKind): unknown {
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === 'flag' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
