/** The inputs of the action: whether each is one of its own, and what those that leave deals out, or let the branch's own files in, mean. */
import { suggestion } from '../model/suggest.ts';
import { about, type DoctorFinding } from './finding.ts';

/** The inputs that action.yml has. */
export const ACTION_INPUTS = ['deals', 'base', 'changed-only', 'bootstrap', 'format', 'fail-on', 'comment', 'token'] as const;

/** What is known of the repository that a workflow lies in. */
export interface Surroundings {
  /** The folder of deals, from the root; null where that is not known, or is none. */
  readonly deals: string | null;
  /** Returns whether the base has a workspace; `ref` is a branch of the remote, null the one that a pull request is usually for. Null: not known here. */
  readonly hasWorkspace: (ref: string | null) => boolean | null;
}

/** Of a workflow about whose repository nothing is known. */
export const NOTHING_KNOWN: Surroundings = { deals: null, hasWorkspace: () => null };

/** Returns what is wrong with inputs that the action does not have: GitHub only warns of one, and it then does nothing. */
export function unknownInputs(names: readonly string[], at: string): DoctorFinding[] {
  // GitHub takes their names in any case.
  return names
    .filter((name) => !ACTION_INPUTS.some((each) => each === name.toLowerCase()))
    .map((name) =>
      about('workflow/inputs', at).wrong(
        `'${name}' is no input of the action, so it does nothing`,
        suggestion(name, ACTION_INPUTS, 'inputs'),
      ),
    );
}

/** Returns whether an action that is told which deals to judge leaves some out; nothing where it is told none, and judges all. */
export function namedDeals(deals: string, { deals: folder }: Surroundings, at: string): DoctorFinding[] {
  const named = deals
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (named.length === 0) return [];
  const tell = about('workflow/deals', at);
  const paths = named.map((path) => path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, ''));
  if (folder !== null && paths.includes(folder)) return [tell.ok(`it judges all of ${folder}`)];
  const said = named.join(', ');
  return [
    said.includes('${{')
      ? tell.unseen(`which deals it judges is decided by ${said}`, 'leave deals out: it then judges every open deal')
      : tell.warn(`it judges ${said} alone: every other deal is judged by nobody`, 'leave deals out: it then judges every open deal'),
  ];
}

/** Returns whether what is for the first adoption was left in; `ref` is the base where it names one, and null where that is the pull request's. */
export function leftBootstrap(value: string, ref: string | null, { hasWorkspace }: Surroundings, at: string): DoctorFinding[] {
  if (value === '' || value === 'false') return [];
  const tell = about('workflow/bootstrap', at);
  if (value !== 'true')
    return [tell.unseen(`whether it bootstraps is decided by ${value}`, 'take bootstrap out once the base has a workspace')];
  const there = hasWorkspace(ref);
  if (there === false) return [tell.ok('it bootstraps, and the base has no workspace yet')];
  return [
    tell.warn(
      there
        ? "bootstrap is left in, and the base has a workspace already: should it lose its capacity file or its library, the branch's own files judge"
        : "bootstrap is on, and whether the base has a workspace already is not known here: where it has none, the branch's own files judge",
      'take bootstrap out once the base has a workspace',
    ),
  ];
}
