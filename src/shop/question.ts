/** The questions that begin with the library instead of a deal. */
import type { MenuQuestion } from '../report/menu.ts';
import type { NewQuestion } from './new.ts';

/** A question about the library. */
export type ShopQuestion = MenuQuestion | NewQuestion;

/** Whether a question is about the library. */
export function isOfLibrary(question: { readonly command: string }): question is ShopQuestion {
  return question.command === 'menu' || question.command === 'new';
}
