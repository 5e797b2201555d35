/**
 * Reads instances of the project scheduling library PSPLIB (R. Kolisch and A. Sprecher, 1996) in its single-mode `.sm` format. Strict: a number that is
 * missing, or one too many, would give another instance whose published optimum is not this one's.
 */

/** Wrong input: told with its place, exit code 2. */
export class BadInput extends Error {}

/** One project: activities in an order that respects who precedes whom, resources that are there all the time. */
export interface Instance {
  readonly name: string;
  readonly activities: readonly Activity[];
  /** Units of each resource. */
  readonly capacity: readonly number[];
}

/** One activity. The first and the last one take no time: they are the beginning and the end. */
interface Activity {
  /** Time units. */
  readonly duration: number;
  /** Units it holds of each resource while it runs. */
  readonly demand: readonly number[];
  /** Indexes of the activities that may begin only when it has ended; all larger than its own. */
  readonly successors: readonly number[];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Returns the instance in the text of a `.sm` file; throws `BadInput` that names the file and the line. */
export function readInstance(text: string, file: string): Instance {
  const lines = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line, index): Line => ({ number: index + 1, text: line }));
  const bad = (line: Line | undefined, message: string): BadInput => new BadInput(`${file}:${line?.number ?? lines.length}: ${message}`);
  const find = (start: string): Line => {
    const found = lines.find((line) => line.text.startsWith(start));
    if (found === undefined) throw bad(undefined, `there is no line that begins with '${start}'`);
    return found;
  };
  /** Returns the whole numbers of a line; nothing else may stand there. */
  const numbers = (line: Line): number[] =>
    line.text
      .trim()
      .split(/\s+/)
      .map((word) => {
        if (!/^\d{1,6}$/.test(word)) throw bad(line, `'${word}' is no whole number`);
        return Number(word);
      });
  /** Returns the only number behind the colon of a line, which a letter may follow. */
  const count = (start: string): number => {
    const line = find(start);
    const match = /:\s*(\d{1,6})\s*[A-Z]?\s*$/.exec(line.text);
    if (match === null) throw bad(line, `no number stands behind the colon`);
    return Number(match[1]);
  };
  /** Returns so many rows of a section, from `below` lines under its title. */
  const rows = (title: Line, below: number, many: number): Line[] => {
    const from = title.number - 1 + below;
    const found = lines.slice(from, from + many);
    const early = found.find((line) => line.text.startsWith('*') || line.text.trim() === '');
    if (early !== undefined || found.length < many) throw bad(early, `'${title.text.trim()}' must have ${many} rows`);
    const next = lines[from + many];
    if (next !== undefined && !next.text.startsWith('*')) throw bad(next, `'${title.text.trim()}' has more than ${many} rows`);
    return found;
  };

  const jobs = count('jobs ');
  const kinds = count('  - renewable ');
  for (const other of ['  - nonrenewable ', '  - doubly constrained ']) {
    if (count(other) > 0) throw bad(find(other), 'only resources that renew themselves are planned here');
  }
  if (jobs < 2 || kinds < 1) throw bad(find('jobs '), 'a project has a beginning, an end and a resource');

  const [available] = rows(find('RESOURCEAVAILABILITIES'), 2, 1);
  const capacity = numbers(available);
  if (capacity.length !== kinds) throw bad(available, `${capacity.length} availabilities are given for ${kinds} resources`);

  const successors = rows(find('PRECEDENCE RELATIONS'), 2, jobs).map((line, index) => {
    const [job, modes, many, ...list] = numbers(line);
    if (job !== index + 1) throw bad(line, `job ${index + 1} must stand here, not ${job}`);
    if (modes !== 1) throw bad(line, `job ${job} has ${modes} modes; only one is planned here`);
    if (list.length !== many) throw bad(line, `${list.length} successors are listed, ${many ?? 'none'} announced`);
    for (const next of list) {
      if (next <= job || next > jobs) throw bad(line, `job ${job} cannot precede ${next}: successors have larger numbers, up to ${jobs}`);
    }
    if (new Set(list).size !== list.length) throw bad(line, 'a successor is listed twice');
    return list.map((next) => next - 1);
  });

  const activities = rows(find('REQUESTS/DURATIONS'), 3, jobs).map((line, index): Activity => {
    const [job, mode, duration, ...demand] = numbers(line);
    if (job !== index + 1) throw bad(line, `job ${index + 1} must stand here, not ${job}`);
    if (mode !== 1) throw bad(line, `mode ${mode} of job ${job}: only one mode is planned here`);
    if (demand.length !== kinds) throw bad(line, `${demand.length} requests are given for ${kinds} resources`);
    const over = demand.findIndex((units, resource) => units > capacity[resource]);
    if (duration > 0 && over >= 0) throw bad(line, `job ${job} needs ${demand[over]} units of R ${over + 1}, where ${capacity[over]} are`);
    return { duration, demand, successors: successors[index] };
  });
  return { name: file.replace(/^.*[\\/]/, ''), activities, capacity };
}
