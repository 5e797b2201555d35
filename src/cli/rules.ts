/** `handoff rules`: the catalogue, and what each rule does in a profile. */
import { PROFILES, type Profile } from '../model/policy.ts';
import { paintFor } from '../report/render/paint.ts';
import { hang, padTo, widthOf } from '../report/render/width.ts';
import { RULES } from '../rules/index.ts';
import { cellOf, isRuleId, optionDefaults, type Cell, type RuleId } from '../rules/profiles.ts';
import type { Rule } from '../rules/rule.ts';
import { NOT_ALL, waivableText } from '../rules/waivers.ts';
import type { World } from '../world.ts';

/** Prints the table of the rules. */
export async function printRules(profile: Profile, color: boolean, world: World): Promise<number> {
  const paint = await paintFor(color);
  const width = Math.min(Math.max(world.columns() ?? 80, 80), 120);
  const ids = Math.max(...RULES.map(({ id }) => widthOf(id))) + 2;
  const severities = Math.max(...Object.values(CELLS).map(widthOf)) + 2;
  const lineOf = (id: string, severity: string, waivable: string) => `${padTo(id, ids)}${padTo(severity, severities)}${waivable}`;
  const table = [
    paint.strong(lineOf('rule', profile, 'waived by')),
    ...RULES.flatMap((rule) => [
      lineOf(rule.id, severityInWords(rule, profile), waivableText(rule)),
      ...hang('  ', rule.title, width).map(paint.quiet),
    ]),
  ];
  const own = RULES.flatMap(({ id }) =>
    Object.entries(optionDefaults(id as RuleId, profile)).map(([name, value]): [string, string] => [id, `${name}: ${inYaml(value)}`]),
  );
  const column = Math.max(0, ...own.map(([id]) => widthOf(id))) + 2;
  const options = own.flatMap(([id, words]) => hang(`  ${padTo(id, column)}`, words, width));
  const others = PROFILES.filter((each) => each !== profile);
  const next = `Other profiles: handoff rules --profile ${others.join(' | ')}`;
  const title = own.length === 0 ? [] : ['', paint.strong(`Options that ${profile} sets otherwise than a rule by itself`), ...options];
  world.out(
    `${[...table, '', ...hang('', NOT_ALL, width), ...title, '', ...hang('', next, width), 'One rule: handoff explain RULE'].join('\n')}\n`,
  );
  return 0;
}

/** What a rule's failure does in a profile. */
export function severityInWords({ id }: Pick<Rule, 'id'>, profile: Profile): string {
  return isRuleId(id) ? CELLS[cellOf(id, profile)] : 'off';
}

const CELLS: Readonly<Record<Cell, string>> = {
  E: 'error',
  w: 'warn',
  N: 'error unless standard',
  S: 'error if significant',
  '–': 'off',
};

/** Returns a value in YAML's short form, as policy would write it. */
export function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}: ${inYaml(each)}`)
    .join(', ')}}`;
}
