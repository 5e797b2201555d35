/** `handoff diff`: two sides → what changed of each open deal, and why; as an answer in its formats. */
import { PLAIN } from '../report/book/question.ts';
import { version } from '../../package.json';
import { mergeBaseOf, openCommit, type Commit } from '../base.ts';
import type { CheckOptions } from '../cli/asked.ts';
import type { Source } from '../load/source.ts';
import { formatDay } from '../model/day.ts';
import type { Diagnostic } from '../model/place.ts';
import type { Answer } from '../report/answer.ts';
import type { DiffDeal, DiffReport, DiffSide } from '../report/diff.ts';
import { DIFF_FORMATS, renderDiffMarkdown } from '../report/render/diff.ts';
import type { DiffQuestion } from './question.ts';
import { changedOf, type Budget } from './deal.ts';
import { changedFiles } from './mix.ts';
import { closedOf, diagnosticsOf, filesOf, sideOf, textsOf, worldAt, type Side, type SideDeal } from './side.ts';
import { standOf } from './stand.ts';
import type { World } from '../world.ts';

/** How often deals are judged again in one run; what is left untried then is told. */
const BUDGET = 240;

/** What a comparison says, and the files that its diagnostics are in. */
interface Compared {
  readonly answer: Answer;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
}

/** Returns the answer to `handoff diff`: exit 0 when both sides could be judged, whatever they say. */
export async function compared(question: DiffQuestion, asked: CheckOptions, world: World): Promise<Compared> {
  const opened = commitsOf(question, world);
  if ('problem' in opened) return answerOf(refused([opened.problem], asked, question, world), []);
  const [one, other] = opened.commits;
  // As a check of all deals of the workspace judges them: each after those of the same customer that come before it.
  const options = { ...asked, question: PLAIN };
  const [oldWorld, newWorld] = [worldAt(one, world), other === null ? world : worldAt(other, world)];
  const [oldTexts, newTexts] = [textsOf(options, oldWorld), textsOf(options, newWorld)];
  // One day for both, so that the time between them is no change: that of the newer side, which may have another time zone.
  const after = await sideOf(newTexts, other, options, newWorld);
  const before = await sideOf(oldTexts, one, { ...options, today: question.was ?? after.today }, oldWorld);
  const wrong = [before, after].flatMap(diagnosticsOf);
  const sources = [before, after].flatMap(filesOf);
  if (wrong.length > 0) return answerOf({ ...refused(wrong, asked, question, world), before: before.told, after: after.told }, sources);

  const budget: Budget = { left: BUDGET, spent: 0, refused: 0 };
  const deals: DiffDeal[] = [];
  for (const id of idsOf(before, after)) {
    deals.push(await dealBetween(id, { before, after, options, budget }));
  }
  const faults = [before, after].flatMap(({ report }) => report.faults);
  const diff: DiffReport = {
    schema: 'handoff/diff@1',
    tool: { name: 'handoff', version },
    before: before.told,
    after: after.told,
    files: changedFiles(before, after),
    deals,
    tried: budget.spent,
    diagnostics: [],
    faults,
    exit: faults.length > 0 ? 3 : 0,
  };
  return answerOf(diff, sources);
}

/** The two commits; the newer is null where it is the work tree. */
function commitsOf(question: DiffQuestion, world: World): { commits: [Commit, Commit | null] } | { problem: Diagnostic } {
  const one = openCommit(question.from, world);
  if ('problem' in one) return one;
  const other = question.to === null ? null : openCommit(question.to, world);
  if (other !== null && 'problem' in other) return other;
  const to = other?.opened ?? null;
  if (!question.mergeBase) return { commits: [one.opened, to] };
  const base = mergeBaseOf(one.opened, to?.commit ?? null, world);
  if (base !== null) return { commits: [base, to] };
  const message = `${question.from} and ${question.to ?? 'HEAD'} have no commit in common`;
  const help = 'name the branch that this one began at, or leave out --merge-base';
  return { problem: { file: '(command line)', line: 1, column: 1, endLine: 1, endColumn: 1, code: 'diff/no-merge-base', message, help } };
}

/** Every deal that is open on a side; one that is closed on both is no matter of a comparison. */
function idsOf(before: Side, after: Side): string[] {
  return [...new Set([...before.deals.keys(), ...after.deals.keys()])].sort();
}

/** What became of one deal that is there on either side. */
async function dealBetween(id: string, sides: Parameters<typeof changedOf>[1]): Promise<DiffDeal> {
  const { before, after } = sides;
  const [was, is] = [before.deals.get(id), after.deals.get(id)];
  const [wasClosed, isClosed] = [closedOf(before).get(id), closedOf(after).get(id)];
  const changed = was !== undefined && is !== undefined ? await changedOf(id, sides) : null;
  const { title, customer } = (is ?? was)!.report;
  const stateOf = (deal: SideDeal | undefined, closed: typeof wasClosed): string | null => deal?.report.state ?? closed?.state ?? null;
  const state = { before: stateOf(was, wasClosed), after: stateOf(is, isClosed) };
  return {
    deal: id,
    title,
    customer,
    file: (is?.report.file ?? isClosed?.file ?? was?.report.file ?? wasClosed?.file)!,
    change: changeOf(was, is, state, changed !== null),
    state,
    before: was === undefined ? null : standOf(was),
    after: is === undefined ? null : standOf(is),
    dates: [],
    rules: [],
    new: [],
    gone: [],
    causes: [],
    together: [],
    budget_spent: false,
    ...changed,
  };
}

function changeOf(was: SideDeal | undefined, is: SideDeal | undefined, state: DiffDeal['state'], changed: boolean): DiffDeal['change'] {
  if (was !== undefined && is !== undefined) return changed ? 'changed' : 'same';
  if (is !== undefined) return state.before === null ? 'added' : 'reopened';
  return state.after === null ? 'removed' : state.after === 'signed' ? 'signed' : 'closed';
}

/** The answer where nothing could be compared. */
function refused(diagnostics: readonly Diagnostic[], { today }: CheckOptions, { from, to, was }: DiffQuestion, world: World): DiffReport {
  const day = formatDay(today ?? world.today('UTC'));
  const side = (ref: string | null, on: string): DiffSide => ({ ref, commit: null, today: on });
  return {
    schema: 'handoff/diff@1',
    tool: { name: 'handoff', version },
    before: side(from, was === null ? day : formatDay(was)),
    after: side(to, day),
    files: [],
    deals: [],
    tried: 0,
    diagnostics,
    faults: [],
    exit: 2,
  };
}

function answerOf(diff: DiffReport, sources: readonly Source[]): Compared {
  return {
    diagnostics: diff.diagnostics,
    sources,
    answer: {
      exit: diff.exit,
      keep: [],
      writes: [],
      refused: null,
      render: (format, view) => DIFF_FORMATS[format](diff, view),
      review: async () => renderDiffMarkdown(diff),
    },
  };
}
