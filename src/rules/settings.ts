/** Policy and profile → how each rule is judged; and what of it the planner needs. */
import * as z from 'zod/mini';
import type { Policy, Profile, Severity, SoftReading } from '../model/policy.ts';
import type { PlanSettings } from '../schedule/settings.ts';
import { existingCustomers, type ExistingCustomersOptions } from './existing-customers.ts';
import { RULES } from './index.ts';
import { cellOf, isRuleId, optionDefaults, RULE_IDS, type Cell, type RuleId } from './profiles.ts';
import type { Rule } from './rule.ts';
import { startFromCapacity, type StartFromCapacityOptions } from './start-from-capacity.ts';
import { twoFailures, type TwoFailuresOptions } from './two-failures.ts';

/** Runs that tell how sure a date is: a P95 then rests on fifty. */
const RUNS = 1000;

/** How one rule is judged. */
export interface RuleSettings {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Set where the rule is only for some deals: not for standard ones, or only for significant ones. */
  readonly only: 'not-standard' | 'significant' | null;
  /** Reasons that are an error whatever the severity: those of the rule, where only the profile has spoken. */
  readonly always: readonly string[];
  /** As the rule's schema reads them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** How everything is judged. */
export interface Settings {
  readonly rules: readonly RuleSettings[];
  readonly soft: SoftReading;
}

/** What was read before: one deal is judged many times under one policy, and what rules keep of their options lasts as long as these do. */
const resolved = new WeakMap<Policy, Map<Profile, Settings>>();

/** Returns how each rule is judged under a policy and a profile: policy's word, else the profile's, else the rule's own default. */
export function resolveSettings(policy: Policy, profile: Profile): Settings {
  const byProfile = resolved.get(policy) ?? new Map<Profile, Settings>();
  resolved.set(policy, byProfile);
  const settings = byProfile.get(profile) ?? readSettings(policy, profile);
  byProfile.set(profile, settings);
  return settings;
}

function readSettings(policy: Policy, profile: Profile): Settings {
  return {
    rules: RULES.map((rule): RuleSettings => {
      const id = rule.id as RuleId;
      const said = settingOf(policy, id);
      const options = z.parse(rule.options, { ...optionDefaults(id, profile), ...said?.options });
      const cell = cellOf(id, profile);
      // A severity that operations name counts for every deal; only the profile's own make exceptions.
      const only = said?.severity !== undefined ? null : cell === 'N' ? 'not-standard' : cell === 'S' ? 'significant' : null;
      const always = said?.severity === undefined ? (rule.always ?? []) : [];
      return { rule, severity: said?.severity ?? severityOf(cell), only, always, options };
    }),
    soft: policy.soft,
  };
}

function settingOf({ rules }: Policy, id: RuleId): Policy['rules'][string] | undefined {
  return Object.hasOwn(rules, id) ? rules[id] : undefined;
}

function severityOf(cell: Cell): Severity {
  return cell === '–' ? 'off' : cell === 'w' ? 'warn' : 'error';
}

/** Returns what the planner needs of the settings. */
export function plannerSettings(settings: Settings, effort: number): PlanSettings {
  const of = (rule: Rule): unknown => settings.rules.find((setting) => setting.rule.id === rule.id)!.options;
  const { failures, everyday, worst } = of(twoFailures) as TwoFailuresOptions;
  const { stall } = of(startFromCapacity) as StartFromCapacityOptions;
  const { scramble } = of(existingCustomers) as ExistingCustomersOptions;
  const asks = settings.rules.some(({ rule, severity }) => rule.id === existingCustomers.id && severity !== 'off');
  return { failures, everyday, worst, stall, scramble: asks ? scramble : null, soft: settings.soft, runs: RUNS, effort };
}

/** What loading needs to check the `rules` of a policy. */
interface CatalogueEntry {
  readonly id: RuleId;
  readonly optionKeys: readonly string[];
  /** Returns what is wrong with some options; a message goes on after the reader's own token ("'5' is not …"). `error` sees what zod then forgets. */
  parse(
    options: Readonly<Record<string, unknown>>,
    error?: z.core.$ZodErrorMap,
  ): readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** Every rule that a policy may name. */
export const catalogue: readonly CatalogueEntry[] = RULE_IDS.map((id) => {
  // A row of the table comes before its rule.
  const schema = ruleOf(id)?.options ?? z.strictObject({});
  return {
    id,
    optionKeys: Object.keys(schema.shape),
    parse: (options, error) => z.safeParse(schema, options, error && { error }).error?.issues ?? [],
  };
});

/** Returns the rule of an id, when this version judges it. */
export function ruleOf(id: string): Rule | null {
  return isRuleId(id) ? (RULES.find((rule) => rule.id === id) ?? null) : null;
}
