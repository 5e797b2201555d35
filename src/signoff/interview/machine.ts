/**
 * An interview as plain data: a list of questions, and the answers given so far. Nothing here asks anybody: a terminal (`ask.ts`) and a form that was filled in
 * (`form.ts`) bring what was said, and hear why it cannot be taken, in the same words.
 *
 * A question may depend on an earlier answer (`when`), and on nothing that comes later; so the list can be printed as a form before anything is answered. An
 * answer that is changed takes those with it that were only asked because of it.
 */
import { formatDay, parseDay, type Day } from '../../model/day.ts';
import { HIDDEN, nameOfCharacter } from '../../load/hidden.ts';
import { fold, listed } from '../../model/words.ts';

/** What is kept of an answer: text, a day, a number, the values of choices, yes or no; null: left empty, where that is allowed. */
export type Value = string | number | boolean | readonly string[] | null;

/** The answers so far, by the ids of their questions. */
export type Answers = Readonly<Record<string, Value>>;

/** Says why a value cannot be taken although it is of the right kind, as a sentence without its full stop; null when it can. */
type WhyNot<Kept> = (value: Kept, answers: Answers) => string | null;

/** What is picked from: `value` is kept, `label` is read. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Asked only where an earlier question was answered so: with one of these (or picked one of them), or with anything at all. */
interface Condition {
  readonly question: string;
  readonly is: 'anything' | readonly (string | boolean)[];
}

interface Common<Kept> {
  /** Unique in its interview. */
  readonly id: string;
  /** The question, as somebody would ask it at a table. */
  readonly ask: string;
  /** How it is answered, or what is meant, in a sentence. */
  readonly help?: string;
  /** Whether it may be left empty; it is then kept as null, and picks as an empty list. */
  readonly optional?: true;
  readonly when?: Condition;
  readonly whyNot?: WhyNot<Kept>;
}

/** Words of one's own, in one line: white space is folded, and 2,000 characters are the most. */
interface TextQuestion extends Common<string> {
  readonly kind: 'text';
}
/** A day, as 2026-12-07. */
interface DateQuestion extends Common<Day> {
  readonly kind: 'date';
}
/** A whole number from `least` (1). */
interface NumberQuestion extends Common<number> {
  readonly kind: 'number';
  readonly least?: number;
}
/** One of some choices. */
export interface PickOneQuestion extends Common<string> {
  readonly kind: 'pick one';
  readonly choices: readonly Choice[];
}
/** Some of some choices, kept in the order of the choices; at least one where it is not optional. */
interface PickSeveralQuestion extends Common<readonly string[]> {
  readonly kind: 'pick several';
  readonly choices: readonly Choice[];
}
/** Yes or no. */
interface ConfirmQuestion extends Common<boolean> {
  readonly kind: 'confirm';
}

/** A question, as data. */
export type Question = TextQuestion | DateQuestion | NumberQuestion | PickOneQuestion | PickSeveralQuestion | ConfirmQuestion;

/** An interview as far as it has come. */
export interface State {
  readonly questions: readonly Question[];
  readonly answers: Answers;
}

/** What is asked now: the `nth` question `of` so many as are asked by the answers so far, and by most answers to what is still open. */
export interface Next {
  readonly question: Question;
  readonly nth: number;
  readonly of: number;
}

/** The longest text that is taken: more than anybody says of one promise, and less than what is pasted by mistake. */
export const LONGEST = 2000;

/** Returns an interview of which nothing is answered. */
export function begin(questions: readonly Question[]): State {
  return { questions, answers: {} };
}

/** Returns the next question, or `done`. */
export function next({ questions, answers }: State): Next | 'done' {
  const asked = questions.filter((question) => isAsked(question, answers));
  const index = asked.findIndex(({ id }) => !Object.hasOwn(answers, id));
  if (index < 0) return 'done';
  const likely = questions.filter((question) => isLikely(question, questions, answers));
  return { question: asked[index], nth: index + 1, of: asked.length + likely.length };
}

/** Whether most answers to a question that is still open lead to this one: it is counted before it is sure, so that few counts grow on the way. */
function isLikely({ when }: Question, questions: readonly Question[], answers: Answers): boolean {
  if (when === undefined || when.is === 'anything' || Object.hasOwn(answers, when.question)) return false;
  const on = questions.find(({ id }) => id === when.question);
  return on?.kind === 'pick one' && isAsked(on, answers) && when.is.length * 2 > on.choices.length;
}

/**
 * Returns the interview with one answer more, or another one; or why that cannot be taken. `said` is whatever was typed, picked or written into a form: what it
 * means depends on the question. What later questions were answered stays as far as they are still asked, and can be taken beside it.
 */
