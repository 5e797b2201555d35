/** The checker of finished plans: looks at the instance and the starts, and knows nothing of the planner. */
import type { Instance } from './instance.ts';

/** Returns what is wrong with a plan that gives each activity's start and is said to take `makespan` time units; empty when it holds. */
export function wrongsOf({ activities, capacity }: Instance, starts: ArrayLike<number>, makespan: number): string[] {
  const wrong: string[] = [];
  const end = (index: number): number => starts[index] + activities[index].duration;
  let last = 0;
  activities.forEach(({ successors }, index) => {
    if (!(starts[index] >= 0)) wrong.push(`activity ${index + 1} begins at ${starts[index]}`);
    last = Math.max(last, end(index));
    for (const next of successors) {
      if (starts[next] < end(index)) {
        wrong.push(`activity ${next + 1} begins at ${starts[next]}, before activity ${index + 1} ends at ${end(index)}`);
      }
    }
  });
  for (let time = 0; time < last; time++) {
    capacity.forEach((units, resource) => {
      const used = activities.reduce(
        (sum, { demand }, index) => (starts[index] <= time && time < end(index) ? sum + demand[resource] : sum),
        0,
      );
      if (used > units) wrong.push(`R ${resource + 1} is used ${used} times at ${time}, where ${units} are`);
    });
  }
  if (last !== makespan) wrong.push(`the plan ends at ${last}, not ${makespan}`);
  return wrong;
}
