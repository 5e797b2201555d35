/**
 * `handoff gate`: a deal's facts → how it stands with the transfer meeting; and its record, by prompts or by a form. The deal is neither planned nor judged. A
 * meeting is kept as soon as it is confirmed, and nothing of it before.
 */
import { puttingOn, type PutOn } from './holding/people.ts';
import type { Filing } from './holding/filing.ts';
import { loadForm } from './load/form.ts';
import type { Source } from './load/source.ts';
import type { Facts } from './model/facts.ts';
import { MEETING_SUBJECT } from './model/meeting.ts';
import { suggestion } from './model/suggest.ts';
import type { Answer } from './report/answer.ts';
import { meetingText, renderGate } from './report/render/gate.ts';
import { paintFor } from './report/render/paint.ts';
import { introductionText, paragraph } from './report/render/restated.ts';
import { paragraphs } from './report/render/signed.ts';
import { interviewed, type Answered, type AskingRun } from './restate.ts';
import type { Terminal } from './signoff/ask.ts';
import { gateOf } from './signoff/gate.ts';
import { fillIn, formText } from './signoff/interview/form.ts';
import { begin, type Answers } from './signoff/interview/machine.ts';
import { meetingOf, meetingQuestions } from './signoff/interview/meeting.ts';
import { MEETING_FORM, meetingForm, recorderOf, sealedMeeting, whyMeetingOutdated, type GateQuestion } from './signoff/recording.ts';
import type { Sealed } from './signoff/seal.ts';
import type { World } from './world.ts';

const NOTHING = { keep: [], writes: [], refused: null, render: () => '' } as const;

/** Returns the answer to `gate`; a meeting that is confirmed is kept before it is given. */
export async function gated(
  run: AskingRun<GateQuestion>,
  filing: Filing | null,
  world: Pick<World, 'isTTY' | 'create' | 'openTerminal'>,
): Promise<Answered> {
  const { question, facts, diagnostics, keep } = run;
  if (facts === null) return { answer: { exit: 2, ...NOTHING }, diagnostics };
  const { record, form, answers, people } = question;
  const refuse = (refused: string): Answered => ({ answer: { exit: 2, ...NOTHING, refused }, diagnostics: [] });
  if (people !== null) {
    const { open, meeting } = gateOf(facts);
    // Before it is open the booking holds roles alone: what is missing is the answer.
    if (!open) return { answer: gateAnswer(facts, null), diagnostics: [] };
    if (filing === null) return refuse('there is no handoff.yaml, and what is booked is kept beside it');
    const put = puttingOn(facts, people, meeting, filing);
    return 'refused' in put ? refuse(put.refused) : { answer: { ...gateAnswer(facts, null, put), turn: put.turn }, diagnostics: [] };
  }
  if (!record && form === null && answers === null) return { answer: gateAnswer(facts, null), diagnostics: [] };

  const recorder = recorderOf(question, facts, run.signer);
  if ('refused' in recorder) return refuse(recorder.refused);
  if (keep === null)
    return refuse('there is no handoff.yaml, and sign-offs are kept beside it: write one, `handoff: 1` is enough (or see handoff init)');
  const { by } = recorder;
  const command = `handoff gate ${facts.deal.path} --as ${by}`;
  if (form !== null) return { answer: withForm(form.to, by, command, facts, world), diagnostics: [] };
  if (answers !== null) return byForm(run.form, by, command, keep, facts);
  if (!world.isTTY('in') || !world.isTTY('err')) {
    return refuse(
      `a meeting is recorded in a terminal, and this is none. Without one: ${command} --form FILE writes the questions into a form; fill it in, and ${command} --answers FILE takes it back`,
    );
  }
  return { answer: await inTerminal(await world.openTerminal(run.color), by, keep, facts, run.color), diagnostics: [] };
}

/** How it stands, with what was just kept. */
function gateAnswer(facts: Facts, kept: Sealed | null, put: PutOn | null = null): Answer {
  const now = kept === null ? facts : { ...facts, signoffs: [...facts.signoffs, kept.signoff] };
  const gate = gateOf(now);
  return { exit: gate.open ? 0 : 1, ...NOTHING, render: (format, view) => renderGate(gate, now, kept, put, format, view) };
}

