/** What policy says of rules, held against the catalogue: a rule's name mistyped must not leave the rule as it was. */
import * as z from 'zod/mini';
import type { Diagnostic } from '../model/place.ts';
import { at, check } from './diagnose.ts';
import type { Node, ParsedSource } from './source.ts';
import { suggestion } from './suggest.ts';

/** What the loader has to know of a rule; every rule of the catalogue is one. */
export interface RuleEntry {
  readonly id: string;
  /** The schema of its options. */
  readonly options: z.ZodMiniObject;
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
    } else if (node.entries) wrong.push(...wrongOptions(policy, node, rule));
  }
  return wrong;
}

function wrongOptions(policy: ParsedSource, node: Node, rule: RuleEntry): Diagnostic[] {
  const known = Object.keys(rule.options.shape);
  const wrong: Diagnostic[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { key, node: value }] of node.entries ?? []) {
    if (name === 'severity' || name.startsWith('x-')) continue;
    if (known.includes(name)) values[name] = value.value;
    else {
      const help = suggestion(name, [...known, 'severity'], `options of ${rule.id}`);
      wrong.push(at(policy, key, 'policy/unknown-option', `the rule ${rule.id} has no option '${name}'`, help));
    }
  }
  const options = { ...policy, root: { ...node, value: values } };
  return [...wrong, ...check(options, rule.options).diagnostics];
}
