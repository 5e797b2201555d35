/** What policy says of rules, held against the catalogue: a rule's name mistyped must not leave the rule as it was. */
import type { Diagnostic } from '../model/place.ts';
import { at, diagnoseAll, remember } from './diagnose.ts';
import type { Node, ParsedSource } from './source.ts';
import { suggestion } from '../model/suggest.ts';

/** What the loader has to know of a rule. */
export interface RuleEntry {
  readonly id: string;
  readonly optionKeys: readonly string[];
  /** Returns what is wrong with some options; a message goes on after the reader's own token ("'5' is not …"). `error` sees what zod then forgets. */
  parse(
    options: Readonly<Record<string, unknown>>,
    error: typeof remember,
  ): readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** Returns what is wrong with the `rules` of a policy: unknown rules, unknown options, values that an option does not take. */
export function checkRuleSettings(policy: ParsedSource, catalogue: readonly RuleEntry[]): Diagnostic[] {
  const rules = policy.root?.entries?.get('rules')?.node.entries;
  const wrong: Diagnostic[] = [];
  for (const [id, { key, node }] of rules ?? []) {
    if (id.startsWith('x-')) continue;
    const rule = catalogue.find((each) => each.id === id);
    if (rule === undefined) {
      const ids = catalogue.map((each) => each.id);
      wrong.push(at(policy, key, 'policy/unknown-rule', `unknown rule '${id}'`, suggestion(id, ids, 'rules')));
    } else wrong.push(...wrongOptions(policy, node, rule));
  }
  return wrong;
}

function wrongOptions(policy: ParsedSource, node: Node, rule: RuleEntry): Diagnostic[] {
  const { id, optionKeys } = rule;
  if (!node.entries) return [];
  const wrong: Diagnostic[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { key, node: value }] of node.entries) {
    if (name === 'severity' || name.startsWith('x-')) continue;
    if (optionKeys.includes(name)) values[name] = value.value;
    else {
      const help = suggestion(name, [...optionKeys, 'severity'], `options of ${id}`);
      wrong.push(at(policy, key, 'policy/unknown-option', `the rule ${id} has no option '${name}'`, help));
    }
  }
  return [...wrong, ...diagnoseAll(policy, rule.parse(values, remember), ['rules', id])];
}
