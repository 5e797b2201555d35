/** What is generated of all rules for `handoff explain`: far more text than any other command needs, so it is loaded when it is asked for. */
import EXPLAINED from './explained.json';

/** A fixture of a rule: the files that make it fail or pass, and what the check then says. */
export interface Example {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly says: string;
}

/** What is generated of a rule, beside its own words. */
export interface Explained {
  readonly options: readonly (readonly string[])[];
  readonly fail: Example;
  readonly pass: Example;
}

/** By rule. */
export const EXPLANATIONS = EXPLAINED as unknown as Readonly<Record<string, Explained>>;
