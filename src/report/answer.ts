/** What a run answers: the report itself for `check`, or what `plan` and `when` make of it. Each is plain data with its own exit code and its own formats. */
import type { JudgedDeal } from './build.ts';
import type { PlanQuestion } from './plan.ts';
import { FORMATS, type FormatName } from './render/index.ts';
import type { View } from './render/view.ts';
import type { Report } from './report.ts';

/** Which answer is wanted. */
export type Question = { readonly command: 'check' } | ({ readonly command: 'plan' } & PlanQuestion) | { readonly command: 'when' };

/** An answer, ready to be written in one of its formats. */
export interface Answer {
  readonly exit: Report['exit'];
  render(format: FormatName, view: View): string | Promise<string>;
}

/** Returns the answer to a question. What only one command needs is loaded with it, so that a check starts as fast as before. */
export async function answerTo(question: Question, report: Report, judged: readonly JudgedDeal[]): Promise<Answer> {
  switch (question.command) {
    case 'check':
      return { exit: report.exit, render: (format, view) => FORMATS[format](report, view) };
    case 'plan': {
      const [{ planReport }, { PLAN_FORMATS }] = await Promise.all([import('./plan.ts'), import('./render/plan.ts')]);
      const plans = planReport(report, judged, question);
      return { exit: plans.exit, render: (format, view) => PLAN_FORMATS[format](plans, view) };
    }
    case 'when': {
      const [{ whenReport }, { WHEN_FORMATS }] = await Promise.all([import('./when.ts'), import('./render/when.ts')]);
      const dates = whenReport(report, judged);
      return { exit: dates.exit, render: (format, view) => WHEN_FORMATS[format](dates, view) };
    }
  }
}
