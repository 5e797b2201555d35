/**
 * The pipeline, as far as its file tells: whether it judges by the base, sees the history, and lets its verdict count. What an expression or another workflow decides is
 * not known here, and told as not looked at.
 */
import { parseYaml } from '../load/yaml.ts';
import { rangeOf, type Node, type ParsedSource } from '../load/source.ts';
import { about, type DoctorFinding } from './finding.ts';
import { leftBootstrap, namedDeals, NOTHING_KNOWN, unknownInputs, type Surroundings } from './inputs.ts';
import { refFinding } from './ref.ts';

/** A file of a pipeline. */
export interface PipelineFile {
  /** As printed. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Returns what is to be said of a workflow of GitHub's; nothing where it does not run handoff. */
export function workflowFindings({ path, bytes }: PipelineFile, around: Surroundings = NOTHING_KNOWN): DoctorFinding[] {
  const text = new TextDecoder().decode(bytes);
  if (!/handoff/.test(text)) return [];
  const { parsed, diagnostics } = parseYaml({ kind: 'policy', path, bytes });
  if (parsed.root === null || diagnostics.length > 0) {
    const why = diagnostics[0]?.message ?? 'it is empty';
    return [about('workflow', path).unseen(`this workflow names handoff, and cannot be understood here: ${why}`)];
  }
  const events = eventsOf(get(parsed.root, 'on'));
  return [...(get(parsed.root, 'jobs')?.entries ?? [])].flatMap(([name, { node: job }]) => ofJob(name, job, parsed, events, around));
}

type Events = ReadonlyMap<string, Node | null>;

function ofJob(name: string, job: Node, parsed: ParsedSource, events: Events, around: Surroundings): DoctorFinding[] {
  const place = (node: Node): string => `${parsed.path}:${rangeOf(parsed, node).line}`;
  const called = get(job, 'uses');
  if (called !== undefined && /handoff/.test(String(called.value)))
    return [about('workflow', place(called)).unseen(`job '${name}' is another workflow's (${String(called.value)}): look at that one`)];
  const steps = get(job, 'steps')?.items ?? [];
  return steps.flatMap((step, index) => {
    const [uses, run] = [textOf(step, 'uses'), textOf(step, 'run')];
    const isAction = /(?:^|\/)handoff@/.test(uses);
    if (!isAction && !/\bhandoff(?:\.js)?["']?\s+check\b/.test(run)) return [];
    const at = place(step);
    const afterGit = steps.slice(0, index).some((before) => /\bgit\b/.test(textOf(before, 'run')));
    return [
      ...ofEvents(events, at),
      ...(isAction ? ofAction({ step, uses, job, parsed, events, afterGit, around, at }) : ofCommand(run, afterGit, around, at)),
      ofDepth(steps.slice(0, index), at),
      ...ofVerdict([step, job], run, at),
    ];
  });
}

function ofEvents(events: Events, at: string): DoctorFinding[] {
  const tell = about('workflow/event', at);
  if (events.has('pull_request_target'))
    return [
      tell.wrong(
        'pull_request_target gives the secrets of the repository to a run over what a stranger sent',
        'use pull_request; for a fork, whose token may only read, the report is in the summary of the job',
      ),
    ];
  const pull = events.get('pull_request');
  if (pull === undefined)
    return events.has('merge_group')
      ? [tell.ok('it runs in a merge queue')]
      : [tell.warn('it runs for no pull request, so a deal is judged when it is merged already', 'add pull_request to its events')];
  const filters = ['paths', 'paths-ignore'].filter((key) => pull !== null && get(pull, key) !== undefined);
  if (filters.length > 0)
    return [
      tell.warn(
        `${filters.join(' and ')} keep it from running for some pull requests: where it is required, those wait for ever; where not, they are judged by nobody`,
        'leave the filter out: a run with nothing to judge takes a second',
      ),
    ];
  const types = pull === null ? undefined : get(pull, 'types');
  const named = types?.items?.map(({ value }) => value) ?? (types === undefined ? null : [types.value]);
  const lacking = named === null ? [] : ['opened', 'synchronize'].filter((type) => !named.includes(type));
  if (lacking.length > 0)
    return [
      tell.warn(
        `types leaves out ${lacking.join(' and ')}: a pull request that is opened, or gets another commit, may be judged by nobody`,
        'leave types out',
      ),
    ];
  return [tell.ok('it runs for each pull request')];
}

/** A step that uses the action, and what decides about it. */
interface ActionStep {
  readonly step: Node;
  readonly uses: string;
  readonly job: Node;
  readonly parsed: ParsedSource;
  readonly events: Events;
  readonly afterGit: boolean;
  readonly around: Surroundings;
  readonly at: string;
}

function ofAction({ step, uses, job, parsed, events, afterGit, around, at }: ActionStep): DoctorFinding[] {
  const input = (key: string): string => textOf(get(step, 'with'), key);
  const ref = uses.slice(uses.indexOf('@') + 1);
  const base = about('workflow/base', at);
  const pinned = about('workflow/pinned', at);
  const rights = about('workflow/comment', at);
  const said = [get(job, 'permissions'), get(parsed.root!, 'permissions')].find((each) => each !== undefined);
  const granted =
    said === undefined ? null : said.entries === undefined ? said.value === 'write-all' : textOf(said, 'pull-requests') === 'write';
  return [
    /^(?:main|master|HEAD)$/.test(ref)
      ? pinned.wrong(`@${ref} is a branch: it has no built program, and changes without your word`, 'name a release tag, or its commit')
      : pinned.ok(`it runs handoff ${ref}`),
    input('base') !== ''
      ? refFinding({ ref: input('base'), place: 'input', afterGit, at })
      : events.has('pull_request')
        ? base.ok("operations' files come from the branch that the pull request is for")
        : base.wrong("without a pull request there is no base, and the branch's own files judge it", 'say base: origin/main'),
    ...unknownInputs([...(get(step, 'with')?.entries?.keys() ?? [])], at),
    ...namedDeals(input('deals'), around, at),
    ...leftBootstrap(input('bootstrap'), input('base') || null, around, at),
    input('comment') === 'false'
      ? rights.ok('it does not comment')
      : granted === null
        ? rights.unseen(
            "whether its token may comment is the repository's default",
            'say permissions: {contents: read, pull-requests: write}',
          )
        : granted
          ? rights.ok('its token may comment')
          : rights.warn(
              'its token may not comment, so the report is only in the summary of the job',
              'add pull-requests: write to its permissions',
            ),
  ];
}

function ofCommand(run: string, afterGit: boolean, around: Surroundings, at: string): DoctorFinding[] {
  const tell = about('workflow/base', at);
  // A comment of the script says nothing; an expression may have spaces in it, with or without quotes around.
  const script = run.replace(/^\s*#.*$/gm, '');
  const ref = /--base(?:=|\s+)((?:"[^"]*"|'[^']*'|\$\{\{.*?\}\}|[^\s"'])+)/.exec(script)?.[1];
  return [
    ref === undefined
      ? tell.wrong('without --base a pull request is judged by its own policy and capacity', 'add --base "origin/$GITHUB_BASE_REF"')
      : refFinding({ ref, place: 'shell', afterGit, at }),
    ...leftBootstrap(/--bootstrap\b/.test(script) ? 'true' : '', ref?.replace(/["']/g, '') ?? null, around, at),
  ];
}

function ofDepth(before: readonly Node[], at: string): DoctorFinding {
  const tell = about('workflow/depth', at);
  const checkout = before.findLast((step) => textOf(step, 'uses').startsWith('actions/checkout@'));
  if (checkout === undefined) return tell.unseen('no actions/checkout comes before it: how deep its history is, is not known here');
  const depth = textOf(get(checkout, 'with'), 'fetch-depth');
  return depth === '0'
    ? tell.ok('it sees the whole history')
    : tell.wrong(
        depth === ''
          ? 'actions/checkout fetches one commit, and --base needs the one that the branch began at'
          : `fetch-depth is ${depth}, and the branch may have begun before`,
        'give actions/checkout with: {fetch-depth: 0}',
      );
}

function ofVerdict(nodes: readonly Node[], run: string, at: string): DoctorFinding[] {
  const tell = about('workflow/verdict', at);
  const swallowed = nodes.some((node) => !['', 'false'].includes(textOf(node, 'continue-on-error')));
  if (swallowed || /--exit-zero|\|\|\s*(?:true|:|exit 0)/.test(run))
    return [
      tell.wrong('its verdict does not count: the job is green whatever it says', 'leave out continue-on-error, --exit-zero and || true'),
    ];
  const fails = textOf(get(nodes[0], 'with'), 'fail-on');
  if (fails === 'never')
    return [tell.warn('fail-on is never: a deal that does not pass can be merged', 'leave it out once the book of deals is in order')];
  if (!countsInScript(run, textOf(nodes[0], 'shell')))
    return [
      tell.unseen(
        'what its script does with the exit code of handoff check is not known here',
        'give handoff check a line of its own, without a pipe, a condition or set +e: its formats can write files',
      ),
    ];
  const conditions = nodes.filter((node) => get(node, 'if') !== undefined);
  return [
    conditions.length === 0
      ? tell.ok('a deal that does not pass makes it red')
      : tell.unseen('it has a condition (if), and when that holds is not known here'),
  ];
}

/** Whether a script ends with what handoff check ends with, as bash runs a step (`-e`, and without pipefail): nothing else on its line may take the exit code. */
function countsInScript(run: string, shell: string): boolean {
  const script = run
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\r?\n/g, ' ')
    .replace(/\$\{\{.*?\}\}/gs, '');
  if (!['', 'bash', 'sh'].includes(shell) || /\bset\s+\+[a-z]*e|\bset\s+\+o\s+errexit|\btrap\b/.test(script)) return false;
  return script.split('\n').every((line) => {
    const [, before, after] = /^(.*?)\bhandoff(?:\.js)?["']?\s+check\b(.*)$/.exec(line) ?? ['', '', ''];
    return !/(?:^|[\s;&|({])(?:if|elif|while|until|!)\s|\$\(|`/.test(before) && !/\||(?<!>)&(?!>)/.test(after);
  });
}

/** Returns what is to be said of GitLab's pipeline file, by its text; nothing where it does not run handoff. */
export function gitlabFindings({ path, bytes }: PipelineFile): DoctorFinding[] {
  const text = new TextDecoder().decode(bytes).replace(/^\s*#.*$/gm, '');
  const tell = about('workflow', path);
  if (/extends:\s*\[?\s*['"]?\.handoff\b/.test(text))
    return [tell.ok('it runs the job of ci/gitlab.yml, which judges by the base; what it overrides of it was not looked at')];
  if (!/\bhandoff\s+check\b/.test(text)) return [];
  return [
    /--base[= ]/.test(text)
      ? about('workflow/base', path).ok("operations' files come from a base")
      : about('workflow/base', path).wrong(
          'without --base a merge request is judged by its own policy and capacity',
          'include ci/gitlab.yml, or add --base',
        ),
    /GIT_DEPTH:\s*['"]?0['"]?\s*$/m.test(text)
      ? about('workflow/depth', path).ok('it sees the whole history')
      : about('workflow/depth', path).wrong(
          'GitLab fetches twenty commits, and the branch may have begun before',
          "add variables: {GIT_DEPTH: '0'}",
        ),
  ];
}

function eventsOf(on: Node | undefined): Events {
  if (on === undefined) return new Map();
  if (on.entries !== undefined) return new Map([...on.entries].map(([name, { node }]) => [name, node]));
  return new Map((on.items?.map(({ value }) => value) ?? [on.value]).map((name) => [String(name), null]));
}

function get(node: Node | undefined, key: string): Node | undefined {
  return node?.entries?.get(key)?.node;
}

function textOf(node: Node | undefined, key: string): string {
  const value = get(node, key)?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
