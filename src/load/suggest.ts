/** "Did you mean": only where the guess is likely to be right, since a wrong one costs more than none. */
import { distance } from 'fastest-levenshtein';

/** Returns the candidate that was probably meant, or null when none is near enough. */
function nearest(word: string, candidates: Iterable<string>): string | null {
  const fold = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[-_\s]/g, '');
  // Of one character everything is near; of very long words the comparison takes quadratic time for nothing.
  if (word.length < 2 || word.length > 64) return null;
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const far = distance(fold(word), fold(candidate));
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

/** Returns `did you mean 'x'?`, else the allowed words when they are few enough to be read, else null. */
export function suggestion(word: string, candidates: readonly string[], kind: string): string | null {
  const near = nearest(word, candidates);
  if (near !== null) return `did you mean '${near}'?`;
  if (candidates.length === 0) return `there are no ${kind} yet`;
  const shown = candidates.slice(0, 12).join(', ');
  return `${kind}: ${shown}${candidates.length > 12 ? `, and ${candidates.length - 12} more` : ''}`;
}