export function answer({ questions, answers }: State, id: string, said: unknown): State | { readonly no: string } {
  const question = questions.find((each) => each.id === id);
  if (question === undefined) return { no: 'is not asked here' };
  if (!isAsked(question, answers)) return { no: `is not asked: ${conditionText(question.when!, questions)}` };
  const read = valueOf(question, said, answers);
  if ('no' in read) return read;
  return { questions, answers: stillAsked(questions, { ...answers, [id]: read.value }) };
}

/** Whether a question is asked, by the answers so far. */
export function asks({ questions, answers }: State, id: string): boolean {
  return questions.some((question) => question.id === id && isAsked(question, answers));
}

/** Returns the interview without the last answer, so that it is asked again; as it is when there is none. */
export function back({ questions, answers }: State): State {
  const last = questions.findLast(({ id }) => Object.hasOwn(answers, id));
  return last === undefined ? { questions, answers } : without({ questions, answers }, last.id);
}

/** Returns the answers of one state that are others in a later one, or are not given there any more: the question, and what was said first. */
export function changedAnswers(first: State, later: State): { readonly asked: string; readonly said: string }[] {
  return first.questions.flatMap((question) => {
    const { id, ask } = question;
    if (!Object.hasOwn(first.answers, id)) return [];
    const said = valueText(question, first.answers[id]);
    const same = Object.hasOwn(later.answers, id) && valueText(question, later.answers[id]) === said;
    return same ? [] : [{ asked: ask, said }];
  });
}

/** Returns the interview without one answer, and without those that were only asked because of it. */
export function without({ questions, answers }: State, id: string): State {
  return { questions, answers: stillAsked(questions, Object.fromEntries(Object.entries(answers).filter(([other]) => other !== id))) };
}

/** Returns when a question is asked, in words; null when it always is. */
export function whenText(question: Question, questions: readonly Question[]): string | null {
  return question.when === undefined ? null : conditionText(question.when, questions);
}

function conditionText({ question: id, is }: Condition, questions: readonly Question[]): string {
  const on = questions.find((each) => each.id === id);
  if (is === 'anything') return `only where '${id}' is answered`;
  const labels = is.map((value) => {
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return on !== undefined && 'choices' in on ? (on.choices.find((choice) => choice.value === value)?.label ?? value) : value;
  });
  return `only where the answer to '${id}' is ${listed(
    labels.map((label) => `'${label}'`),
    'or',
  )}`;
}

function isAsked({ when }: Question, answers: Answers): boolean {
  if (when === undefined) return true;
  const value = Object.hasOwn(answers, when.question) ? answers[when.question] : null;
  if (value === null || (Array.isArray(value) && value.length === 0)) return false;
  const { is } = when;
  if (is === 'anything') return true;
  return (Array.isArray(value) ? (value as readonly string[]) : [value]).some((each) => (is as readonly unknown[]).includes(each));
}

/** Drops what is not asked any more, or cannot be taken beside what is said now; in the order of the questions, of which each depends only on those before it. */
function stillAsked(questions: readonly Question[], answers: Answers): Answers {
  const kept: Record<string, Value> = {};
  for (const question of questions) {
    const { id } = question;
    if (Object.hasOwn(answers, id) && isAsked(question, kept) && isTaken(question, answers[id], kept)) kept[id] = answers[id];
  }
  return kept;
}

function isTaken({ whyNot }: Question, value: Value, answers: Answers): boolean {
  // A value that is kept is of its question's kind.
  return value === null || whyNot === undefined || (whyNot as WhyNot<Value>)(value, answers) === null;
}

/** What was said, or why it cannot be taken. */
type Read<Kept> = { readonly value: Kept } | { readonly no: string };

function valueOf(question: Question, said: unknown, answers: Answers): Read<Value> {
  if (isEmpty(said)) {
    if (question.optional) return { value: question.kind === 'pick several' ? [] : null };
    return { no: EMPTY[question.kind] };
  }
  switch (question.kind) {
    case 'text':
      return checked(textOf(said), question.whyNot, answers);
    case 'date':
      return checked(dayOfText(said), question.whyNot, answers);
    case 'number':
      return checked(numberOf(said, question.least ?? 1), question.whyNot, answers);
    case 'pick one':
      return checked(choiceOf(said, question.choices), question.whyNot, answers);
    case 'pick several':
      return checked(choicesOf(said, question.choices), question.whyNot, answers);
    case 'confirm':
      return checked(yesOrNo(said), question.whyNot, answers);
  }
}