function withForm(to: string | null, by: string, command: string, facts: Facts, world: Pick<World, 'create'>): Answer {
  const { head, parts } = meetingForm(by, facts, `${command} --answers ${to ?? 'FILE'}`);
  const text = formText(head, parts);
  if (to === null) return { exit: 0, ...NOTHING, render: () => text };
  world.create(to, text, '/');
  const says = [`${to} asks ${by} about the transfer meeting`, `When it is filled in: ${command} --answers ${to}`];
  return { exit: 0, ...NOTHING, render: (_, view) => paragraphs(says, [], view) };
}

/** Takes a form back: all of it, or nothing and every reason why not. */
function byForm(
  source: Source | null,
  by: string,
  command: string,
  keep: NonNullable<AskingRun<GateQuestion>['keep']>,
  facts: Facts,
): Answered {
  if (source === null) return { answer: { exit: 2, ...NOTHING }, diagnostics: [] };
  const { form, diagnostics, wrongAt } = loadForm(source);
  const wrong = [...diagnostics];
  const anew = `write a new form: ${command} --form FILE`;
  let answers: Answers | null = null;
  if (form !== null) {
    for (const [key, is] of [
      ['form', MEETING_FORM],
      ['deal', facts.deal.id],
      ['by', by],
    ] as const) {
      if (form[key] !== is)
        wrong.push(wrongAt([key], 'value', `'${form[key]}' is not '${is}', and this form was written for another ${key}`, anew));
    }
    for (const part of Object.keys(form.parts)) {
      if (part !== MEETING_SUBJECT)
        wrong.push(wrongAt(['answers', part], 'key', `'${part}' is no part of this form`, suggestion(part, [MEETING_SUBJECT], 'parts')));
    }
    const part = Object.hasOwn(form.parts, MEETING_SUBJECT) ? form.parts[MEETING_SUBJECT] : null;
    const outdated = part === null ? null : whyMeetingOutdated(facts, part.asked);
    if (part === null) wrong.push(wrongAt(['answers'], 'key', 'there are no answers in this form', anew));
    else if (outdated !== null) wrong.push(wrongAt(['answers', MEETING_SUBJECT, 'asked'], 'key', outdated, anew));
    else if (wrong.length === 0) {
      const questions = meetingQuestions(facts);
      const { state, refused } = fillIn(questions, part.said);
      const ids = questions.map(({ id }) => id);
      for (const { id, no, question } of refused) {
        const help = question === null ? suggestion(id, ids, 'questions') : question.ask;
        wrong.push(wrongAt(['answers', MEETING_SUBJECT, id], question === null ? 'key' : 'value', `${id}: ${no}`, help));
      }
      answers = state.answers;
    }
  }
  if (answers === null || wrong.length > 0) return { answer: { exit: 2, ...NOTHING }, diagnostics: wrong };
  const sealed = sealedMeeting(meetingOf(answers, facts), by, facts);
  keep([sealed]);
  return { answer: gateAnswer(facts, sealed), diagnostics: [] };
}

async function inTerminal(
  terminal: Terminal,
  by: string,
  keep: NonNullable<AskingRun<GateQuestion>['keep']>,
  facts: Facts,
  color: boolean,
): Promise<Answer> {
  const { Interrupted } = await import('./signoff/ask.ts');
  const paint = await paintFor(color);
  const { columns } = terminal;
  const say = (text: string): void => terminal.say(paragraph('', text, columns));
  terminal.say(introductionText({ title: 'The transfer meeting', text: facts.deal.title }, columns, paint));
  say('Nothing is kept before you confirm it; any answer can be changed then, and Ctrl-C leaves.');
  try {
    const questions = meetingQuestions(facts);
    const confirmed = await interviewed(begin(questions), terminal, paint, (state) => meetingText(state, columns, paint));
    if (confirmed === null) {
      say('nothing of the meeting was kept');
      return { exit: 1, ...NOTHING };
    }
    const sealed = sealedMeeting(meetingOf(confirmed.state.answers, facts), by, facts);
    keep([sealed]);
    return gateAnswer(facts, sealed);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    terminal.say('\n');
    say('interrupted: nothing of the meeting was kept');
    return { exit: 130, ...NOTHING };
  }
}
