/** Texts as people mean them: the same words in another case, spacing or Unicode form are the same text. */

/** Returns a text with Unicode NFC, white space folded and case dropped, for comparing. */
export function fold(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** Returns a quantity of something: `300 × Custom branded bag`, or with a unit `90 m² of Slate roof`. */
export function quantityText(quantity: number, name: string, unit: string | undefined): string {
  return unit === undefined ? `${quantity} × ${name}` : `${quantity} ${unit} of ${name}`;
}

/** Returns `a`, `a and b`, or `a, b and c`. */
export function listed(parts: readonly string[], and = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`;
}

/** Returns the same of the first three, with how many more there are: a queue of thousands is not told by name. */
export function listedFew(parts: readonly string[]): string {
  return parts.length <= 4 ? listed(parts) : `${parts.slice(0, 3).join(', ')} and ${parts.length - 3} more`;
}
