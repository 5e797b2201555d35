import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import { at } from '../model/place.ts';
import { nearest } from '../model/suggest.ts';
import { fold } from '../model/words.ts';
import { unknownForUnlisted } from './missing.ts';
import { placeholderIn } from './texts/placeholder.ts';
import type { Finding, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

type Reason = 'unanswered' | 'placeholder' | 'asks-back' | 'no-answer' | 'elsewhere' | 'to-come';

type Line = RuleFacts['deal']['file']['discovery'][number];

/** A question that the library asks, and all items that it is asked of. */
interface Question {
  readonly id: string;
  /** What the deal calls it: its id, or `item.id` where another deliverable asks something else by that id. */
  readonly name: string;
  readonly ask: string;
  readonly items: readonly string[];
  readonly entry: string;
}

/** What delivery has to know is asked before the proposal goes out, not after the signature. */
export const discoveryDone: Rule<object, never, Reason> = {
  id: 'discovery-done',
  family: 'scope',
  title: 'A question that delivery needs answered is still open.',
  why: 'What nobody asked before the signature is asked after it, when the answer can only cost money. The library keeps the questions that were once asked too late.',
  source: 'Discovery checklists: no proposal before the questions are closed.',
  waivable: 'delivery-lead',
  date: false,
  options: z.strictObject({}),
  reasons: {
    unanswered: 'A question of the library, or one of the deal’s own, has no answer.',
    placeholder: 'An answer only says that it will come: TBD, n/a, "to be confirmed".',
    'asks-back': 'What stands as the answer is a question.',
    'no-answer': 'A yes or a no stands where the question asks who, what, when or how.',
    elsewhere: 'The answer only says where one would be: "see mail".',
    'to-come': 'A question is marked as closed on a day that is still to come.',
  },
  needs: [],
  check(facts) {
    const { deal } = facts;
    const lines = deal.file.discovery;
    const questions = questionsOf(facts);
    const open = questions.filter((question) => !lines.some((line) => isAbout(line, question)));
    const failure = failureOf([
      ...open.map((question) => notAsked(question, questions, facts)),
      ...lines.flatMap((line, index) => unanswered(line, index, questions, facts)),
    ]);
    if (failure !== null) return failure;
    const [unlisted, ...more] = deal.items.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return unknownForUnlisted('the questions', [unlisted, ...more]);
    if (lines.length === 0) return { kind: 'not-applicable', because: 'neither the library nor the deal asks anything' };
    return { kind: 'pass', note: lines.length === 1 ? 'the question is answered' : `each of ${lines.length} questions is answered` };
  },
};

/** The library's questions; one that two deliverables ask in the same words is one. */
function questionsOf({ deal }: RuleFacts): Question[] {
  const found: Question[] = [];
  for (const { entry, id: item } of deal.items) {
    for (const { id, ask } of entry?.questions ?? []) {
      const same = found.findIndex((other) => other.id === id && fold(other.ask) === fold(ask));
      if (same < 0) found.push({ id, name: id, ask, items: [item], entry: entry!.id });
      else found[same] = { ...found[same], items: [...found[same].items, item] };
    }
  }
  return found.map((each) => {
    const alone = found.every((other) => other === each || other.id !== each.id);
    return alone ? each : { ...each, name: `${each.items[0]}.${each.id}` };
  });
}

/** Whether a line of the deal answers a question: by its name, by `item.id`, or in the library's words. */
function isAbout({ question }: Line, { id, name, ask, items }: Question): boolean {
  return question === name || items.some((item) => question === `${item}.${id}`) || fold(question) === fold(ask);
}

function notAsked({ id, name, ask, entry }: Question, questions: readonly Question[], { deal }: RuleFacts): Wrong<Reason> {
  const lines = deal.file.discovery;
  // A line that names no question, but nearly this one, is where it was meant to be answered.
  const strays = lines.map(({ question }) => question).filter((question) => !questions.some((each) => isAbout({ question }, each)));
  const stray = strays.find((each) => nearest(each, [name]) !== null);
  const add = `ask ${deal.customer.name}, and add discovery: [{question: ${name}, answer: …}]`;
  const finding: Finding = {
    message: `'${name}' is not answered: ${ask}`,
    at: stray === undefined ? at('deal', 'discovery') : at('deal', 'discovery', indexOf(lines, stray), 'question'),
    help: stray === undefined ? add : `'${stray}' is no question of the library: write question: ${name}`,
    related: [{ message: `the question '${id}'`, at: at('deliverables', 'deliverables', entry, 'questions', id) }],
    data: { question: name, ask },
  };
  return { reason: 'unanswered', finding };
}

function indexOf(lines: readonly Line[], question: string): number {
  return lines.findIndex((line) => line.question === question);
}

function unanswered(line: Line, index: number, questions: readonly Question[], { deal, today }: RuleFacts): Wrong<Reason>[] {
  const { question, answer, closed, owner } = line;
  const wrong = (reason: Reason, key: 'answer' | 'closed', message: string, help: string): Wrong<Reason>[] => [
    { reason, finding: { message, at: at('deal', 'discovery', index, key), help, data: { question } } },
  ];
  const asked = questions.find((each) => isAbout(line, each));
  const words = asked === undefined || asked.ask === question ? '' : ` (${asked.ask})`;
  const who = owner === undefined ? `ask ${deal.customer.name}` : `${owner} finds out`;
  const help = `${who}, and write the answer`;
  if (answer === undefined) {
    const marked = closed === undefined ? '' : `, although it is marked as closed on ${formatDay(closed)}`;
    return wrong('unanswered', 'answer', `'${question}'${words} has no answer${marked}`, help);
  }
  const placeholder = placeholderIn(answer);
  if (placeholder !== null) return wrong('placeholder', 'answer', `'${question}'${words} is answered with '${placeholder}'`, help);
  if (/[?？]["'”’)\]]*$/u.test(answer.trim())) {
    return wrong('asks-back', 'answer', `'${question}'${words} is answered with a question: '${answer.trim()}'`, help);
  }
  const said = answer.trim();
  const [asks] = ASKS_FOR.exec(asked?.ask ?? question) ?? [];
  if (asks !== undefined && YES_OR_NO.test(said)) {
    return wrong('no-answer', 'answer', `'${question}'${words} is answered with '${said}', which does not say ${asks.toLowerCase()}`, help);
  }
  if (ELSEWHERE.test(said)) {
    return wrong(
      'elsewhere',
      'answer',
      `'${question}'${words} is answered with '${said}', where delivery may not look`,
      'write here what it says',
    );
  }
  if (closed !== undefined && closed > today) {
    const message = `'${question}'${words} is marked as closed on ${formatDay(closed)}, which is still to come`;
    return wrong('to-come', 'closed', message, 'write the day on which it was answered, or leave `closed` out until it is');
  }
  return [];
}

/** What a question asks for that yes and no do not answer. */
const ASKS_FOR =
  /(?<=^(?:and |so |at |by |for |from |in |of |on |since |to |until |with )?)(?:who|whom|whose|what|which|where|when|why|how(?: \w+)?)\b/i;
const YES_OR_NO = /^(?:yes|yep|yeah|no|nope|ok(?:ay)?|sure|of course|done|fine|clear|clarified|confirmed|answered|discussed)[.!,\s]*$/i;
/** An answer that is kept where the reader of the deal is not; what follows a colon is the answer itself. */
const ELSEWHERE =
  /^(?:(?:please )?(?:see|check|cf\.?|refer to|as (?:per|in|said in)|per|in) (?:(?:the|my|our|your|their|his|her|last|latest|first|attached) )*(?:e-?mails?|mails?|calls?|notes?|thread|chat|slack|teams|crm|salesforce|hubspot|meeting|minutes|attachment|attached|recording|transcript|ticket|folder|drive|sharepoint|inbox|message)\b|(?:see )?attached\b)[^:;–—]*$/i;
