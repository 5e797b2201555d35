/**
 * `handoff options`: a judged deal → the ways to say yes, what somebody tries by hand, what is safe by when; and the way that is taken, written into the deal's
 * file. Nothing is written that was not read again and said the same as what was checked.
 */
import { loadDeal } from './load/workspace.ts';
import { rewritten, typedOf } from './load/rewrite.ts';
import { canonical } from './signoff/digest.ts';
import type { Answer } from './report/answer.ts';
import type { JudgedDeal } from './report/build.ts';
import { optionsReport, type NumberedOption, type OptionsQuestion, type OptionsReport } from './report/options.ts';
import { OPTIONS_FORMATS, renderOptions } from './report/render/options.ts';
import { paragraphs } from './report/render/signed.ts';
import { hang, visible } from './report/render/width.ts';
import type { Report } from './report/report.ts';
import { edited } from './options/edit.ts';
import type { Way } from './options/way.ts';
import { begin, type PickOneQuestion } from './signoff/interview/machine.ts';
import type { World } from './world.ts';

/** A run of `options`. */
export interface WaysRun {
  readonly question: OptionsQuestion;
  readonly report: Report;
  readonly judged: readonly JudgedDeal[];
  readonly color: boolean;
}

const NOTHING = { keep: [], writes: [], refused: null, render: () => '' } as const;

/** Returns the answer to `options`. */
export async function waysAnswer(
  { question, report, judged, color }: WaysRun,
  world: Pick<World, 'isTTY' | 'openTerminal'>,
): Promise<Answer> {
  const refuse = (refused: string): Answer => ({ exit: 2, ...NOTHING, refused });
  const [deal] = judged;
  if (judged.length > 1)
    return refuse(
      `options are for one deal, and here are ${judged.length}: handoff options ${judged.map(({ facts }) => facts.deal.path).join(' | ')}`,
    );
  if (deal === undefined && report.diagnostics.length === 0) return refuse('no deal was found: handoff options deals/DEAL.yaml');
  const { tries, take } = question;
  const tried =
    deal === undefined || tries.length === 0 ? null : (await import('./options/by-hand.ts')).tryByHand(deal, deal.recheck, tries);
  if (tried !== null && 'refused' in tried) return refuse(tried.refused);
  const frontier = deal !== undefined && question.frontier ? (await import('./options/frontier.ts')).frontierOf(deal, deal.recheck) : null;
  const found = optionsReport(report, deal ?? null, { tried, frontier, typed: typedOf });
  const told: Answer = { exit: found.exit, ...NOTHING, render: (format, view) => OPTIONS_FORMATS[format](found, view) };
  if (deal === undefined || take === null || found.exit >= 2) return told;
  if (deal.judgement.verdict === 'pass') return told;
  if (found.options.length === 0) return told;
  if (take !== 'ask') {
    if (take > found.options.length)
      return refuse(
        `there ${found.options.length === 1 ? 'is 1 way' : `are ${found.options.length} ways`} to say yes to ${deal.facts.deal.path}, and no ${take}`,
      );
    return taken(found, take, deal);
  }
  if (!world.isTTY('in') || !world.isTTY('err'))
    return refuse(`--take without a number asks in a terminal, and this is none: handoff options ${deal.facts.deal.path} --take N`);
  return inTerminal(found, deal, color, world);
}

/** Asks which way is taken; Ctrl-C leaves the deal as it was. */
async function inTerminal(found: OptionsReport, deal: JudgedDeal, color: boolean, world: Pick<World, 'openTerminal'>): Promise<Answer> {
  const free = found.options.filter((option) => whyNotTaken(option, deal) === null);
  const [first] = found.options;
  if (free.length === 0) return { exit: 2, ...NOTHING, refused: whyNotTaken(first, deal) };
  const terminal = await world.openTerminal(color);
  const { columns } = terminal;
  const { askAll, Interrupted } = await import('./signoff/ask.ts');
  terminal.say(`${await renderOptions(found, { detail: 'normal', color, columns })}\n`);
  const question: PickOneQuestion = {
    id: 'way',
    kind: 'pick one',
    ask: `Which of them is written into ${visible(deal.facts.deal.path)}?`,
    choices: [
      ...free.map(({ n, change }) => ({ value: String(n), label: `${n}  ${visible(change)}` })),
      { value: NONE, label: 'none: it stays as it is' },
    ],
  };
  try {
    const { answers } = await askAll(begin([question]), terminal, () => `${hang('', question.ask, columns).join('\n')}\n`);
    if (answers['way'] !== NONE) return taken(found, Number(answers['way']), deal);
    terminal.say('the deal stays as it was\n');
    return { exit: found.exit, ...NOTHING };
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    terminal.say('\ninterrupted: the deal stays as it was\n');
    return { exit: 130, ...NOTHING };
  }
}

