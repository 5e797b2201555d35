/** `handoff explain RULE`: what a rule asks and why, in the rule's own words, with one deal that fails it and one that passes. */
import { PROFILES } from '../model/policy.ts';
import { paintFor, type Paint } from '../report/render/paint.ts';
import { hang, padTo, widthOf } from '../report/render/width.ts';
import { RULES } from '../rules/index.ts';
import { isRuleId, RULE_IDS } from '../rules/profiles.ts';
import { COMMON_REASONS, type Rule } from '../rules/rule.ts';
import type { World } from '../world.ts';
import EXPLAINED from './explained.json';
import { didYouMean } from './options.ts';
import { severityInWords } from './rules.ts';

/** A fixture of a rule: the files that make it fail or pass, and what the check then says. */
interface Example {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly says: string;
}

/** What is generated of a rule, beside its own words. */
interface Explained {
  readonly options: readonly (readonly string[])[];
  readonly fail: Example;
  readonly pass: Example;
}

/** Prints the explanation of a rule, or of one reason of it. */
export async function explain(asked: string, color: boolean, world: World): Promise<number> {
  const [id, reason] = asked.split('/');
  const rule = RULES.find((each) => each.id === id);
  if (rule === undefined) {
    const later = isRuleId(id) ? 'is a rule that this version does not judge yet' : `is no rule${didYouMean(id, RULE_IDS)}`;
    world.err(`handoff: '${id}' ${later}\nhandoff rules lists them\n`);
    return 2;
  }
  const meaning = reason === undefined ? null : ({ ...COMMON_REASONS, ...rule.reasons } as Record<string, string>)[reason];
  if (meaning === undefined) {
    world.err(
      `handoff: ${id} has no reason '${reason}'${didYouMean(reason, Object.keys(rule.reasons))}\nhandoff explain ${id} lists them\n`,
    );
    return 2;
  }
  const paint = await paintFor(color);
  const width = Math.min(Math.max(world.columns() ?? 80, 40), 120);
  const lines =
    meaning === null
      ? everything(rule, paint, width)
      : [paint.strong(asked), '', ...hang('  ', meaning, width), '', `  handoff explain ${id} says the rest`];
  world.out(`${lines.join('\n')}\n`);
  return 0;
}

function everything(rule: Rule, paint: Paint, width: number): string[] {
  const { options, fail, pass } = (EXPLAINED as Record<string, Explained>)[rule.id];
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
    ...block('Who may waive a failure', [`    ${rule.waivable ?? 'nobody'}`]),
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
