/** Two versions of a text, line by line. */

/** Returns the lines that differ, in their order: those that go with `-` before them, those that come with `+`. The fewest that tell it (longest common subsequence). */
export function differenceOf(before: string, after: string): string[] {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  // How many lines are common from here on, for each pair of places; deals have some hundred lines.
  const common = Array.from({ length: old.length + 1 }, () => new Int32Array(now.length + 1));
  for (let a = old.length - 1; a >= 0; a--) {
    for (let b = now.length - 1; b >= 0; b--) {
      common[a][b] = old[a] === now[b] ? common[a + 1][b + 1] + 1 : Math.max(common[a + 1][b], common[a][b + 1]);
    }
  }
  const lines: string[] = [];
  let [a, b] = [0, 0];
  while (a < old.length || b < now.length) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      a++;
      b++;
    } else if (b === now.length || (a < old.length && common[a + 1][b] >= common[a][b + 1])) lines.push(`-${old[a++]}`);
    else lines.push(`+${now[b++]}`);
  }
  return lines;
}
