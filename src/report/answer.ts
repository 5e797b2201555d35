/** What a run answers: the report itself for `check`, or what `plan` and `when` make of it. Each is plain data with its own exit code and its own formats. */
import type { JudgedDeal } from './build.ts';
import type { CheckQuestion } from './asked.ts';
import type { BaselineQuestion } from './baseline.ts';
import type { BookQuestion } from './book/question.ts';
import type { MenuQuestion } from './menu.ts';
import type { OptionsQuestion } from './options.ts';
import type { FillQuestion } from './fill.ts';
import type { OfferQuestion } from './offer/index.ts';
import type { PlanQuestion } from './plan.ts';
import type { BriefQuestion } from './render/brief.ts';
import { FORMATS, REVIEW_FORMATS, type FormatName, type ReviewFormat, type Seen } from './render/index.ts';
import type { View } from './render/view.ts';
import type { Report } from './report.ts';
import type { WaitingQuestion } from './waiting.ts';
import type { DiffQuestion } from '../diff/question.ts';
import type { NewQuestion } from '../shop/new.ts';
import type { Keeping } from '../holding/answer.ts';
import type { ConfirmQuestion, HoldQuestion, ReleaseQuestion } from '../holding/questions.ts';
import type { SignQuestion } from '../signoff/answer.ts';
import type { GateQuestion } from '../signoff/recording.ts';
import type { RestateQuestion } from '../signoff/restating.ts';
import type { Sealed } from '../signoff/seal.ts';
import type { SignatureQuestion, VerifyQuestion } from '../signoff/verification.ts';

/** Which answer is wanted. */
export type Question =
  | (BookQuestion & CheckQuestion)
  | ({ readonly command: 'plan' } & PlanQuestion)
  | { readonly command: 'when' }
  | OptionsQuestion
  | BriefQuestion
  | FillQuestion
  | OfferQuestion
  | { readonly command: 'say' }
  | WaitingQuestion
  | BaselineQuestion
  | SignQuestion
  | SignatureQuestion
  | VerifyQuestion
  | RestateQuestion
  | GateQuestion
  | MenuQuestion
  | NewQuestion
  | HoldQuestion
  | ConfirmQuestion
  | ReleaseQuestion
  | DiffQuestion;

/** A question about judged deals; the others look at no plan. */
export type JudgedQuestion = Exclude<
  Question,
  SignatureQuestion | VerifyQuestion | RestateQuestion | GateQuestion | MenuQuestion | NewQuestion | ReleaseQuestion | DiffQuestion
>;

/** Those of them that the report answers: `options` asks back. */
type ReportQuestion = Exclude<JudgedQuestion, OptionsQuestion>;

/** Whether a question is answered with the ways to say yes: not where a deal gets one line. */
export function needsWays({ question: { command }, detail, outputs }: Asked): boolean {
  if (detail === 'quiet' && outputs.every(({ format }) => format === 'text')) return false;
  return command === 'check' || command === 'say';
}

/** How a question is asked, as far as it decides what is looked for. */
interface Asked {
  readonly question: Question;
  readonly detail: 'quiet' | 'normal' | 'verbose';
  readonly outputs: readonly { readonly format: string }[];
}

/** A file as it is to be written. */
export interface FileWrite {
  /** Absolute. */
  readonly path: string;
  /** What was read of it, so that nobody's change in between is lost; null: it was not there. */
  readonly was: Uint8Array | null;
  readonly text: string;
}

/** Who asks and where: what an answer needs to know besides the deals. */
export interface Whence {
  /** Who git says is working here, by e-mail address. */
  readonly signer: string | null;
  /** Where the baseline is, or would be, and what it holds; null without a workspace. */
  readonly baseline: Pick<FileWrite, 'path' | 'was'> | null;
  /** What a page shows of the deals, where they were judged elsewhere; null: it is drawn when it is asked for. */
  readonly seen: Seen | null;
  /** What holding and confirming need; null for all other questions. */
  readonly keeping: Keeping | null;
}

/** An answer, ready to be written in one of its formats. */
export interface Answer {
  /** 130: somebody who was asked something interrupted it. */
  readonly exit: Report['exit'] | 130;
  /** What is signed with it, to be kept before it is told. */
  readonly keep: readonly Sealed[];
  /** Files that are written with it, before it is told: each as a whole, and only while it holds what was read of it. */
  readonly writes: readonly FileWrite[];
  /** Files of the queue that are written in one turn, in this order, if nobody else had a turn since they were read. */
  readonly turn?: readonly FileWrite[];
  /** Why nothing was signed, for standard error. */
  readonly refused: string | null;
  render(format: FormatName, view: View): string | Promise<string>;
  /** Of a report, the answer as it is read beside a pull request; all other answers have none. */
  readonly review?: (format: ReviewFormat) => Promise<string>;
}

const UNSIGNED = { keep: [], writes: [], refused: null };

