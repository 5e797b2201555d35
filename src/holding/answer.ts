/** `hold`, `release` and `confirm`: judged deals, or facts alone → the answer, with the files that are written in one turn. */
import type { Facts } from '../model/facts.ts';
import type { Answer } from '../report/answer.ts';
import type { JudgedDeal } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import { confirming, type Rewriting } from './confirm.ts';
import type { Filing } from './filing.ts';
import { holding } from './hold.ts';
import type { ConfirmQuestion, HoldQuestion } from './questions.ts';
import { releasing } from './release.ts';
import { HOLDING_FORMATS } from '../report/render/holding.ts';
import { blank, type Holding } from './report.ts';

/** What is needed to keep what is held. */
export interface Keeping {
  /** Null without a policy: nobody says then how long anything may be held. */
  readonly filing: Filing | null;
  readonly signer: string | null;
  readonly rewritten: Rewriting;
}

const NOWHERE = 'there is no handoff.yaml, and what is held is kept beside it: write one, `handoff: 1` is enough (or see handoff init)';

/** Returns the answer to `hold` or `confirm` for a deal that was judged. */
export function holdingAnswer(
  question: HoldQuestion | ConfirmQuestion,
  judged: JudgedDeal | undefined,
  report: Report,
  { filing, signer, rewritten }: Keeping,
): Answer {
  const { command } = question;
  if (report.exit === 2 || judged === undefined) return answer({ report: blank(command, report, null), turn: [] });
  if (filing === null) return refused(NOWHERE);
  return answer(
    question.command === 'hold'
      ? holding(question, judged, report, filing)
      : confirming(question, judged, report, filing, signer, rewritten),
  );
}

/** Returns the answer to `release`. */
export function releaseAnswer(
  facts: Facts | null,
  report: Pick<Report, 'tool' | 'today' | 'diagnostics' | 'faults'>,
  filing: Filing | null,
): Answer {
  if (facts === null) return answer({ report: blank('release', report, null), turn: [] });
  return filing === null ? refused(NOWHERE) : answer(releasing(facts, report, filing));
}

function refused(why: string): Answer {
  return { exit: 2, keep: [], writes: [], refused: why, render: () => '' };
}

function answer(found: Holding | { readonly refused: string }): Answer {
  if ('refused' in found) return refused(found.refused);
  const { report, turn } = found;
  return { exit: report.exit, keep: [], writes: [], turn, refused: null, render: (format, view) => HOLDING_FORMATS[format](report, view) };
}
