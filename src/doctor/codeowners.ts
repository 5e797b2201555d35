/**
 * CODEOWNERS: whose approval a change of a file needs. The last line whose pattern matches decides, also where it names nobody. Patterns are those of gitignore as far
 * as GitHub takes them: without `!`, without `[ ]`, and `docs/*` is what lies directly in docs.
 */

/** A line that names a pattern. */
export interface Line {
  readonly pattern: string;
  readonly owners: readonly string[];
  /** From 1. */
  readonly line: number;
  readonly matches: RegExp;
}

/** A file, understood; `unread` are the lines whose meaning is not known. */
export interface CodeOwners {
  readonly lines: readonly Line[];
  readonly unread: readonly number[];
}

/** Returns what a CODEOWNERS file says. A section of GitLab's (`[Name] @owner`) lends its owners to the lines under it. */
export function readCodeOwners(text: string): CodeOwners {
  const lines: Line[] = [];
  const unread: number[] = [];
  let ofSection: readonly string[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const words = wordsOf(raw);
    if (words.length === 0) continue;
    const section = /^\^?\[[^\]]+\](?:\[\d+\])?\s*(.*)$/.exec(raw.trim());
    if (section !== null) {
      ofSection = wordsOf(section[1]);
      continue;
    }
    const [pattern, ...owners] = words;
    // GitHub passes such a line over, and GitLab takes the first for an exception: either way it gives nobody a say. Nor does a name that is no @account and no address.
    if (/^!|[[\]]/.test(pattern) || owners.some((owner) => !owner.includes('@'))) unread.push(index + 1);
    else lines.push({ pattern, owners: owners.length > 0 ? owners : ofSection, line: index + 1, matches: matcherOf(pattern) });
  }
  return { lines, unread };
}

/** Returns the line that decides about a path from the root of the repository; null where none matches. */
export function decidingLine({ lines }: CodeOwners, path: string): Line | null {
  return lines.findLast(({ matches }) => matches.test(path)) ?? null;
}

/** Words without what follows a `#` that begins one; `\ ` is a space inside of a word. */
function wordsOf(raw: string): string[] {
  const words = raw.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  return (comment === -1 ? words : words.slice(0, comment)).map((word) => word.replace(/\\(.)/g, '$1'));
}

function matcherOf(pattern: string): RegExp {
  const body = pattern.replace(/^\//, '').replace(/\/$/, '');
  // With a slash inside or before it, it is from the root; else it is a name at any depth.
  const anchored = pattern.startsWith('/') || body.includes('/');
  const parts = body.split('/').map((part) =>
    part === '**'
      ? null
      : part
          .split('')
          .map((letter) => (letter === '*' ? '[^/]*' : letter === '?' ? '[^/]' : letter.replace(/[\\^$.|+(){}]/, '\\$&')))
          .join(''),
  );
  let source = '';
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    if (part === null) source += last ? '.+' : '(?:[^/]+/)*';
    else source += last ? part : `${part}/`;
  }
  // A folder stands for all that is in it; what ends in `/*` stands for what lies directly there.
  const within = pattern.endsWith('/') ? '/.+' : pattern.endsWith('/*') ? '' : '(?:/.+)?';
  return new RegExp(`^${anchored ? '' : '(?:[^/]+/)*'}${source}${within}$`, 's');
}