/** Returns the answer to a question. What only one command needs is loaded with it, so that a check starts as fast as before. */
export async function answerTo(
  question: ReportQuestion,
  report: Report,
  judged: readonly JudgedDeal[],
  { signer, baseline, keeping, seen }: Whence,
): Promise<Answer> {
  switch (question.command) {
    case 'check': {
      const isPlain = question.rules === undefined && question.warnings === undefined;
      const asked = isPlain ? report : (await import('./asked.ts')).asAsked(report, question);
      return {
        exit: question.exitZero === true && asked.exit === 1 ? 0 : asked.exit,
        ...UNSIGNED,
        render: (format, view) => FORMATS[format](asked, view),
        review: (format) =>
          REVIEW_FORMATS[format](
            asked,
            async () => seen ?? { deals: (await import('./picture.ts')).picturesOf(report, judged), weeks: [] },
          ),
      };
    }
    case 'plan': {
      const [{ planReport }, { PLAN_FORMATS }] = await Promise.all([import('./plan.ts'), import('./render/plan.ts')]);
      const plans = planReport(report, judged, question);
      return { exit: plans.exit, ...UNSIGNED, render: (format, view) => PLAN_FORMATS[format](plans, view) };
    }
    case 'when': {
      const [{ whenReport }, { WHEN_FORMATS }] = await Promise.all([import('./when.ts'), import('./render/when.ts')]);
      const dates = whenReport(report, judged);
      return { exit: dates.exit, ...UNSIGNED, render: (format, view) => WHEN_FORMATS[format](dates, view) };
    }
    case 'brief': {
      const [{ briefOf }, { renderBrief }] = await Promise.all([import('./brief/index.ts'), import('./render/brief.ts')]);
      const brief = briefOf(report, judged);
      return { exit: brief.exit, ...UNSIGNED, render: (format) => renderBrief(brief, question, format) };
    }
    case 'fill': {
      const [{ filledOf }, { FILL_FORMATS }] = await Promise.all([import('./fill.ts'), import('./render/fill.ts')]);
      const { report: filled, text, refused } = filledOf(report, judged, question);
      const file = judged[0]?.file ?? null;
      const writes = text === null || file === null ? [] : [{ ...file, text }];
      return { exit: filled.exit, ...UNSIGNED, writes, refused, render: (format, view) => FILL_FORMATS[format](filled, view) };
    }
    case 'offer': {
      const [{ offerOf }, { renderOffer }] = await Promise.all([import('./offer/index.ts'), import('./render/offer.ts')]);
      const offer = offerOf(report, judged, question);
      return { exit: offer.data.exit, ...UNSIGNED, refused: offer.refused, render: (format) => renderOffer(offer, question, format) };
    }
    case 'say': {
      const [{ sayOf }, { SAY_FORMATS }] = await Promise.all([import('./say/index.ts'), import('./render/say.ts')]);
      const said = sayOf(report, judged);
      return { exit: said.exit, ...UNSIGNED, render: (format, view) => SAY_FORMATS[format](said, view) };
    }
    case 'waiting': {
      const [{ waitingReport, whyNobody }, { WAITING_FORMATS }] = await Promise.all([
        import('./waiting.ts'),
        import('./render/waiting.ts'),
      ]);
      const nobody = question.person === null || report.exit >= 2 ? null : whyNobody(judged, question.person);
      if (nobody !== null) return { exit: 2, ...UNSIGNED, refused: nobody, render: () => '' };
      const waiting = waitingReport(report, judged, question);
      return { exit: waiting.exit, ...UNSIGNED, render: (format, view) => WAITING_FORMATS[format](waiting, view) };
    }
    case 'baseline': {
      const [{ baselineOf }, { paragraphs }] = await Promise.all([import('./baseline.ts'), import('./render/signed.ts')]);
      // What is wrong with the input or with handoff leaves the old one.
      if (report.exit >= 2 || judged.length === 0 || baseline === null) return { exit: report.exit, ...UNSIGNED, render: () => '' };
      const { text, says } = baselineOf(question, judged, judged[0].facts.today);
      return { exit: 0, ...UNSIGNED, writes: [{ ...baseline, text }], render: (_, view) => paragraphs(says, [], view) };
    }
    case 'hold':
    case 'confirm': {
      const { holdingAnswer } = await import('../holding/answer.ts');
      return holdingAnswer(question, judged[0], report, keeping!);
    }
    case 'approve':
    case 'date': {
      const [{ signingOf }, { signedText }] = await Promise.all([import('../signoff/answer.ts'), import('./render/signed.ts')]);
      // What is wrong with the input is told by itself.
      if (report.exit >= 2) return { exit: report.exit, ...UNSIGNED, render: () => '' };
      const signing = signingOf(question, judged[0], signer);
      if ('refused' in signing) return { exit: 2, ...UNSIGNED, refused: signing.refused, render: () => '' };
      return { exit: 0, ...UNSIGNED, keep: signing.keep, render: (_, view) => signedText(signing, judged[0].facts, view) };
    }
  }
}
