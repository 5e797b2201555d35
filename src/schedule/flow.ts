/**
 * Two old algorithms for "who can do what", on networks of a few hundred arcs: the largest flow (Y. Dinitz 1970: shortest augmenting paths in layers, each
 * layer filled before the next is built), and a matching that prefers who comes first (augmenting paths: H. Kuhn 1955).
 */

/** A network of nodes by number, with whole capacities. */
export interface Network {
  /** Adds an arc; nodes are what arcs name. */
  arc(from: number, to: number, capacity: number): void;
  /** Returns the largest flow from one node to another. To be asked once: it uses the capacities up. */
  largest(source: number, sink: number): number;
}

/** Returns a network without arcs. */
export function network(): Network {
  // Arc a and its way back a ^ 1 stand side by side.
  const to: number[] = [];
  const left: number[] = [];
  const from: number[][] = [];
  const arcsOf = (node: number): number[] => (from[node] ??= []);

  const layersFrom = (source: number): number[] => {
    const layer: number[] = [];
    layer[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (const a of arcsOf(node)) {
        if (left[a] === 0 || layer[to[a]] !== undefined) continue;
        layer[to[a]] = layer[node] + 1;
        queue.push(to[a]);
      }
    }
    return layer;
  };
  /** Pushes up to `most` from a node to the sink, layer by layer; `next` remembers which arcs are used up. */
  const push = (node: number, sink: number, most: number, layer: readonly number[], next: number[]): number => {
    if (node === sink) return most;
    const arcs = arcsOf(node);
    for (next[node] ??= 0; next[node] < arcs.length; next[node]++) {
      const a = arcs[next[node]];
      if (left[a] === 0 || layer[to[a]] !== layer[node] + 1) continue;
      const pushed = push(to[a], sink, Math.min(most, left[a]), layer, next);
      if (pushed === 0) continue;
      left[a] -= pushed;
      left[a ^ 1] += pushed;
      return pushed;
    }
    return 0;
  };

  return {
    arc(start, end, capacity) {
      arcsOf(start).push(to.push(end) - 1);
      left.push(capacity);
      arcsOf(end).push(to.push(start) - 1);
      left.push(0);
    },
    largest(source, sink) {
      let flow = 0;
      for (let layer = layersFrom(source); layer[sink] !== undefined; layer = layersFrom(source)) {
        const next: number[] = [];
        for (let pushed = push(source, sink, Infinity, layer, next); pushed > 0; pushed = push(source, sink, Infinity, layer, next))
          flow += pushed;
      }
      return flow;
    },
  };
}

/**
 * Returns for each post who fills it, or null when they cannot all be filled by different people. `fits[w]` are the posts that worker w may fill. Whoever
 * comes first is taken where that is possible: of all ways to fill the posts this one takes the fewest from the end of the list, whatever "the end"
 * is (the sets that can be matched are a matroid, and taking the cheapest first is best for all thresholds of a matroid at once).
 */
export function fillPosts(posts: number, fits: readonly (readonly number[])[]): number[] | null {
  const filledBy: number[] = Array.from({ length: posts }, () => -1);
  const place = (worker: number, seen: Set<number>): boolean => {
    for (const post of fits[worker]) {
      if (seen.has(post)) continue;
      seen.add(post);
      if (filledBy[post] !== -1 && !place(filledBy[post], seen)) continue;
      filledBy[post] = worker;
      return true;
    }
    return false;
  };
  let filled = 0;
  for (let worker = 0; worker < fits.length && filled < posts; worker++) if (place(worker, new Set())) filled++;
  return filled === posts ? filledBy : null;
}
