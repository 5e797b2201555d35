// What the peers have in common: a question on stdin, {limit, instances}, answered on stdout with what was found and what it cost.
import { text } from 'node:stream/consumers';

/** A moment of both clocks. */
export function now() {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}

/** Milliseconds from one moment to another. */
export function spentSince(begin, end = now()) {
  return { wall: end.wall - begin.wall, cpu: end.cpu - begin.cpu };
}

export async function timed(work) {
  const begin = now();
  const result = await work();
  return { result, spent: spentSince(begin) };
}

/** Loads the solver, tries it on the first instance so that its code is compiled, and then solves all. */
export async function answer(load, solve) {
  const { limit, instances } = JSON.parse(await text(process.stdin));
  // From the start of the process: finding and reading the package is part of loading it.
  await load();
  const loaded = { wall: performance.now(), cpu: now().cpu };
  await solve(instances[0], limit);
  const outcomes = [];
  for (const instance of instances) outcomes.push({ name: instance.name, ...(await solve(instance, limit)) });
  const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
  // Threads of a solver may keep the process alive.
  process.stdout.write(JSON.stringify({ load: loaded, outcomes, megabytes }), () => process.exit(0));
}
