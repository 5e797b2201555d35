/** What `handoff diff` is asked. */
import type { Day } from '../model/day.ts';

/** Two commits, or a commit and the work tree. */
export interface DiffQuestion {
  readonly command: 'diff';
  /** The older side, as git understands it. */
  readonly from: string;
  /** The newer side; null: the work tree. */
  readonly to: string | null;
  /** Whether the older side is where the newer one began. */
  readonly mergeBase: boolean;
  /** The day that the older side is judged on; null: the same as the newer. */
  readonly was: Day | null;
}