const NONE = 'none';

/** Why a way cannot be written into the deal's file, and who has to do what instead; null when it can. */
function whyNotTaken({ n, edits, asks, needs_approval, change }: NumberedOption, { file, facts }: JudgedDeal): string | null {
  const { path } = facts.deal;
  const theirs = (['capacity', 'library'] as const).flatMap((file) => {
    const lines = (asks?.[file] ?? []).map((edit) => `${edit.path}: ${JSON.stringify(edit.value)}`);
    const name =
      file === 'capacity' ? (facts.policy.files.capacity ?? 'capacity.yaml') : (facts.policy.files.deliverables ?? 'deliverables.yaml');
    return lines.length === 0 ? [] : [`into ${name} ${lines.join('; ')}`];
  });
  if (asks !== null && theirs.length > 0) {
    const have = asks.who === 'operations' ? 'have' : 'has';
    return `${n} is no change of the deal alone: ${asks.who} ${have} to write ${theirs.join(', and ')}; then: handoff check ${path}`;
  }
  if (edits.length === 0)
    return `${n} changes nothing in the deal: '${change}' needs ${needs_approval ?? asks?.who ?? 'others'}; handoff check ${path} says what to sign`;
  return file === null
    ? `${n} cannot be written: the deal came ${path === 'stdin.yaml' || path === '-' ? 'through standard input' : 'without a file of its own'}, and only a deal file can be changed`
    : null;
}

/** Returns the answer that writes a way into the deal. */
function taken(found: OptionsReport, n: number, deal: JudgedDeal): Answer {
  const option = found.options[n - 1];
  const way = deal.ways.ways[n - 1];
  const why = whyNotTaken(option, deal);
  if (why !== null) return { exit: 2, ...NOTHING, refused: why };
  const { path, was } = deal.file!;
  const text = changedText(way, deal);
  if ('problem' in text) return { exit: 2, ...NOTHING, refused: `${deal.facts.deal.path} was not changed: ${text.problem}` };
  const answer = { ...found, exit: 0, taken: n } as const;
  const says = [
    `${deal.facts.deal.path} says now: ${option.change}`,
    ...option.typed,
    ...(option.asks === null ? [] : [`It needs ${option.asks.who} to ${option.asks.act}`]),
    ...(option.rewrite.length === 0 ? [] : [`Reword ${option.rewrite.join(', ')}: nobody else can`]),
    ...(option.needs_approval === null ? [] : [`It needs the approval of ${option.needs_approval}`]),
    ...(option.remain.length === 0 ? [] : [`Then still: ${option.remain.join(', ')}`]),
    `handoff check ${deal.facts.deal.path}`,
  ];
  return {
    exit: 0,
    ...NOTHING,
    writes: [{ path, was, text: text.text }],
    render: (format, view) => (format === 'text' ? paragraphs(says, [], view) : OPTIONS_FORMATS[format](answer, view)),
  };
}

/** Returns the text of a deal with a way in it: read again, it is the very deal that was checked. */
function changedText({ edits }: Way, { file, facts }: JudgedDeal): { readonly text: string } | { readonly problem: string } {
  const now = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file!.was);
  const changed = rewritten(now, edits);
  if ('problem' in changed) return changed;
  const { deal } = loadDeal({ kind: 'deal', path: facts.deal.path, bytes: new TextEncoder().encode(changed.text) });
  const checked = edited(facts.deal.file, edits);
  const isSame = deal !== null && canonical(deal) === canonical(checked);
  return isSame ? changed : { problem: `what was written would not be what was checked; by hand: ${edits.map(typedOf).join('; ')}` };
}
