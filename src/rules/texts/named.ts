/**
 * What the deal's own lines name and operations' files have not. The planner passes over such a line, so a mistyped word would be taken for
 * something that nobody said; it is a finding of the rule that needs it.
 */
import type { Capacity } from '../../model/capacity.ts';
import { at, keyAt, type Place } from '../../model/place.ts';
import { formatNeed } from '../../model/units.ts';
import type { Finding, RuleFacts } from '../rule.ts';
import { suggestion } from '../../model/suggest.ts';

/** Whether a person of capacity is meant, by id or by e-mail. */
function isPerson({ people }: Capacity, name: string): boolean {
  return people.some(({ id, email }) => id === name || email?.toLowerCase() === name.toLowerCase());
}

/** Returns the finding for somebody who is not among the people of capacity: `'zoe', who is to do 'bags', is not …`. */
export function notAPerson({ people }: Capacity, name: string, role: string, place: Place): Finding {
  const ids = people.map(({ id }) => id);
  return {
    message: `${role} is not among the people of capacity`,
    at: place,
    help: suggestion(name, ids, 'people'),
    data: { person: name },
  };
}

/** Returns a finding for each doer, staffed person, project manager and owner of a soft promise whom capacity does not have. */
export function unknownPeople({ deal, capacity }: RuleFacts): Finding[] {
  const { promises = [], staffing = [], soft_promises = [], delivery } = deal.file;
  const named: readonly (readonly [string | undefined, string, Place])[] = [
    [delivery.project_manager, 'the project manager', at('deal', 'delivery', 'project_manager')],
    ...promises.map(({ id, doer }, i) => [doer, `who is to do '${id}',`, at('deal', 'promises', i, 'doer')] as const),
    ...staffing.map(({ person }, i) => [person, 'who is to staff it,', at('deal', 'staffing', i, 'person')] as const),
    ...soft_promises.map(({ said, owner }, i) => [owner, `who owns '${said}',`, at('deal', 'soft_promises', i, 'owner')] as const),
  ];
  return named.flatMap(([name, role, place]) => {
    if (name === undefined || isPerson(capacity, name)) return [];
    return [notAPerson(capacity, name, role.endsWith(',') ? `'${name}', ${role}` : `${role} '${name}'`, place)];
  });
}

/** Returns a finding for each input that nothing in the deal needs. */
export function unknownInputs({ deal }: RuleFacts): Finding[] {
  const known = [...new Set(deal.inputs.map(({ id }) => id))];
  // It may be an input of what the library does not have, and then that is what is wrong.
  if (deal.items.some(({ entry }) => entry === null)) return [];
  return (deal.file.inputs ?? []).flatMap(({ id }, index): Finding[] =>
    known.includes(id)
      ? []
      : [
          {
            message: `'${id}' is no input of what is sold, so nothing waits for it`,
            at: at('deal', 'inputs', index, 'id'),
            help: `${suggestion(id, known, 'inputs')}${known.length === 0 ? ': leave the line out' : ' Else leave the line out'}`,
            data: { input: id },
          },
        ],
  );
}

/** Returns a finding for each material, role and level that the deal counts on and capacity does not have. */
export function unknownOfCapacity({ deal, capacity }: RuleFacts): Finding[] {
  const { materials = [], staffing = [] } = deal.file;
  const stocked = capacity.materials?.map(({ id }) => id) ?? [];
  const unknown = (name: string, is: string, names: readonly string[], kind: string, place: Place): Finding[] =>
    names.includes(name) ? [] : [{ message: `'${name}' is ${is}`, at: place, help: suggestion(name, names, kind), data: { name } }];
  return [
    ...materials.flatMap(({ material }, i) =>
      unknown(material, 'no material of capacity, so no plan counts on it', stocked, 'materials', at('deal', 'materials', i, 'material')),
    ),
    ...staffing.flatMap(({ needs }, i) =>
      needs.flatMap((need): Finding[] => {
        const role = Object.hasOwn(capacity.roles, need.role) ? capacity.roles[need.role] : null;
        const place = keyAt('deal', 'staffing', i, 'needs', formatNeed({ ...need, units: 1 }));
        if (role === null)
          return unknown(need.role, 'no role of capacity, so nobody can staff it', Object.keys(capacity.roles), 'roles', place);
        if (need.level === null) return [];
        return unknown(need.level, `no level of ${need.role}, so nobody can staff it`, role.levels, `levels of ${need.role}`, place);
      }),
    ),
  ];
}
