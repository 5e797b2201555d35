/** "Did you mean": only where the guess is likely to be right, since a wrong one costs more than none. */
import { distance } from 'fastest-levenshtein';

/** Returns the candidate that was probably meant, or null when none is near enough. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const fold = (text: string) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[-_\s]/g, '');
  // Of one character everything is near; of very long words the comparison takes quadratic time for nothing.
  if (word.length < 2 || word.length > 64) return null;
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  const folded = fold(word);
  for (const candidate of candidates) {
    const far = editsBetween(folded, fold(candidate), least);
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

/** Returns how many letters differ; two neighbours that changed places are one edit, not two. Exact only where it matters: below `limit`. */
function editsBetween(word: string, candidate: string, limit: number): number {
  const edits = distance(word, candidate);
  // One swap saves one edit.
  if (edits < 2 || edits > limit) return edits;
  for (let at = 1; at < word.length; at++) {
    const swapped = word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
    if (distance(swapped, candidate) === edits - 2) return edits - 1;
  }
  return edits;
}

/** Returns `did you mean 'x'?`, else the allowed words, the first dozen of them. */
export function suggestion(word: string, candidates: readonly string[], kind: string): string {
  const near = nearest(word, candidates);
  if (near !== null) return `did you mean '${near}'?`;
  if (candidates.length === 0) return `there are no ${kind}`;
  const shown = candidates.slice(0, 12).join(', ');
  return `${kind}: ${shown}${candidates.length > 12 ? `, and ${candidates.length - 12} more` : ''}`;
}
