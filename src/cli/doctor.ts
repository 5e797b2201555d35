/** `handoff doctor`: finds out what is wrong, and says it. */
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Day } from '../model/day.ts';
import { findingsOf } from '../doctor/index.ts';
import { printFindings } from '../doctor/print.ts';
import type { World } from '../world.ts';

/** Prints what was found, and returns the exit code. */
export function doctor(format: 'text' | 'json', today: Day | null, color: boolean, world: World): Promise<number> {
  const findings = findingsOf({ today, program: programFolder(), node: process.versions.node }, world);
  return printFindings(findings, { format, color }, world);
}

/** Where the program that runs was started from: bin/handoff.js lies beside dist/. */
function programFolder(): string | null {
  try {
    const [, started] = process.argv;
    return dirname(dirname(realpathSync(started)));
  } catch {
    return null;
  }
}
