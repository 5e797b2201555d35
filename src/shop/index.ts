/** The commands that begin with the library instead of a deal: `menu` asks of each entry what a check says of it, `new` writes the deal of some. */
import type { Workspace } from '../load/workspace.ts';
import type { Diagnostic } from '../model/place.ts';
import type { Answer } from '../report/answer.ts';
import type { JudgedDeal } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import type { World } from '../world.ts';
import { menuAnswer } from './menu.ts';
import { newAnswer } from './new.ts';
import type { ShopQuestion } from './question.ts';

/** What such a question is answered with. */
export interface Shop {
  /** Operations' files; null where they are not in order, which is told by itself. */
  readonly workspace: Workspace | null;
  /** The folder of the workspace's deals, absolute. */
  readonly dealsAt: string;
  /** Judges a deal that has no file, by its text. */
  readonly judge: (text: string) => Promise<{ readonly report: Report; readonly judged: readonly JudgedDeal[] }>;
  /** The report of nothing: what was read, and what is wrong with it. */
  readonly nothing: Report;
  readonly color: boolean;
  readonly world: Pick<World, 'cwd' | 'kind' | 'isTTY' | 'openTerminal'>;
}

/** Returns the answer to such a question, and what is wrong with what was read. */
export async function shopAnswer(
  question: ShopQuestion,
  shop: Shop,
): Promise<{ readonly answer: Answer; readonly diagnostics: readonly Diagnostic[] }> {
  return question.command === 'menu' ? menuAnswer(question, shop) : newAnswer(question, shop);
}