const EMPTY: Readonly<Record<Question['kind'], string>> = {
  text: 'nothing is said yet: say it in a few words',
  date: 'no date is given yet: write it as YYYY-MM-DD',
  number: 'no number is given yet',
  'pick one': 'nothing is picked yet: pick one',
  'pick several': 'nothing is picked yet: pick at least one',
  confirm: 'neither yes nor no is said yet',
};

function isEmpty(said: unknown): boolean {
  return (
    said === null || said === undefined || (typeof said === 'string' && said.trim() === '') || (Array.isArray(said) && said.length === 0)
  );
}

function checked<Kept extends Value>(read: Read<Kept>, whyNot: WhyNot<Kept> | undefined, answers: Answers): Read<Kept> {
  if ('no' in read || whyNot === undefined) return read;
  const because = whyNot(read.value, answers);
  return because === null ? read : { no: because };
}

function textOf(said: unknown): Read<string> {
  if (typeof said === 'number' || typeof said === 'boolean') return { value: String(said) };
  if (typeof said !== 'string') return { no: 'that is a list or a map, and one text is asked for' };
  if (said.length > LONGEST * 2) return tooLong(said);
  const hidden = said.match(HIDDEN)?.[0];
  if (hidden !== undefined)
    return { no: `that holds a character that cannot be seen (${nameOfCharacter(hidden)}): type it instead of pasting it` };
  // Half a character of UTF-16 has no form in a file.
  if (/\p{Surrogate}/u.test(said)) return { no: 'that holds half a character: type it instead of pasting it' };
  const value = said.normalize('NFC').trim().replace(/\s+/gu, ' ');
  return value.length > LONGEST ? tooLong(value) : { value };
}

function tooLong(text: string): { no: string } {
  return { no: `that has ${text.length} characters, and ${LONGEST} are the most: say it shorter` };
}

function dayOfText(said: unknown): Read<Day> {
  const text = textOf(said);
  if ('no' in text) return text;
  const day = parseDay(text.value);
  // A date in a sentence would look like one that is looked for.
  if (!/^\d{4}-\d\d-\d\d$/.test(text.value)) return { no: `'${short(text.value)}' is not a date: write it as YYYY-MM-DD` };
  return typeof day === 'string' ? { no: `'${short(text.value)}' ${day}` } : { value: day };
}

function numberOf(said: unknown, least: number): Read<number> {
  const text = textOf(said);
  if ('no' in text) return text;
  const number = /^\d{1,10}$/.test(text.value) ? Number(text.value) : Number.NaN;
  return number >= least && number <= 1e9 ? { value: number } : { no: `'${short(text.value)}' is not a whole number from ${least}` };
}

/** A choice is named by its value or by its label, in whatever case. */
function choiceOf(said: unknown, choices: readonly Choice[]): Read<string> {
  const text = textOf(said);
  if ('no' in text) return text;
  const found =
    choices.find(({ value }) => value === text.value) ??
    choices.find(({ value, label }) => fold(value) === fold(text.value) || fold(label) === fold(text.value));
  if (found !== undefined) return { value: found.value };
  const labels = choices.map(({ label }) => `'${short(label)}'`);
  return { no: `'${short(text.value)}' is not one of the choices: ${listed(labels, 'or')}` };
}

function choicesOf(said: unknown, choices: readonly Choice[]): Read<readonly string[]> {
  const picked = new Set<string>();
  for (const each of Array.isArray(said) ? said : [said]) {
    const read = choiceOf(each, choices);
    if ('no' in read) return read;
    picked.add(read.value);
  }
  return { value: choices.map(({ value }) => value).filter((value) => picked.has(value)) };
}

function yesOrNo(said: unknown): Read<boolean> {
  if (typeof said === 'boolean') return { value: said };
  const word = typeof said === 'string' ? fold(said) : '';
  if (['yes', 'y', 'true'].includes(word)) return { value: true };
  if (['no', 'n', 'false'].includes(word)) return { value: false };
  return { no: 'that is neither yes nor no' };
}

/** A token of an answer, for a message. */
function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60).replace(/[\uD800-\uDBFF]$/u, '')}…` : text;
}

/** Returns a value as its question's reader would write it: the day of a date, the labels of choices, `yes` or `no`; `-` where it was left empty. */
export function valueText(question: Question, value: Value): string {
  if (value === null) return '-';
  if (question.kind === 'date') return formatDay(value as Day);
  if (question.kind === 'confirm') return value === true ? 'yes' : 'no';
  const labelOf = (each: string): string =>
    'choices' in question ? (question.choices.find((choice) => choice.value === each)?.label ?? each) : each;
  if (Array.isArray(value)) return value.length === 0 ? '-' : (value as readonly string[]).map(labelOf).join('; ');
  return labelOf(String(value));
}
