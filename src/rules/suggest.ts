/** "Did you mean", for what a deal names and operations' files have not. Only where the guess is likely to be right: a wrong one costs more than none. */
import { distance } from 'fastest-levenshtein';

/** Returns the name that was probably meant, or null when none is near enough. */
export function nearest(word: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  // Of very long words the comparison takes quadratic time for nothing.
  for (const name of word.length > 64 ? [] : names) {
    const far = distance(word.toLowerCase(), name.toLowerCase());
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** Returns `did you mean 'ana'?`, else what there is (`people: ana, ben`), else that there is nothing of the kind. */
export function suggestion(word: string, names: readonly string[], kind: string): string {
  const near = nearest(word, names);
  if (near !== null) return `did you mean '${near}'?`;
  if (names.length === 0) return `there are no ${kind}`;
  return `${kind}: ${names.slice(0, 12).join(', ')}${names.length > 12 ? `, and ${names.length - 12} more` : ''}`;
}
