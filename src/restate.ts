/**
 * `handoff restate`: a deal's facts → topics → interview → sealed sign-offs. The deal is neither planned nor judged. Each promise is kept by itself as soon as it
 * is confirmed, and nothing of it before: whoever is interrupted begins the promise anew that they were at, and no other.
 */
import { dirname, resolve } from 'node:path';
import { loadForm } from './load/form.ts';
import type { Source } from './load/source.ts';
import { formatDay } from './model/day.ts';
import type { Facts } from './model/facts.ts';
import type { Diagnostic } from './model/place.ts';
import { whyWeak, type SignOff } from './model/signoff.ts';
import { suggestion } from './model/suggest.ts';
import type { Answer } from './report/answer.ts';
import { paintFor, type Paint } from './report/render/paint.ts';
import { comparedText, introductionText, paragraph, questionText } from './report/render/restated.ts';
import { paragraphs } from './report/render/signed.ts';
import type { Terminal } from './signoff/ask.ts';
import { comparedWith } from './signoff/interview/compare.ts';
import { fillIn, formText } from './signoff/interview/form.ts';
import { answer, begin, changedAnswers, valueText, without, type PickOneQuestion, type State } from './signoff/interview/machine.ts';
import { introductionOf, restatementOf } from './signoff/interview/restate.ts';
import type { Topic } from './signoff/interview/topic.ts';
import {
  formAbout,
  questionsOf,
  partOf,
  RESTATEMENT_FORM,
  restatingOf,
  saidBefore,
  sealedRestatement,
  whyOutdated,
  type Restating,
  type RestateQuestion,
} from './signoff/restating.ts';
import type { Sealed } from './signoff/seal.ts';
import { signCommand } from './signoff/verification.ts';
import type { World } from './world.ts';

/** What a command that asks somebody, in a terminal or by a form, needs of a run. */
export interface AskingRun<Question> {
  readonly question: Question;
  /** The facts of the deal; null where its files are not in order, which is told by itself. */
  readonly facts: Facts | null;
  /** What is wrong with the files. */
  readonly diagnostics: readonly Diagnostic[];
  /** Who git says is working here. */
  readonly signer: string | null;
  /** The form that was filled in, where one was named. */
  readonly form: Source | null;
  readonly color: boolean;
  /** Keeps what was confirmed. Null where there is no place for it. */
  readonly keep: ((sealed: readonly Sealed[]) => void) | null;
}

