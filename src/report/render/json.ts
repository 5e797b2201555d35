/** An answer as JSON: what other programs read. */

/** Returns an answer as JSON text, in the order of its type, ending with a line break. */
export function renderJson(answer: { readonly schema: `handoff/${string}` }): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}
