/** What the doctor finds: one thing that was looked at, or was not and why. */

/** How it stands. What could not be looked at is never `ok`. */
export const STATES = ['ok', 'warn', 'wrong', 'not-looked-at'] as const;
/** How it stands. */
export type State = (typeof STATES)[number];

/** One thing. */
export interface DoctorFinding {
  /** A short name: `code-owners`. */
  readonly check: string;
  readonly state: State;
  /** One sentence; of what was not looked at, why. */
  readonly message: string;
  /** What to do; null where there is nothing to do. */
  readonly help: string | null;
  /** Where, as `FILE` or `FILE:LINE`; null where it is in no file. */
  readonly at: string | null;
}

/** Returns what makes findings of one check. */
export function about(check: string, at: string | null = null) {
  const finding = (state: State, message: string, help: string | null): DoctorFinding => ({ check, state, message, help, at });
  return {
    ok: (message: string) => finding('ok', message, null),
    warn: (message: string, help: string) => finding('warn', message, help),
    wrong: (message: string, help: string) => finding('wrong', message, help),
    unseen: (message: string, help: string | null = null) => finding('not-looked-at', message, help),
  };
}

/** What `handoff doctor --format json` prints. */
export interface DoctorReport {
  readonly schema: 'handoff/doctor@1';
  readonly tool: { readonly name: 'handoff'; readonly version: string };
  readonly findings: readonly DoctorFinding[];
  readonly counts: Readonly<Record<State, number>>;
  readonly exit: 0 | 1;
}
