import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillPosts, network } from '../../src/schedule/flow.ts';

describe('the largest flow', () => {
  const largest = (arcs: readonly (readonly [number, number, number])[], source: number, sink: number): number => {
    const net = network();
    for (const [from, to, capacity] of arcs) net.arc(from, to, capacity);
    return net.largest(source, sink);
  };

  test('a worked one', () => {
    // 0 → 1 (3), 0 → 2 (2), 1 → 2 (5), 1 → 3 (2), 2 → 3 (3): all five that leave 0 arrive, one of them by way of 1 → 2.
    expect(
      largest(
        [
          [0, 1, 3],
          [0, 2, 2],
          [1, 2, 5],
          [1, 3, 2],
          [2, 3, 3],
        ],
        0,
        3,
      ),
    ).toBe(5);
  });

  test('takes back what stands in the way', () => {
    // The first path found is 0 1 2 3; the second needs 1 → 2 taken back.
    const arcs = [
      [0, 1, 1],
      [1, 2, 1],
      [2, 3, 1],
      [0, 2, 1],
      [1, 3, 1],
    ] as const;
    expect(largest(arcs, 0, 3)).toBe(2);
  });

  test('of nothing is nothing', () => {
    expect(largest([[0, 1, 0]], 0, 1)).toBe(0);
    expect(largest([[1, 0, 5]], 0, 1)).toBe(0);
    expect(largest([], 0, 1)).toBe(0);
  });

  test('is the smallest cut, by trying all cuts', () => {
    const arc = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(arc, { maxLength: 14 }), (arcs) => {
        let least = Infinity;
        // Every set of nodes with the source 0 and without the sink 5.
        for (let set = 0; set < 16; set++) {
          const inside = (node: number): boolean => node === 0 || (node !== 5 && ((set >> (node - 1)) & 1) === 1);
          least = Math.min(
            least,
            arcs.reduce((sum, [from, to, capacity]) => sum + (inside(from) && !inside(to) ? capacity : 0), 0),
          );
        }
        expect(largest(arcs, 0, 5)).toBe(least);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

describe('posts and who fills them', () => {
  test('somebody who can fill only one post is not lost to another', () => {
    // Worker 0 fits both posts, worker 1 only the first.
    expect(fillPosts(2, [[0, 1], [0]])).toEqual([1, 0]);
    expect(fillPosts(2, [[0], [0]])).toBeNull();
    expect(fillPosts(0, [])).toEqual([]);
    expect(fillPosts(1, [])).toBeNull();
  });

  test('fills all posts whenever anybody could, with the fewest from the end of the list', () => {
    const workers = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 2 })), { maxLength: 5 });
    fc.assert(
      fc.property(workers, fc.integer({ min: 0, max: 3 }), (lists, posts) => {
        const fits = lists.map((list) => list.filter((post) => post < posts));
        const all: number[][] = [];
        const extend = (taken: number[]): void => {
          if (taken.length === posts) return void all.push(taken);
          fits.forEach((list, worker) => {
            if (list.includes(taken.length) && !taken.includes(worker)) extend([...taken, worker]);
          });
        };
        extend([]);
        const found = fillPosts(posts, fits);
        if (all.length === 0) {
          expect(found).toBeNull();
          return;
        }
        expect(all).toContainEqual(found);
        const from = (set: readonly number[], end: number): number => set.filter((worker) => worker >= end).length;
        for (let end = 0; end < fits.length; end++) expect(from(found!, end)).toBe(Math.min(...all.map((set) => from(set, end))));
      }),
      { numRuns: 1000, seed: 4 },
    );
  });
});
