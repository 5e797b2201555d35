/** Reads the best bounds that are published for a set of instances: a CSV file beside the set's folder, named like it. */
import { BadInput } from './instance.ts';

/** No plan is shorter than `lower`, one of `upper` time units is known. */
export interface Known {
  readonly lower: number;
  readonly upper: number;
}

const HEADER = 'instance,lower_bound,upper_bound,critical_path';

/** Returns the published bounds by the name of the instance's file; throws `BadInput` that names the file and the line. */
export function readKnown(text: string, file: string): Map<string, Known> {
  const [header, ...rows] = text.trimEnd().split(/\r?\n/);
  if (header !== HEADER) throw new BadInput(`${file}:1: the header must be '${HEADER}'`);
  const known = new Map<string, Known>();
  rows.forEach((row, index) => {
    const match = /^([^,]+),(\d+),(\d+),(\d+)$/.exec(row);
    const [lower, upper] = [Number(match?.[2]), Number(match?.[3])];
    if (match === null || lower > upper) throw new BadInput(`${file}:${index + 2}: '${row}' is no name with bounds, the lower one first`);
    if (known.has(match[1])) throw new BadInput(`${file}:${index + 2}: ${match[1]} is listed twice`);
    known.set(match[1], { lower, upper });
  });
  return known;
}
