/** Characters that make a text say something else than it shows. */

/**
 * Control characters other than tab and line breaks, soft hyphen, zero-width and bidirectional ones, and the byte order mark away from the
 * beginning. A zero-width joiner after an emoji is part of the emoji.
 */
export const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|(?<!\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|\uFE0F)\u200D/gu;

/** Returns a character as `U+202E`. */
export function nameOfCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
