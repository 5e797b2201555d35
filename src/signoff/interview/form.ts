/**
 * An interview as a form: YAML with each question as a comment over an empty answer, to be filled in wherever there is an editor and no terminal. What comes
 * back goes through the same questions and the same checks as what is typed; all that cannot be taken is told at once.
 */
import { HIDDEN } from '../../load/hidden.ts';
import { plainMeaning, type Meaning } from '../../model/signoff.ts';
import { canonical, digestOf, hashOf } from '../digest.ts';
import { answer, asks, begin, whenText, type Question, type State } from './machine.ts';

/** What a form is about: kept in it, so that answers to one thing are not taken for answers to another. */
export interface FormHead {
  /** The kind of the interview: `restatement`. */
  readonly form: string;
  readonly deal: string;
  /** Who answers. */
  readonly by: string;
  /** Sentences for whoever fills it in. */
  readonly says: readonly string[];
}

/** One interview of a form. */
export interface FormPart {
  readonly id: string;
  /** Sentences over it. */
  readonly says: readonly string[];
  /** What was asked about, as `stampOf` has it. */
  readonly asked: Stamp;
  readonly questions: readonly Question[];
}

/**
 * What a form says of the meaning that it asks about, without telling it: its digest, and of each of its parts a hash of twelve digits, salted with the digest,
 * so that a later change can be told by name.
 */
export type Stamp = Readonly<Record<string, string>>;

/** The key of the whole meaning's digest; no part of a meaning is called so. */
const WHOLE = 'digest';

/** Returns the stamp of a meaning. */
export function stampOf(meaning: Meaning): Stamp {
  const digest = digestOf(meaning);
  return { [WHOLE]: digest, ...Object.fromEntries(partsOf(meaning).map(([key, part]) => [key, hashOfPart(digest, key, part)])) };
}

/** Returns which parts of a meaning are not what they were when a form was written, by name; empty when it means the same. */
export function changedSince(stamp: Stamp, meaning: Meaning): string[] {
  const digest = Object.hasOwn(stamp, WHOLE) ? stamp[WHOLE] : '';
  if (digest === digestOf(meaning)) return [];
  const now = new Map(partsOf(meaning).map(([key, part]) => [key, hashOfPart(digest, key, part)]));
  const keys = [...new Set([...Object.keys(stamp), ...now.keys()])].filter((key) => key !== WHOLE);
  const changed = keys.filter((key) => (Object.hasOwn(stamp, key) ? stamp[key] : undefined) !== now.get(key)).sort();
  return changed.length === 0 ? [WHOLE] : changed;
}

function partsOf(meaning: Meaning): [string, Meaning][] {
  return typeof meaning === 'object' && meaning !== null && !Array.isArray(meaning) ? Object.entries(plainMeaning(meaning) as object) : [];
}

function hashOfPart(digest: string, key: string, part: Meaning): string {
  return hashOf(`${digest}\n${key}\n${canonical(part)}`).slice(0, 12);
}

/** Returns the text of a form. */
export function formText({ form, deal, by, says }: FormHead, parts: readonly FormPart[]): string {
  const lines = [
    ...says.flatMap((line) => comment(line, '')),
    'handoff: 1',
    `form: ${form}`,
    `deal: ${scalar(deal)}`,
    `by: ${scalar(by)}`,
    '',
    'answers:',
    ...parts.flatMap((part, index) => [...(index === 0 ? [] : ['']), ...partLines(part)]),
  ];
  return `${lines.join('\n')}\n`;
}

function partLines({ id, says, asked, questions }: FormPart): string[] {
  const stamp = Object.entries(asked).map(([key, hash]) => `${scalar(key)}: ${JSON.stringify(hash)}`);
  return [
    `  ${scalar(id)}:`,
    ...says.flatMap((line) => comment(line, '    ')),
    '    # Which words these are the answers to: leave it as it is.',
    '    asked:',
    ...stamp.map((line) => `      ${line}`),
    ...questions.flatMap((question) => ['', ...questionLines(question, questions)]),
  ];
}

const HOW: Readonly<Partial<Record<Question['kind'], string>>> = {
  'pick one': 'Write one of these:',
  'pick several': 'Write those that apply between the brackets, each in quotes, with commas between them:',
  confirm: 'yes or no.',
};

function questionLines(question: Question, questions: readonly Question[]): string[] {
  const { id, ask, help, kind } = question;
  const only = whenText(question, questions);
  const how = HOW[kind];
  return [
    ...[
      ask,
      ...(help === undefined ? [] : [help]),
      ...(only === null ? [] : [`Answer ${only}.`]),
      ...(how === undefined ? [] : [how]),
    ].flatMap((line) => comment(line, '    ')),
    ...('choices' in question ? question.choices.flatMap(({ label }) => comment(`- ${label}`, '    ', '  ')) : []),
    `    ${scalar(id)}:${kind === 'pick several' ? ' []' : ''}`,
  ];
}

/** Comment lines of one sentence, in lines that an editor shows whole. What would end the comment, or hide in it, is left out. */
function comment(text: string, indent: string, inner = ''): string[] {
  const lines: string[] = [];
  const words = text
    .replace(/[\r\n\t\u0085\u2028\u2029]/gu, ' ')
    .replace(HIDDEN, '')
    .replace(/\p{Surrogate}/gu, '')
    .split(/ +/u);
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= 96) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `${indent}# ${inner}${index > 0 && inner !== '' ? '  ' : ''}${line}`.trimEnd());
}

/** A text as a key or a value of YAML: as it is where nothing of it could be read as anything else. */
function scalar(text: string): string {
  return /^[a-z][a-z0-9.-]*$/.test(text) && !['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'].includes(text)
    ? text
    : JSON.stringify(text);
}

/** An answer of a form that cannot be taken. */
export interface Refused {
  /** The question; null where it is asked nowhere. */
  readonly question: Question | null;
  readonly id: string;
  readonly no: string;
}

/**
 * Returns the interview that a form's answers make, and all that cannot be taken. Of a question that hangs on a refused answer nothing is told: whether it is
 * asked at all nobody knows yet.
 */
export function fillIn(questions: readonly Question[], said: Readonly<Record<string, unknown>>): { state: State; refused: Refused[] } {
  const refused: Refused[] = [];
  let state = begin(questions);
  for (const question of questions) {
    const { id, when } = question;
    if (refused.some((each) => each.id === when?.question)) {
      refused.push({ question, id, no: '' });
      continue;
    }
    const value = Object.hasOwn(said, id) ? said[id] : null;
    // What is not asked may stand there empty.
    if (!asks(state, id) && isNothing(value)) continue;
    const after = answer(state, id, value);
    if ('no' in after) refused.push({ question, id, no: after.no });
    else state = after;
  }
  const known = questions.map(({ id }) => id);
  const strange = Object.keys(said).filter((id) => !known.includes(id));
  return {
    state,
    refused: [...refused.filter(({ no }) => no !== ''), ...strange.map((id) => ({ question: null, id, no: 'is not asked here' }))],
  };
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
