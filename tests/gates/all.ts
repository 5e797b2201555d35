/** All gates, in the order in which they are told. */
import { clauses } from './clauses.ts';
import { flips } from './flips.ts';
import type { Gate } from './gate.ts';
import { mends } from './mends.ts';
import { HOLD_GATES } from './holds.ts';
import { lessCapacity, monotone } from './monotone.ts';
import { oracle } from './oracle.ts';
import { restatedGate } from './restated.ts';
import { sound } from './sound.ts';
import { ways } from './ways.ts';
import { WRITE_GATES } from './writes.ts';

export const GATES: readonly Gate[] = [
  oracle,
  clauses,
  sound,
  monotone,
  lessCapacity,
  mends,
  restatedGate,
  ways,
  flips,
  ...WRITE_GATES,
  ...HOLD_GATES,
];
