import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import { at, isSame, keyAt, type PathPart, type Place } from '../model/place.ts';
import { effortByRole } from '../model/size.ts';
import { listed } from '../model/words.ts';
import { unknownForUnlisted } from './missing.ts';
import { placeholderIn } from './texts/placeholder.ts';
import type { MissingFact, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

type Reason = 'part-missing' | 'placeholder' | 'no-cost' | 'support' | 'library-silent';

/** A scope says what is assumed, what the customer gives, who works, what is out, and where support ends. */
export const scopingTemplate: Rule<object, never, Reason> = {
  id: 'scoping-template',
  family: 'handoff',
  title: 'A part of the scope is not written.',
  why: 'A scope that only says what is in it is filled up later by whoever remembers the sales call best. What is assumed, what the customer gives, who works on it, what is out and how long support lasts are written while they are still free.',
  source: 'Scoping templates of service firms: assumptions, inputs, roles, exclusions, support, each with its price when it fails.',
  waivable: 'delivery-lead',
  date: false,
  options: z.strictObject({}),
  reasons: {
    'part-missing': 'Neither the deal nor the library says any assumption, customer input, role or exclusion.',
    placeholder: 'A part is there, and says only that it will be written: TBD, n/a.',
    'no-cost': 'An assumption of the deal does not say what it costs when it is false.',
    support: 'The deal does not say how much support there is, or it ends before the work is done.',
    'library-silent': 'An assumption or an input of the library does not say what it costs when it fails.',
  },
  needs: [],
  check(facts) {
    const { deal } = facts;
    const failure = failureOf([...missingParts(facts), ...withoutCost(facts), ...placeholders(facts), ...aboutSupport(facts)]);
    if (failure !== null) return failure;
    const [unlisted, ...more] = deal.items.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return unknownForUnlisted('the scope', [unlisted, ...more]);
    const [silent, ...others] = owedByLibrary(facts);
    if (silent !== undefined) {
      const missing = [silent, ...others] as const;
      return { kind: 'unknown', reason: 'library-silent', summary: `operations owes: ${listed(missing.map(({ fact }) => fact))}`, missing };
    }
    return {
      kind: 'pass',
      note: 'assumptions, customer inputs, roles, exclusions and support are written, and what they cost when they fail',
    };
  },
};

/** Every exclusion there is, with its place where the deal writes it. */
function exclusionsOf({ deal }: RuleFacts): { text: string; at: Place | null }[] {
  const own = (deal.file.exclusions ?? []).map((text, nth) => ({ text, at: at('deal', 'exclusions', nth) }));
  const ofPromises = (deal.file.promises ?? []).flatMap(({ excludes }, nth) =>
    excludes.map((text, each) => ({ text, at: at('deal', 'promises', nth, 'excludes', each) })),
  );
  const library = deal.items.flatMap(({ entry }) => entry?.exclusions.map((text) => ({ text, at: null })) ?? []);
  return [...own, ...ofPromises, ...library];
}

/** "None" excludes nothing, and assumes nothing. */
const NOTHING = /^(?:none|nothing|no|no exclusions|no assumptions|nobody|not any)[.!]*$/iu;

function missingParts(facts: RuleFacts): Wrong<Reason>[] {
  const { deal, calendar } = facts;
  const { file, items } = deal;
  // The library would say most of it.
  if (items.some(({ entry }) => entry === null)) return [];
  const real = (texts: readonly string[]): boolean => texts.some((text) => !NOTHING.test(text.trim()));
  const found: Wrong<Reason>[] = [];
  const lacks = (key: string, message: string, help: string): void => {
    found.push({ reason: 'part-missing', finding: { message, at: keyAt('deal', key), help, data: { part: key } } });
  };
  if (!real(deal.assumptions.map(({ text }) => text))) {
    const step = items.flatMap(({ entry }) => entry?.steps ?? []).find(({ needs }) => needs.length > 0)?.id ?? 'STEP';
    lacks('assumptions', 'nothing is written of what is assumed', `add assumptions: [{text: …, if_false: {hits: ${step}, costs: 1bd}}]`);
  }
  // Where the library needs none of the customer, only the deal can say that it was asked.
  if (deal.inputs.length === 0 && file.inputs === undefined) {
    lacks(
      'inputs',
      'nothing is written of what the customer gives, and the library asks for nothing',
      'if nothing is needed, write inputs: []',
    );
  }
  const roles = file.roles ?? [...effortByRole(items, calendar).keys()];
  if (!real(roles)) lacks('roles', 'nothing is written of the roles that the scope needs', 'add roles: […]');
  if (!real(exclusionsOf(facts).map(({ text }) => text))) {
    lacks(
      'exclusions',
      'nothing is written of what is not part of it',
      'add exclusions: […]: what this customer may think is included, and is not',
    );
  }
  return found;
}

function placeholders(facts: RuleFacts): Wrong<Reason>[] {
  const { file, assumptions } = facts.deal;
  const texts: { text: string; of: string; at: Place | null }[] = [
    ...assumptions.filter((each) => each.at.file === 'deal').map(({ text, at: place }) => ({ text, of: 'an assumption', at: place })),
    ...(file.roles ?? []).map((text, nth) => ({ text, of: 'a role', at: at('deal', 'roles', nth) })),
    ...exclusionsOf(facts).map((each) => ({ ...each, of: 'an exclusion' })),
  ];
  return texts.flatMap(({ text, of, at: place }): Wrong<Reason>[] => {
    const placeholder = placeholderIn(text);
    if (placeholder === null || place === null) return [];
    const finding = { message: `'${placeholder}' is no text of ${of}`, at: place, help: 'write it, or remove the line', data: { text } };
    return [{ reason: 'placeholder', finding }];
  });
}

function withoutCost({ deal }: RuleFacts): Wrong<Reason>[] {
  const step = deal.items.flatMap(({ entry }) => entry?.steps ?? []).find(({ needs }) => needs.length > 0)?.id ?? 'STEP';
  return deal.assumptions.flatMap(({ text, if_false, at: place }): Wrong<Reason>[] => {
    if (place.file !== 'deal' || if_false !== undefined || placeholderIn(text) !== null) return [];
    const message = `'${text}' is assumed, and does not say what it costs when it is false`;
    const help = `add if_false: {hits: ${step}, costs: 1bd}, or delays, with what it really costs`;
    return [{ reason: 'no-cost', finding: { message, at: place, help, data: { assumption: text } } }];
  });
}

function aboutSupport({ deal }: RuleFacts): Wrong<Reason>[] {
  const { support } = deal.file;
  // A scope that nobody knows is told first: what follows from it is asked when it is known.
  if (support === undefined && deal.items.some(({ entry }) => entry === null)) return [];
  const wrong = (message: string, place: Place, help: string): Wrong<Reason>[] => [
    { reason: 'support', finding: { message, at: place, help } },
  ];
  if (support === undefined) {
    const message = 'the deal does not say how much support is part of it, and until when';
    return wrong(message, keyAt('deal', 'support'), 'add support: none, or support: {hours: 4h, until: DATE}');
  }
  const asked = deal.judgedCompletion;
  if (support === 'none' || asked === null || support.until > asked.day) return [];
  const message = `support ends on ${formatDay(support.until)}, and the work is complete on ${formatDay(asked.day)}`;
  return wrong(message, at('deal', 'support', 'until'), 'write a later day, or support: none');
}

/** What only operations can say: the library's own assumptions and inputs. The same of two items is told once. */
function owedByLibrary({ deal }: RuleFacts): MissingFact[] {
  const owed = (fact: string, ...path: PathPart[]): MissingFact => ({
    fact,
    file: 'deliverables',
    key: path.join('.'),
    owedBy: 'operations',
    at: at('deliverables', 'deliverables', ...path),
  });
  const missing = deal.items.flatMap(({ entry }) => {
    if (entry === null) return [];
    const assumed = entry.assumptions.flatMap(({ text, if_false }, nth) =>
      if_false === undefined ? [owed(`what it costs when '${text}' is false`, entry.id, 'assumptions', nth)] : [],
    );
    const given = entry.inputs.flatMap(({ id, late }) =>
      late === undefined ? [owed(`what it costs when '${id}' is late`, entry.id, 'inputs', id, 'late')] : [],
    );
    return [...assumed, ...given];
  });
  return missing.filter((one, nth) => missing.findIndex((other) => isSame(one.at, other.at)) === nth);
}
