/** Plain values as people write them in YAML: in one line, or as a block of lines. Whatever could be taken for something else is quoted. */

/** How wide a map or a list may be that is written in one line of a block. */
const NARROW = 72;

/** What the core schema reads as something other than text. */
const NOT_TEXT =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)?$/;
/** Begins with no sign of YAML's, holds none of a flow collection's, and does not end in a space or a colon. */
const PLAIN = /^[\p{L}\p{N}_(/.$€£+](?:[^\p{C}\p{Z},[\]{}]| (?=[^ #]))*$/u;

/** Returns a value in one line. `quote`: the quotes that its author used for the text before it. */
export function flowOf(value: unknown, quote: '"' | "'" | null = null): string {
  if (Array.isArray(value)) return `[${value.map((each) => flowOf(each)).join(', ')}]`;
  if (isMap(value))
    return `{${entriesOf(value)
      .map(([key, each]) => `${scalarOf(key, null)}: ${flowOf(each)}`)
      .join(', ')}}`;
  return scalarOf(value, quote);
}

/** Returns a value as lines that stand below a key or behind a dash; one line, when it needs no more. */
function linesOf(value: unknown): { readonly lines: readonly string[]; readonly isBlock: boolean } {
  const flow = flowOf(value);
  const parts = Array.isArray(value) ? value : isMap(value) ? entriesOf(value).map(([, each]) => each) : [];
  if (parts.length === 0 || (flow.length <= NARROW && (Array.isArray(value) || parts.length < 4))) return { lines: [flow], isBlock: false };
  if (Array.isArray(value)) return { lines: value.flatMap((each) => behindDash(each)), isBlock: true };
  return { lines: entriesOf(value as object).flatMap(([key, each]) => belowKey(key, each)), isBlock: true };
}

/** Returns the lines of an entry of a block list. */
export function behindDash(value: unknown): string[] {
  // A map of its own is what a list of blocks is for.
  const block = isMap(value) && entriesOf(value).length > 0 ? entriesOf(value).flatMap(([key, each]) => belowKey(key, each)) : null;
  const [first, ...rest] = block ?? [flowOf(value)];
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** Returns the lines of an entry of a block map. */
export function belowKey(key: string, value: unknown): string[] {
  const { lines, isBlock } = linesOf(value);
  const name = scalarOf(key, null);
  return isBlock ? [`${name}:`, ...lines.map((line) => `  ${line}`)] : [`${name}: ${lines[0]}`];
}

function scalarOf(value: unknown, quote: '"' | "'" | null): string {
  if (typeof value !== 'string') return String(value);
  // JSON's quotes are YAML's double quotes.
  const isOneLine = !/[\p{C}]/u.test(value);
  if (quote === "'" && isOneLine) return `'${value.replaceAll("'", "''")}'`;
  const plain = quote === null && PLAIN.test(value) && !NOT_TEXT.test(value) && !/: |:$/.test(value) && !/^(?:---|\.\.\.)/.test(value);
  return plain ? value : JSON.stringify(value);
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}

/** Whether a value is a map. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
