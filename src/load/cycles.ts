/** Circles among names that need each other. */

/** Returns each circle once: its names, the first of them again at the end, and the link that closes it. Iterative: a chain may be long. */
export function cyclesOf<L extends { readonly from: string; readonly to: string }>(
  links: readonly L[],
): { readonly names: readonly string[]; readonly closing: L }[] {
  const next = new Map<string, L[]>();
  for (const link of links) {
    const known = next.get(link.from);
    if (known) known.push(link);
    else next.set(link.from, [link]);
  }
  const done = new Set<string>();
  const found: { names: readonly string[]; closing: L }[] = [];
  for (const start of next.keys()) {
    // The names on the way here, each with how many of its links were followed, and where each of them stands on it.
    const way: { name: string; followed: number }[] = [];
    const place = new Map<string, number>();
    const enter = (name: string): void => {
      place.set(name, way.length);
      way.push({ name, followed: 0 });
    };
    if (!done.has(start)) enter(start);
    while (way.length > 0) {
      const here = way[way.length - 1];
      const link = next.get(here.name)?.[here.followed++];
      if (link === undefined) {
        done.add(here.name);
        place.delete(here.name);
        way.pop();
        continue;
      }
      const since = place.get(link.to);
      if (since !== undefined) found.push({ names: [...way.slice(since).map(({ name }) => name), link.to], closing: link });
      else if (!done.has(link.to)) enter(link.to);
    }
  }
  return found;
}
