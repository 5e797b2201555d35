/**
 * How strict each rule is by profile: the table of the catalogue.
 */
import { PROFILES, type Profile } from '../model/policy.ts';
import type { Family } from './rule.ts';

/**
 * `E` error · `w` warn · `N` error unless the deal is standard (then not applicable) · `S` error only for a significant deal (else not
 * applicable) · `–` off.
 */
export type Cell = 'E' | 'w' | 'N' | 'S' | '–';

type Row = readonly [Family, Cell, Cell, Cell, Cell, Cell, Cell];

// prettier-ignore
const TABLE = {
  //                              family      services make-to-order saas print trades regulated-care
  'start-from-capacity':         ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'fits-headroom':               ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'quality-windows':             ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'mandatory-steps':             ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'custom-lead-time':            ['dates',    'w',     'E',          'w', 'E',  'E',   'w'],
  'two-failures':                ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'three-runs':                  ['dates',    'w',     'E',          'w', 'E',  'w',   'w'],
  'comparable-work':             ['dates',    'E',     'E',          'E', 'w',  'w',   '–'],
  'operations-date':             ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'upstream-reset':              ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'expedite-materials':          ['dates',    '–',     'E',          '–', 'E',  'E',   '–'],
  'existing-customers':          ['dates',    'E',     'E',          'E', 'E',  'E',   'E'],
  'error-budget':                ['dates',    'w',     '–',          'E', '–',  '–',   '–'],

  'capacity-fresh':              ['capacity', 'E',     'E',          'E', 'E',  'E',   'E'],
  'queue-holds':                 ['capacity', 'w',     'w',          'w', 'w',  'w',   'w'],
  'safety-ratio':                ['capacity', 'E',     'E',          'E', 'E',  'E',   'E'],
  'staffing-pattern':            ['capacity', 'E',     'w',          'E', '–',  'w',   'E'],
  'owner-inputs-escalation':     ['capacity', 'E',     'E',          'E', 'E',  'E',   'E'],

  'in-library':                  ['scope',    'E',     'E',          'E', 'E',  'E',   'E'],
  'configured-or-priced':        ['scope',    'E',     'E',          'E', 'E',  'E',   'E'],
  'on-roadmap':                  ['scope',    'E',     'E',          'E', 'E',  'E',   'E'],
  'proven-output':               ['scope',    'E',     'w',          'E', 'w',  'w',   'E'],
  whiteboard:                    ['scope',    'w',     '–',          'E', '–',  '–',   '–'],
  reversible:                    ['scope',    'N',     'N',          'N', '–',  '–',   'N'],
  'open-wording':                ['scope',    'E',     'w',          'E', 'w',  'w',   'w'],
  'discovery-done':              ['scope',    'N',     'N',          'N', 'S',  'N',   'N'],
  'proposal-matches':            ['scope',    'E',     'E',          'E', 'E',  'E',   'E'],

  'observable-outcome':          ['promises', 'E',     'E',          'E', 'E',  'E',   'E'],
  'doer-restated':               ['promises', 'N',     'N',          'N', 'N',  'N',   'E'],
  'soft-promises':               ['promises', 'N',     'N',          'N', 'S',  'N',   'N'],
  'delivery-signoff':            ['promises', 'S',     'S',          'S', 'S',  'S',   'S'],

  // A toxic yes (cost without failures above the price) is an error in every profile.
  'margin-floor':                ['money',    'E',     'E',          'w', 'E',  'E',   '–'],
  'pricing-exceptions':          ['money',    'E',     'E',          'E', 'E',  'E',   'E'],
  fit:                           ['money',    'S',     'w',          'S', '–',  '–',   '–'],

  'before-signature':            ['handoff',  'E',     'E',          'E', 'E',  'E',   'E'],
  'scoping-template':            ['handoff',  'N',     'N',          'N', 'S',  'N',   'N'],
  'handoff-context':             ['handoff',  'S',     'S',          'S', 'S',  'S',   'S'],
} as const satisfies Record<string, Row>;

/**
 * Defaults that differ from the rule's own, as policy would write them. What goes wrong on any job costs the same everywhere, since its date must not
 * hang on which profile was picked; it is told in the words of the trade.
 */
// prettier-ignore
const OPTIONS: Readonly<Record<Profile, Readonly<Partial<Record<RuleId, Readonly<Record<string, unknown>>>>>>> = {
  services: {
    'two-failures': everyday('A consultant is off sick', 'A step takes half as long again'),
    'owner-inputs-escalation': { levels: 2 },
  },
  'make-to-order': {
    'two-failures': everyday('An operator is off sick', 'Half of a step has to be made again'),
  },
  saas: {
    'two-failures': everyday('An engineer is off sick or called to an incident', 'A review sends half of a step back'),
    'on-roadmap': { customs: true },
  },
  print: {
    'two-failures': everyday('An operator is off sick', 'Half of a run is printed again'),
    'upstream-reset': { open_inputs: 'relative' },
  },
  trades: {
    'two-failures': everyday('A tradesman is off sick', 'Half of a step is done again after inspection'),
  },
  'regulated-care': {
    'safety-ratio': { accreditation: 'required' },
    'two-failures': everyday('A caregiver is off sick', 'A step takes half as long again'),
    'owner-inputs-escalation': { levels: 2 },
  },
};

function everyday(sick: string, overrun: string): { everyday: unknown[] } {
  return {
    everyday: [
      { id: 'sick', what: sick, hits: 'any', costs: '2bd' },
      { id: 'overrun', what: overrun, hits: 'any', repeats: '50%' },
    ],
  };
}

/** The id of a rule of the catalogue. */
export type RuleId = keyof typeof TABLE;

/** Every rule of the catalogue, in its order. */
export const RULE_IDS = Object.keys(TABLE) as readonly RuleId[];

/** Whether an id is one of the catalogue's. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(TABLE, id);
}

/** Returns the chapter of a rule. */
export function familyOf(id: RuleId): Family {
  return TABLE[id][0];
}

/** Returns how strict a profile is with a rule. */
export function cellOf(id: RuleId, profile: Profile): Cell {
  return TABLE[id][1 + PROFILES.indexOf(profile)] as Cell;
}

/** Returns a profile's defaults of a rule's options, where they differ from the rule's own. */
export function optionDefaults(id: RuleId, profile: Profile): Readonly<Record<string, unknown>> {
  return OPTIONS[profile][id] ?? {};
}
