/** `handoff rules`: the catalogue, and what each rule does in a profile. */
import { PROFILES, type Profile } from '../model/policy.ts';
import { paintFor } from '../report/render/paint.ts';
import { tableLines } from '../report/render/table.ts';
import { RULES } from '../rules/index.ts';
import { cellOf, isRuleId, type Cell } from '../rules/profiles.ts';
import type { Rule } from '../rules/rule.ts';
import type { World } from '../world.ts';

/** Prints the table of the rules. */
export async function printRules(profile: Profile, color: boolean, world: World): Promise<number> {
  const paint = await paintFor(color);
  const width = Math.min(Math.max(world.columns() ?? 100, 60), 120);
  const idWidth = Math.max(...RULES.map(({ id }) => id.length));
  const widths = [idWidth, 9, 26, 13, null];
  const rows = RULES.map((rule) => [rule.id, rule.family, severityInWords(rule, profile), rule.waivable ?? 'nobody', rule.title]);
  const rest = width - 2 * 5 - widths.reduce((sum: number, each) => sum + (each ?? 0), 0);
  const table = await tableLines(
    [['rule', 'about', profile, 'waived by', 'fails when'], ...rows],
    0,
    [...widths.slice(0, 4), Math.max(rest, 24)],
    paint.strong,
  );
  const others = PROFILES.filter((each) => each !== profile).join(', ');
  world.out(`${table.join('\n')}\n\nProfiles: ${profile}, ${others} (handoff rules --profile NAME). One rule: handoff explain RULE\n`);
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