/** What is answered, and what is wrong with what was read. */
export interface Answered {
  readonly answer: Answer;
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING = { keep: [], writes: [], refused: null, render: () => '' } as const;

/** Returns the answer to `restate`; what is confirmed is kept before it is given. */
export async function restated(
  run: AskingRun<RestateQuestion>,
  world: Pick<World, 'cwd' | 'isTTY' | 'create' | 'openTerminal'>,
): Promise<Answered> {
  const { question, facts, diagnostics } = run;
  if (facts === null) return { answer: { exit: 2, ...NOTHING }, diagnostics };
  const refuse = (refused: string): Answered => ({ answer: { exit: 2, ...NOTHING, refused }, diagnostics: [] });
  const restating = restatingOf(question, facts, run.signer);
  if ('refused' in restating) return refuse(restating.refused);
  if (run.keep === null)
    return refuse('there is no handoff.yaml, and sign-offs are kept beside it: write one, `handoff: 1` is enough (or see handoff init)');
  const { topics, done } = restating;
  if (topics.length === 0) {
    const says = [
      'nothing is left to restate',
      ...done,
      ...signText(facts, restating.standing, question.library !== null),
      'To say it anew: --again',
    ];
    return { answer: { exit: 0, ...NOTHING, render: (_, view) => paragraphs(says, [], view) }, diagnostics: [] };
  }
  if (question.form !== null) return { answer: withForm(question.form.to, restating, facts, question.again, world), diagnostics: [] };
  if (question.answers !== null) return byForm(run.form, restating, run.keep, facts, question.again);

  if (!world.isTTY('in') || !world.isTTY('err')) {
    const deal = commandOf(question, facts);
    return refuse(
      `a restatement is asked for in a terminal, and this is none. Without one: ${deal} --form FILE writes the questions into a form; fill it in, and ${deal} --answers FILE takes it back`,
    );
  }
  return { answer: await inTerminal(await world.openTerminal(run.color), restating, run.keep, facts, run), diagnostics: [] };
}

/** How the command was called, for what is to be typed next. */
function commandOf({ library, promise }: RestateQuestion, { deal }: Facts): string {
  if (library !== null) return `handoff restate --library ${library.id} --quantity ${library.quantity}`;
  return `handoff restate ${deal.path}${promise === null ? '' : ` --promise ${promise}`}`;
}

function withForm(to: string | null, restating: Restating, facts: Facts, again: boolean, world: Pick<World, 'create' | 'cwd'>): Answer {
  const { by, topics } = restating;
  const [topic] = topics;
  const command = topic.standing
    ? `handoff restate --library ${topic.items[0].id} --quantity ${topic.items[0].quantity}`
    : `handoff restate ${facts.deal.path}`;
  const back = `${command} --as ${by}${again ? ' --again' : ''} --answers ${to ?? 'FILE'}`;
  const { head, parts } = formAbout(restating, facts, back);
  const text = formText(head, parts);
  if (to === null) return { exit: 0, ...NOTHING, render: () => text };
  const path = resolve(world.cwd, to);
  world.create(path, text, dirname(path));
  const says = [`${to} asks ${by} about ${named(topics)}`, `When it is filled in: ${back}`];
  return { exit: 0, ...NOTHING, render: (_, view) => paragraphs(says, [], view) };
}

function named(topics: readonly Topic[]): string {
  return topics.length === 1 ? `'${topics[0].name}'` : `${topics.length} promises`;
}

/** Takes a form back: all of it, or nothing and every reason why not. What says the same as before is kept anew only `again`. */
function byForm(
  source: Source | null,
  { by, topics }: Restating,
  keep: NonNullable<AskingRun<RestateQuestion>['keep']>,
  facts: Facts,
  again: boolean,
): Answered {
  if (source === null) return { answer: { exit: 2, ...NOTHING }, diagnostics: [] };
  const { form, diagnostics, wrongAt } = loadForm(source);
  const wrong = [...diagnostics];
  const sealed: Sealed[] = [];
  const same: string[] = [];
  if (form !== null) {
    const anew = 'write a new form: --form FILE';
    const head = (key: 'form' | 'deal' | 'by', is: string): void => {
      if (form[key] !== is)
        wrong.push(wrongAt([key], 'value', `'${form[key]}' is not '${is}', and this form was written for another ${key}`, anew));
    };
    head('form', RESTATEMENT_FORM);
    head('deal', topics[0].deal);
    head('by', by);
    for (const [part, { asked, said }] of Object.entries(form.parts)) {
      const topic = topics.find((each) => partOf(each) === part);
      if (topic === undefined) {
        const known = suggestion(part, topics.map(partOf), 'it could be');
        wrong.push(wrongAt(['answers', part], 'key', `'${part}' is nothing that ${by} has to restate here`, known));
        continue;
      }
      const outdated = whyOutdated(topic, asked);
      if (outdated !== null) {
        wrong.push(wrongAt(['answers', part, 'asked'], 'key', outdated, anew));
        continue;
      }
      const questions = questionsOf(topic, facts);
      const { state, refused } = fillIn(questions, said);
      for (const { id, no, question } of refused) {
        const help =
          question === null
            ? suggestion(
                id,
                questions.map((each) => each.id),
                'questions',
              )
            : question.ask;
        wrong.push(wrongAt(['answers', part, id], question === null ? 'key' : 'value', `${id}: ${no}`, help));
      }
      if (refused.length > 0) continue;
      const restatement = restatementOf(topic, state.answers, facts.capacity);
      const before = again ? null : saidBefore(topic, by, restatement, facts);
      if (before === null) sealed.push(sealedRestatement(topic, by, restatement, facts));
      else same.push(`'${topic.name}' says what ${by} said on ${formatDay(before)}: it is not kept twice`);
    }
    if (wrong.length === 0 && sealed.length === 0 && same.length === 0)
      wrong.push(wrongAt(['answers'], 'key', 'there are no answers in this form', anew));
  }
  if (wrong.length > 0) return { answer: { exit: 2, ...NOTHING }, diagnostics: wrong };
  if (sealed.length === 0) {
    const says = ['nothing new is said', ...same, 'To say it anew, as of today: --again'];
    return { answer: { exit: 0, ...NOTHING, render: (_, view) => paragraphs(says, [], view) }, diagnostics: [] };
  }
  keep(sealed);
  return { answer: keptAnswer(sealed, by, topics, facts, 0), diagnostics: [] };
}

/** Asks about one topic after another, and keeps each as soon as it is confirmed. */
async function inTerminal(
  terminal: Terminal,
  { by, topics, done }: Restating,
  keep: NonNullable<AskingRun<RestateQuestion>['keep']>,
  facts: Facts,
  { color }: Pick<AskingRun<RestateQuestion>, 'color'>,
): Promise<Answer> {
  const { Interrupted } = await import('./signoff/ask.ts');
  const paint = await paintFor(color);
  const { columns } = terminal;
  const say = (first: string, text: string): void => terminal.say(paragraph(first, text, columns));
  const sealed: Sealed[] = [];
  for (const line of done) say('  ', line);
  say(
    '',
    'Numbers and dates are left out on purpose: say what you know. Nothing is kept before you confirm it; any answer can be changed then, and Ctrl-C leaves.',
  );
  try {
    for (const topic of topics) {
      terminal.say(introductionText(introductionOf(topic), columns, paint));
      const confirmed = await interviewed(begin(questionsOf(topic, facts)), terminal, paint, ({ answers }) =>
        comparedText(
          comparedWith(topic, restatementOf(topic, answers, facts.capacity), facts.calendar.longest),
          topic.standing,
          columns,
          paint,
        ),
      );
      if (confirmed === null) {
        say('', `nothing of '${topic.name}' was kept`);
        return keptAnswer(sealed, by, topics, facts, 1);
      }
      const { state, first } = confirmed;
      const changed = changedAnswers(first, state);
      const said = { ...restatementOf(topic, state.answers, facts.capacity), ...(changed.length > 0 && { first: changed }) };
      const one = sealedRestatement(topic, by, said, facts);
      keep([one]);
      sealed.push(one);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    const left = topics.slice(sealed.length).map(({ name }) => `'${name}'`);
    terminal.say('\n');
    say(
      '',
      `interrupted: nothing of ${left[0]} was kept${sealed.length === 0 ? '' : `; what was confirmed before stays`}. The same command asks about ${left[0]} again, from its first question.`,
    );
    return keptAnswer(sealed, by, topics, facts, 130);
  }
  return keptAnswer(sealed, by, topics, facts, 0);
}

/** An interview that was confirmed, and as it was when all of it was shown for the first time. */
interface Confirmed {
  readonly state: State;
  readonly first: State;
}

/** Returns the interview when all of it is answered and confirmed, as `shown` shows it; null when they leave. Throws `Interrupted`. */
export async function interviewed(
  from: State,
  terminal: Terminal,
  paint: Paint,
  shown: (state: State) => string,
): Promise<Confirmed | null> {
  const { askAll } = await import('./signoff/ask.ts');
  const { columns } = terminal;
  const one = async (question: PickOneQuestion): Promise<unknown> => {
    terminal.say(questionText({ question, nth: 1, of: 1 }, columns, paint));
    return terminal.ask(question, (said) => {
      const read = answer(begin([question]), question.id, said);
      return 'no' in read ? read.no : null;
    });
  };
  let state = from;
  let first: State | null = null;
  for (;;) {
    state = await askAll(state, terminal, (step) => questionText(step, columns, paint));
    first ??= state;
    terminal.say(shown(state));
    const decision = await one(DECIDE);
    if (decision === 'keep') return { state, first };
    if (decision === 'leave') return null;
    const which = await one(whichOf(state));
    if (typeof which === 'string' && which !== NONE) state = without(state, which);
  }
}

const DECIDE: PickOneQuestion = {
  kind: 'pick one',
  id: 'decide',
  ask: 'Is this what you say?',
  choices: [
    { value: 'keep', label: 'Yes, keep it' },
    { value: 'change', label: 'No, change an answer' },
    { value: 'leave', label: 'Leave, and keep nothing of it' },
  ],
};

const NONE = 'none';
/** So many a low terminal shows at once. */
const MANY = 10;

/** Asks which answer is to be given anew. */
function whichOf({ questions, answers }: State): PickOneQuestion {
  const given = questions.filter(({ id }) => Object.hasOwn(answers, id));
  const label = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
  return {
    kind: 'pick one',
    id: 'which',
    ask: 'Which one?',
    ...(given.length > MANY && { help: `${given.length} answers: the list goes on below what is shown.` }),
    choices: [
      ...given.map((question) => ({ value: question.id, label: label(`${question.ask} ${valueText(question, answers[question.id])}`) })),
      { value: NONE, label: 'None: back' },
    ],
  };
}

/** What was kept, and what is to be done with it. */
function keptAnswer(sealed: readonly Sealed[], by: string, topics: readonly Topic[], facts: Facts, exit: 0 | 1 | 130): Answer {
  if (sealed.length === 0) return { exit, ...NOTHING };
  const { policy, deal } = facts;
  const of = sealed.map(({ signoff }) => topics.find(({ subject }) => subject === signoff.subject)!);
  const files = sealed.map(({ name, signoff }) => `${policy.files.signoffs}/${signoff.deal}/${name}`);
  const standing = of.some((topic) => topic.standing);
  const then = standing ? 'Commit it with the library.' : `Commit it with the deal, then: handoff check ${deal.path}`;
  const says = [
    ...of.map((topic) => `${by} restates ${topic.standing ? topic.name : `'${topic.name}'`}`),
    'It holds until any of what it speaks of changes.',
    ...signText(
      facts,
      sealed.map(({ signoff }) => signoff),
      standing,
    ),
    then,
  ];
  return { exit, ...NOTHING, render: (_, view) => paragraphs(says, files, view) };
}

/** What is left to do where policy wants more than a typed name. */
function signText(facts: Facts, signoffs: readonly SignOff[], standing: boolean): string[] {
  const { policy, deal } = facts;
  const weak = signoffs.filter((signoff) => whyWeak(facts, signoff) !== null);
  if (weak.length === 0) return [];
  const how = standing ? '.' : ':';
  // The command has a line of its own, to be copied.
  return [
    `It does not count before it is signed (policy wants ${policy.signatures.minimum})${how}`,
    ...(standing ? [] : [signCommand(deal.path, weak)]),
  ];
}
