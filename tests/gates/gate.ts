/**
 * The gates of correctness (planning.md §6): each tries one claim of the planner on many random workspaces, or one of what is signed and written on many
 * bits, moments and calls. `npm test` tries a few of each, `npm run gates` all that a release is held to. Everything is drawn from a seed, and a failure
 * carries the workspace, so that it can be run again.
 */

/** One try of a gate. */
export interface Tried {
  /** How often the claim was put to the test: 0 where the workspace says nothing about it. */
  readonly compared: number;
  /** What contradicts the claim, in words; empty where it holds. */
  readonly wrong: readonly string[];
  /** Things worth counting that are no failure, by name. */
  readonly seen?: Readonly<Record<string, number>>;
  /** The workspace, by file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly today: string;
}

/** A claim, and how to try it. */
export interface Gate {
  readonly name: string;
  /** What holds where nothing is wrong. */
  readonly claim: string;
  /** What `compared` counts. */
  readonly unit: string;
  /** A program that a machine may not have; without it the gate is skipped, and told so. */
  readonly needs?: 'ssh-keygen';
  /** Tries of `npm test`, and of `npm run gates`. */
  readonly few: number;
  readonly all: number;
  /** At least so many of the full run's comparisons must have taken place. */
  readonly atLeast: number;
  readonly try: (n: number) => Tried | Promise<Tried>;
}

/** What came of a gate, or of a part of it. */
export interface Outcome {
  readonly tried: number;
  readonly compared: number;
  readonly wrong: readonly {
    readonly n: number;
    readonly wrong: readonly string[];
    readonly today: string;
    readonly files: Tried['files'];
  }[];
  readonly seen: Readonly<Record<string, number>>;
}

/** Tries a gate on some of its numbers: `first`, `first + step`, … below `end`. */
export async function tryGate(gate: Gate, end: number, first = 0, step = 1): Promise<Outcome> {
  let [tried, compared] = [0, 0];
  const wrong: Outcome['wrong'][number][] = [];
  const seen: Record<string, number> = {};
  for (let n = first; n < end; n += step) {
    const one = await gate.try(n);
    tried++;
    compared += one.compared;
    for (const [name, count] of Object.entries(one.seen ?? {})) seen[name] = (seen[name] ?? 0) + count;
    if (one.wrong.length > 0) wrong.push({ n, wrong: one.wrong, today: one.today, files: one.files });
  }
  return { tried, compared, wrong, seen };
}

/** Returns the texts of a workspace by the names that the program looks for. */
export function filesOf(texts: {
  readonly policy: string;
  readonly capacity: string;
  readonly deliverables: string;
  readonly deal: string;
}): Record<string, string> {
  return {
    'handoff.yaml': texts.policy,
    'capacity.yaml': texts.capacity,
    'deliverables.yaml': texts.deliverables,
    'deals/deal.yaml': texts.deal,
  };
}
