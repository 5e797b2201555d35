// How often a property is tried: a little in `npm test`, each time the same, so that a failure comes again; much in `npm run test:long`.

/** Returns how many random workspaces are looked at: so many, or HANDOFF_SEEDS. */
export function seedsOr(few: number): number {
  return Number(process.env['HANDOFF_SEEDS'] ?? few);
}

/** Returns fast-check's settings for so many tries, or HANDOFF_RUNS. */
export function tries(few: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: Number(process.env['HANDOFF_RUNS'] ?? few), seed: 7 };
}
