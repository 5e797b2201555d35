/** The commands that look at no plan: `sign` and `verify` at the sign-offs of deals alone, `restate`, `gate` and `release` at what one deal says. */
import { version } from '../package.json';
import type { CheckOptions } from './cli/asked.ts';
import { factsOf } from './load/facts.ts';
import type { Loaded } from './load/sources.ts';
import { formatDay } from './model/day.ts';
import type { Diagnostic } from './model/place.ts';
import type { Answer, JudgedQuestion, Question } from './report/answer.ts';
import type { DiffQuestion } from './diff/question.ts';
import type { ShopQuestion } from './shop/question.ts';
import { keepSignOffs } from './signoff/store.ts';
import { filingOf, sellerOf, signerOf, type DealText, type Texts } from './texts.ts';
import type { World } from './world.ts';

/** A question of such a command. */
type UnplannedQuestion = Exclude<Question, JudgedQuestion | ShopQuestion | DiffQuestion>;

/** Whether a question needs no plan. */
export function needsNoPlan(question: Question): question is UnplannedQuestion {
  return ['sign', 'verify', 'restate', 'gate', 'release'].includes(question.command);
}

/** Returns the answer to such a question, with what is wrong with the input. */
export async function unplanned(
  question: UnplannedQuestion,
  options: CheckOptions,
  texts: Texts,
  sources: Loaded<DealText>,
  world: World,
): Promise<{ readonly answer: Answer; readonly diagnostics: readonly Diagnostic[] }> {
  const { ledger, form } = texts;
  switch (question.command) {
    case 'sign':
    case 'verify': {
      const { signatureAnswer } = await import('./signatures.ts');
      const deals =
        question.command === 'sign'
          ? sources.deals
          : sources.deals.map((deal) => ({ ...deal, facts: factsOf({ ...deal.text, ...deal, today: sources.today, seller: null }) }));
      const answer = signatureAnswer(question, { ...sources, deals }, ledger, signerOf(options, texts, world), world);
      return { answer, diagnostics: sources.diagnostics };
    }
    case 'release': {
      const [deal] = sources.deals;
      const facts = deal === undefined ? null : factsOf({ ...deal.text, ...deal, today: sources.today, seller: sellerOf(deal, world) });
      const { releaseAnswer } = await import('./holding/answer.ts');
      const report = {
        tool: { name: 'handoff', version } as const,
        today: formatDay(sources.today),
        diagnostics: sources.diagnostics,
        faults: [],
      };
      return { answer: releaseAnswer(facts, report, filingOf(texts, world)), diagnostics: sources.diagnostics };
    }
    case 'restate':
    case 'gate': {
      const [deal] = sources.deals;
      const facts = deal === undefined ? null : factsOf({ ...deal.text, ...deal, today: sources.today, seller: sellerOf(deal, world) });
      const keep = ledger === null ? null : (sealed: Parameters<typeof keepSignOffs>[0]) => keepSignOffs(sealed, ledger, world);
      const run = { facts, form, signer: signerOf(options, texts, world), keep, color: options.color.err, ...sources };
      return question.command === 'restate'
        ? (await import('./restate.ts')).restated({ question, ...run }, world)
        : (await import('./gate.ts')).gated({ question, ...run }, filingOf(texts, world), world);
    }
  }
}
