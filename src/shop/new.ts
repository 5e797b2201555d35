/** `handoff new`: the smallest deal file for some items; what was not typed is asked in a terminal. */
import { join, relative, sep } from 'node:path';
import { newDealText, type NewDeal } from '../load/new-deal.ts';
import type { Day } from '../model/day.ts';
import type { Library } from '../model/library.ts';
import { listed } from '../model/words.ts';
import { suggestion } from '../model/suggest.ts';
import type { Answer } from '../report/answer.ts';
import type { Report } from '../report/report.ts';
import { paintFor } from '../report/render/paint.ts';
import { paragraph } from '../report/render/restated.ts';
import { paragraphs } from '../report/render/signed.ts';
import { visible } from '../report/render/width.ts';
import { interviewed } from '../restate.ts';
import { begin } from '../signoff/interview/machine.ts';
import type { Shop } from './index.ts';
import { dealOfAnswers, newQuestions, whyNoName } from './questions.ts';

/** What is asked of `handoff new`; what is null is asked in a terminal. */
export interface NewQuestion {
  readonly command: 'new';
  /** The deal's id: its file is named by it. */
  readonly name: string | null;
  readonly items: readonly { readonly id: string; readonly quantity: number }[];
  readonly customer: string | null;
  readonly by: Day | null;
  readonly start: Day | null;
}

/** What a new deal says, and what it is called. */
export interface Named extends Pick<NewDeal, 'customer' | 'items' | 'by'> {
  readonly name: string;
}

const NOTHING = { keep: [], writes: [], refused: null, render: () => '' } as const;

type Answered = { readonly answer: Answer; readonly diagnostics: Report['diagnostics'] };

/** Returns the answer to `new`. Exit 0 when the file is written, whatever the verdict on it; 1 when somebody left without confirming. */
export async function newAnswer(question: NewQuestion, shop: Shop): Promise<Answered> {
  const { workspace, nothing } = shop;
  const { diagnostics } = nothing;
  if (workspace === null) return { answer: { exit: 2, ...NOTHING }, diagnostics };
  const { library } = workspace;
  const refuse = (refused: string): Answered => ({ answer: { exit: 2, ...NOTHING, refused }, diagnostics });

  for (const { id } of question.items) {
    const not = whyNotSold(id, library);
    if (not !== null) return refuse(not);
  }
  const taken = (id: string): boolean => shop.world.kind(fileOf(id, shop)) !== null;
  if (question.name !== null) {
    const not = whyNoName(question.name, taken);
    if (not !== null) return refuse(`'${question.name}': ${not}`);
  }
  const { name, customer, items } = question;
  if (name !== null && customer !== null && items.length > 0) {
    return { answer: await written({ ...question, name, customer }, shop), diagnostics };
  }
  if (!Object.values(library).some(({ status }) => status === 'offered'))
    return refuse('nothing in the library is for sale: see handoff menu');
  return { answer: await inTerminal(question, taken, shop, library), diagnostics };
}

/** Says why an entry cannot be put into a new deal, and what can; null when it can. What is on the roadmap may be offered for a later day. */
function whyNotSold(id: string, library: Library): string | null {
  if (!Object.hasOwn(library, id)) {
    return `'${id}' is not in the library: ${suggestion(id, Object.keys(library), 'in it')} (handoff menu shows all)`;
  }
  const { status, say, instead } = library[id];
  if (status !== 'declined') return null;
  const rather = instead.length === 0 ? '' : `; sell ${listed(instead, 'or')} instead`;
  return `'${id}' is not sold${say === undefined ? '' : `: "${say}"`}${rather}`;
}

function fileOf(name: string, { dealsAt }: Shop): string {
  return join(dealsAt, `${name}.yaml`);
}

async function inTerminal(question: NewQuestion, taken: (id: string) => boolean, shop: Shop, library: Library): Promise<Answer> {
  const { Interrupted } = await import('../signoff/ask.ts');
  const { world, color } = shop;
  const terminal = await world.openTerminal(color);
  const paint = await paintFor(color);
  const { columns } = terminal;
  const say = (text: string): void => terminal.say(paragraph('', text, columns));
  say('A new deal. Nothing is written before you confirm it, and Ctrl-C leaves.');
  try {
    const asked = newQuestions(question, taken, Object.values(library));
    const shown = (state: Parameters<typeof dealOfAnswers>[1]): string => {
      const deal = dealOfAnswers(question, state);
      return [
        '',
        paint.strong(`${deal.name}.yaml`),
        ...textOf({ ...question, ...deal })
          .split('\n')
          .map((line) => `  ${visible(line)}`),
        '',
      ].join('\n');
    };
    const confirmed = await interviewed(begin(asked), terminal, paint, (state) => shown(state.answers));
    if (confirmed === null) {
      say('nothing was written');
      return { exit: 1, ...NOTHING };
    }
    return await written({ ...question, ...dealOfAnswers(question, confirmed.state.answers) }, shop);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    terminal.say('\n');
    say('interrupted: nothing was written');
    return { exit: 130, ...NOTHING };
  }
}

function textOf({ customer, items, by, start }: Named & Pick<NewQuestion, 'start'>): string {
  return newDealText({ customer, items, by, start, signature: null });
}

/** The file, and what a check says of it already. */
async function written(deal: Named & Pick<NewQuestion, 'start'>, shop: Shop): Promise<Answer> {
  const path = fileOf(deal.name, shop);
  const text = textOf(deal);
  const { report } = await shop.judge(text);
  if (report.exit >= 2) return { exit: report.exit, ...NOTHING };
  const [first] = report.deals;
  const file = relative(shop.world.cwd, path).split(sep).join('/');
  const says = [`${file} is written: ${first.title}`, verdictText(first, deal.by), `handoff check ${file}`];
  return { exit: 0, keep: [], refused: null, writes: [{ path, was: null, text }], render: (_, view) => paragraphs(says, [], view) };
}

/** What a seller on a call wants to know next. */
function verdictText({ verdict, dates, checks }: Report['deals'][number], by: Day | null): string {
  const { safe, offer, because, unjudged } = dates;
  const far = unjudged.length === 0 ? '' : ' as far as judged';
  const dated = safe === null ? `no safe date (${because})` : `safe ${safe}${far}, offer ${offer}`;
  if (verdict === 'pass') return `It passes: ${dated}.`;
  if (by === null) return `Nobody has said by when: ${dated}.`;
  const blocking = checks.filter((check) => check.blocking && check.told_by === null);
  return `Not yet: ${dated}; ${listed(blocking.map(({ rule }) => rule))} ${blocking.length === 1 ? 'stands' : 'stand'} in the way.`;
}
