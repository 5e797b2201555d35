/** The example workspace, which comes with the program: `check --example` judges it, `init` writes it out. */
import capacity from './capacity.yaml';
import acme from './deals/acme-041.yaml';
import norwell from './deals/norwell-042.yaml';
import deliverables from './deliverables.yaml';
import policy from './handoff.yaml';
import history from './history.csv';

/** The folder that the example is printed to lie in. */
export const EXAMPLE_FOLDER = 'example';

/** The day the example is judged on, so that it tells the same story for ever. */
export const EXAMPLE_TODAY = '2026-11-16';

/** The deal that `check --example` judges: the one with something to say. */
export const EXAMPLE_DEAL = 'deals/acme-041.yaml';

/** The example's texts by path, in the order a newcomer reads them. */
export const EXAMPLE: Readonly<Record<string, string>> = {
  'handoff.yaml': policy,
  'capacity.yaml': capacity,
  'deliverables.yaml': deliverables,
  'history.csv': history,
  'deals/acme-041.yaml': acme,
  'deals/norwell-042.yaml': norwell,
};

/** A workspace of two deals: one that passes and one that does not yet. */
export interface Example {
  /** Texts by path, in the order a newcomer reads them. */
  readonly files: Readonly<Record<string, string>>;
  readonly passes: string;
  readonly fails: string;
}

/** The example as `init` writes it for a make-to-order shop; the other profiles have their own (`profiles.ts`). */
export const MAKE_TO_ORDER: Example = { files: EXAMPLE, passes: 'deals/norwell-042.yaml', fails: EXAMPLE_DEAL };
