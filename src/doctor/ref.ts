/** `--base REF` in a pipeline: whether what judges is somebody else's than the branch that is judged. What cannot be known from the file is never in order. */
import { about, type DoctorFinding } from './finding.ts';

/** Where a reference is written: a shell puts values in for its variables, an input of an action is taken as it stands. */
type RefPlace = 'shell' | 'input';

/** A reference, and what else of its job decides what it means. */
export interface AskedRef {
  readonly ref: string;
  readonly place: RefPlace;
  /** Whether a step before it runs git, which may bring more branches than the checkout does. */
  readonly afterGit: boolean;
  /** As printed. */
  readonly at: string;
}

/** The runner's variables that name a commit, as the expressions that they are set from. */
const VARIABLES: Readonly<Record<string, string>> = {
  GITHUB_BASE_REF: 'github.base_ref',
  GITHUB_HEAD_REF: 'github.head_ref',
  GITHUB_REF: 'github.ref',
  GITHUB_REF_NAME: 'github.ref_name',
  GITHUB_SHA: 'github.sha',
};

/** What is the branch that is judged, or its merge with the base, by whatever name. */
const OWN: ReadonlySet<string> = new Set([
  'github.sha',
  'github.ref',
  'github.ref_name',
  'github.head_ref',
  'github.event.after',
  'github.event.pull_request.head.sha',
  'github.event.pull_request.head.ref',
  'github.event.pull_request.merge_commit_sha',
  'github.event.merge_group.head_sha',
  'github.event.merge_group.head_ref',
]);

/** Names of the branch that the pull request is for, or of the repository's usual one: branches of the remote only with `origin/` before them. */
const BASE_NAMES: ReadonlySet<string> = new Set([
  'github.base_ref',
  'github.event.pull_request.base.ref',
  'github.event.repository.default_branch',
]);

/** Commits of that branch. */
const BASE_COMMITS: ReadonlySet<string> = new Set(['github.event.pull_request.base.sha', 'github.event.merge_group.base_sha']);

/** HEAD by another name; in the merge that is checked out for a pull request, the second parent is the branch. */
const HEAD = /^(?:HEAD|@)(?:[~^]0|\^2|\^\{commit\})?$/;

/** Returns whether operations' files come from the base. */
export function refFinding({ ref, place, afterGit, at }: AskedRef): DoctorFinding {
  const tell = about('workflow/base', at);
  const raw = ref.replace(/["']/g, '').trim();
  const instead = place === 'shell' ? '"origin/$GITHUB_BASE_REF"' : 'origin/main, or leave base out';
  const name = withExpressions(raw, place);
  const expressions = [...name.matchAll(/\$\{\{([^}]*)\}\}/g)].map(([, inside]) => inside);
  if (HEAD.test(name) || name.startsWith('refs/pull/') || expressions.some((each) => OWN.has(each)))
    return tell.wrong(
      `operations' files come from ${raw}, which is the branch itself: it is judged by its own policy and capacity`,
      `name the branch that it is for: ${instead}`,
    );
  if (place === 'input' && /\$(?!\{\{)/.test(name))
    return tell.wrong(
      `base is ${raw}, and no shell puts a value in there: git knows no such commit, and nothing is judged`,
      `write origin/\${{ github.base_ref }}, or leave base out`,
    );
  const [only] = name === `\${{${expressions[0]}}}` ? expressions : [];
  if (only !== undefined && BASE_COMMITS.has(only)) return tell.ok("operations' files come from the commit that the pull request is for");
  const remote = /^(?:refs\/remotes\/)?origin\/(.+)$/.exec(name)?.[1];
  if (remote !== undefined && expressions.length === 1 && remote === `\${{${expressions[0]}}}` && BASE_NAMES.has(expressions[0]))
    return tell.ok(
      `operations' files come from ${expressions[0].endsWith('default_branch') ? 'the usual branch of the repository' : 'the branch that the pull request is for'}`,
    );
  if (remote !== undefined && remote !== 'HEAD' && /^[\w./-]+$/.test(remote)) return tell.ok(`operations' files come from ${raw}`);
  const local = /^refs\/heads\/.+/.test(name) || (/^[A-Za-z_][\w.-]*$/.test(name) && !isId(name) && !name.endsWith('HEAD'));
  if ((local || (only !== undefined && BASE_NAMES.has(only))) && !afterGit)
    return tell.wrong(
      `${raw} is a branch of the runner's own, and for a pull request actions/checkout brings only those of origin: git knows no such commit, and nothing is judged`,
      `name the branch of the remote: origin/${raw.replace(/^refs\/heads\//, '')}`,
    );
  return tell.unseen(
    `operations' files come from ${raw}, and what that is decided by is not known here`,
    'name a branch of the remote, as origin/main',
  );
}

/** Expressions without their spaces, and in a shell the runner's variables as expressions. */
function withExpressions(ref: string, place: RefPlace): string {
  const plain = ref.replace(/\$\{\{\s*([^}]*?)\s*\}\}/g, '${{$1}}');
  if (place === 'input') return plain;
  return plain.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    const expression = VARIABLES[braced ?? bare ?? ''];
    return expression === undefined ? whole : `\${{${expression}}}`;
  });
}

/** A commit by its id: whose it is, is not known here. */
function isId(name: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(name);
}
