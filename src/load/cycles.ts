/** Circles among names that need each other. */

/** Returns each circle once: its names, the first of them again at the end, and the link that closes it. Iterative: a chain may be long. */
export function cyclesOf<L extends { readonly from: string; readonly to: string }>(
  links: readonly L[],
): { readonly names: readonly string[]; readonly closing: L }[] {
  const next = new Map<string, L[]>();
  for (const link of links) next.set(link.from, [...(next.get(link.from) ?? []), link]);
  const done = new Set<string>();
  const found: { names: readonly string[]; closing: L }[] = [];
  for (const start of next.keys()) {
    // The names on the way here, each with the links that are still to be followed.
    const way: { name: string; left: L[] }[] = [];
    const enter = (name: string) => way.push({ name, left: [...(next.get(name) ?? [])] });
    if (!done.has(start)) enter(start);
    while (way.length > 0) {
      const here = way[way.length - 1];
      const link = here.left.shift();
      if (link === undefined) {
        done.add(here.name);
        way.pop();
        continue;
      }
      const since = way.findIndex(({ name }) => name === link.to);
      if (since !== -1) found.push({ names: [...way.slice(since).map(({ name }) => name), link.to], closing: link });
      else if (!done.has(link.to)) enter(link.to);
    }
  }
  return found;
}
