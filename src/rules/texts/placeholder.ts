/** What people write where they have nothing to write yet. */

/** Words that say so wherever they stand, and those that say so only at the beginning. */
const ANYWHERE = /(?<![\p{L}\p{N}])(?:tb[acd]|fixme|lorem ipsum|x{3,}(?!-?l)|_{3,}|\?{2,})(?![\p{L}\p{N}])/iu;
const SHOUTED = /(?<![\p{L}\p{N}])TODO(?![\p{L}\p{N}])/u;
const AT_FIRST =
  /^(?:to be (?:advised|agreed|announced|clarified|completed|confirmed|decided|defined|determined|discussed|filled in)|to follow|will follow|to ?do(?=\s*[:–—]|[.!…]*$)|lorem|pending|placeholder|not (?:yet )?(?:known|clear|sure|decided|defined|asked)|no idea|(?:i |we )?(?:don['’]t|do not) know(?: yet)?|(?:i |we |they |you )?will (?:advise|ask|let you know|find out)|(?:the )?(?:client|customer) will (?:advise|let us know|tell us)|unknown|unclear|ask (?:later|again)|coming soon|fill in|see (?:above|below|later)|as above|ditto|dunno|asdf\w*)(?![\p{L}\p{N}])/iu;
/** These are placeholders only where nothing follows: an answer may go on from each of them. */
const WHOLE =
  /^(?:n\.?\/?a\.?|not applicable|not available|null|nil|undefined|yes\/no|x+|as (?:agreed|discussed)|open|later|same|pending|unknown|unclear|test|answer|text|description|what|who|why|name|foo|bar|dummy)[.!?…]*$/iu;
/** Something that is only punctuation, or a template's own mark: `<answer>`, `[your text]`, `{answer}`, `${answer}`. */
const EMPTY = /^[^\p{L}\p{N}]*$/u;
const TEMPLATE = /^(?:<[^<>]*>|\[[^[\]]*\]|\$?\{[^{}]*\}+|\{\{.*\}\})$/u;

/** Returns what of a text says that nobody has written it yet, as it stands there (`TBD`); null for a text that says something. */
export function placeholderIn(text: string): string | null {
  const trimmed = text.trim();
  if (EMPTY.test(trimmed) || TEMPLATE.test(trimmed) || WHOLE.test(trimmed)) return trimmed;
  return (ANYWHERE.exec(trimmed) ?? SHOUTED.exec(trimmed) ?? AT_FIRST.exec(trimmed))?.[0] ?? null;
}

/** Whether a text says nothing: it is not there, or only a placeholder. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || placeholderIn(text) !== null;
}
