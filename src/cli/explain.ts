/** `handoff explain WORD`: what a rule asks and why, in its own words, with one deal that fails it and one that passes; or what a reason means. */
import { listed } from '../model/words.ts';
import { PROFILES } from '../model/policy.ts';
import { REASON_LISTS } from '../report/reasons.ts';
import { paintFor, type Paint } from '../report/render/paint.ts';
import { hang, padTo, widthOf } from '../report/render/width.ts';
import { RULES } from '../rules/index.ts';
import { RULE_IDS } from '../rules/profiles.ts';
import { COMMON_REASONS, type Rule } from '../rules/rule.ts';
import type { World } from '../world.ts';
import type { Example, Explained } from './explanations.ts';
import { didYouMean } from './options.ts';
import { severityInWords } from './rules.ts';

/** Prints the explanation of a rule, of one reason of it, or of a reason that the planner gives. */
export async function explain(words: string, color: boolean, world: World): Promise<number> {
  const asked = codeOf(words);
  const paint = await paintFor(color);
  const width = Math.min(Math.max(world.columns() ?? 80, 40), 120);
  const lines = explanationOf(asked, (await import('./explanations.ts')).EXPLANATIONS, paint, width);
  if (lines === null) {
    world.err(`handoff: ${whyNone(asked)}\n`);
    return 2;
  }
  world.out(`${lines.join('\n')}\n`);
  return 0;
}

/** The code that somebody means who copied a word out of a report: `safe date`, `P95`, `bd`. */
function codeOf(words: string): string {
  const word = words.trim().toLowerCase().replaceAll(' ', '-');
  const other: Readonly<Record<string, string>> = {
    safe: 'safe-date',
    standard: 'standard-deal',
    p50: 'p80',
    p95: 'p80',
    offered: 'judged',
    wanted: 'judged',
  };
  const known = Object.hasOwn(other, word) ? other[word] : word;
  return Object.hasOwn(REASON_LISTS.word.kinds, known) ? `word/${known}` : words;
}

/** Prints all words that can be explained. */
export async function explainList(color: boolean, world: World): Promise<number> {
  const paint = await paintFor(color);
  const width = Math.min(Math.max(world.columns() ?? 80, 40), 120);
  const lines = [
    paint.strong('Rules'),
    ...pairs(
      RULES.map(({ id, title }) => [id, title]),
      width,
    ),
    ...Object.entries(REASON_LISTS).flatMap(([list, { about, kinds }]) => [
      '',
      paint.strong(about),
      ...pairs(
        Object.entries(kinds).map(([kind, meaning]): [string, string] => [`${list}/${kind}`, meaning]),
        width,
      ),
    ]),
    '',
    ...hang('', 'A rule and all of its reasons: handoff explain RULE', width),
  ];
  world.out(`${lines.join('\n')}\n`);
  return 0;
}

/** Returns the lines that explain a word, or null when there is no such word. */
function explanationOf(asked: string, explained: Readonly<Record<string, Explained>>, paint: Paint, width: number): string[] | null {
  const [id, reason] = asked.split('/');
  const list = Object.hasOwn(REASON_LISTS, id) ? REASON_LISTS[id as keyof typeof REASON_LISTS] : null;
  const rule = RULES.find((each) => each.id === id);
  if (reason === undefined) {
    if (rule !== undefined) return everything(rule, explained[rule.id], paint, width);
    return list && [paint.strong(id), ...hang('  ', list.about, width), '', ...pairs(Object.entries(list.kinds), width)];
  }
  const reasons: Readonly<Record<string, string>> | undefined = list?.kinds ?? (rule && { ...COMMON_REASONS, ...rule.reasons });
  if (reasons === undefined || !Object.hasOwn(reasons, reason)) return null;
  return [paint.strong(asked), '', ...hang('  ', reasons[reason], width), '', `  handoff explain ${id} says the rest`];
}

/** Why a word cannot be explained, and what was probably meant. */
function whyNone(asked: string): string {
  const [id, reason] = asked.split('/');
  const rule = RULES.find((each) => each.id === id);
  if (rule !== undefined) {
    return `${id} has no reason '${reason}'${didYouMean(reason, Object.keys(rule.reasons))}\nhandoff explain ${id} lists them`;
  }
  if (Object.hasOwn(REASON_LISTS, id)) {
    const { kinds } = REASON_LISTS[id as keyof typeof REASON_LISTS];
    return `${id} has no '${reason}'${didYouMean(reason, Object.keys(kinds))}\nhandoff explain ${id} lists them`;
  }
  const words = Object.entries(REASON_LISTS).flatMap(([list, { kinds }]) => Object.keys(kinds).map((kind) => `${list}/${kind}`));
  // Somebody who read only the end of a code, or another list's name.
  const whole = words.find((word) => word.split('/')[1] === (reason ?? id));
  if (whole !== undefined) return `'${asked}' is nothing that is explained: did you mean ${whole}?\nhandoff explain --list lists all words`;
  const near = didYouMean(asked, reason === undefined ? [...RULE_IDS, ...Object.keys(REASON_LISTS)] : words);
  return `'${asked}' is no rule${near}\nhandoff explain --list lists all words`;
}

function everything(rule: Rule, { options, fail, pass }: Explained, paint: Paint, width: number): string[] {
  const block = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', `  ${paint.strong(title)}`, ...lines]);
  return [
    `${paint.strong(rule.id)}  ${paint.quiet(rule.family)}`,
    ...hang('  ', rule.title, width),
    '',
    ...hang('  ', rule.why, width),
    ...hang('  ', `Practice: ${rule.source}`, width).map(paint.quiet),
    ...block(
      'By profile',
      pairs(
        PROFILES.map((profile) => [profile, severityInWords(rule, profile)]),
        width,
      ),
    ),
    ...block('Who may waive a failure', [
      `    ${rule.waivable === null ? 'nobody' : `${rule.waivable}: handoff approve DEAL ${rule.id}${waiveFlag(rule)} --reason …`}`,
      ...(rule.final === undefined ? [] : hang('    ', `nobody: ${listed(rule.final, 'or')}`, width)),
    ]),
    ...block('What may be approved', 'approvals' in rule ? [`    what it asks for, by who it says: handoff approve DEAL ${rule.id}`] : []),
    ...block(
      'Options (handoff.yaml → rules)',
      pairs(
        options.map(([name, words]): [string, string] => [name, words]),
        width,
      ),
    ),
    ...block('Reasons', pairs(Object.entries(rule.reasons), width)),
    ...block('Fails', exampleLines(fail, paint.bad('✗'), width)),
    ...block('Passes', exampleLines(pass, paint.good('✓'), width)),
  ];
}

/** Where a rule asks for approvals, that is what `approve` gives. */
function waiveFlag(rule: Rule): string {
  return 'approvals' in rule ? ' --waive' : '';
}

function pairs(rows: readonly (readonly [string, string])[], width: number): string[] {
  const column = Math.max(0, ...rows.map(([name]) => widthOf(name))) + 2;
  return rows.flatMap(([name, words]) => hang(`    ${padTo(name, column)}`, words, width));
}

function exampleLines({ files, says }: Example, symbol: string, width: number): string[] {
  const texts = files.flatMap(({ name, text }) => [
    `    # ${name}`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
    '',
  ]);
  const [first, ...rest] = hang('      ', says, width);
  return [...texts, `    ${symbol} ${first.trimStart()}`, ...rest];
}
