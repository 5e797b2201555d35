/** The schema of history.yaml and history.csv: finished work. */
import * as z from 'zod/mini';
import type { Project } from '../../model/history.ts';
import { across, complain, listBy, object, type Schema } from './fields.ts';
import { VERSION } from './shared.ts';
import { amount, count, flag, id, margin, money, recordedDay, text, whole } from './units.ts';

const optional = <S extends z.ZodMiniType>(schema: S) => z.optional(schema);
const texts = z._default(
  z.pipe(
    z.union([text, z.array(text)]),
    z.transform((value): readonly string[] =>
      typeof value === 'string'
        ? value
            .split(';')
            .map((part) => part.trim())
            .filter((part) => part !== '')
        : value,
    ),
  ),
  [],
);

/** How a cell of history.csv is understood before the schema sees it. */
export type CellKind = 'text' | 'number' | 'flag';

const project = across(
  object({
    id: [text, 'Its name: an order, a project.'],
    customer: [optional(text), 'Whom it was for.'],
    deliverable: [optional(id), 'What the library calls it.'],
    version: [optional(count), "The library's version of that time."],
    quantity: [optional(count), 'How many.'],
    tags: [texts, 'Words to group it by; `;` between them.'],
    signed: [optional(recordedDay), 'Day of the signature.'],
    started: [optional(recordedDay), 'First day of work.'],
    completed: [optional(recordedDay), 'Day on which it was accepted.'],
    promised: [optional(recordedDay), 'Day that was promised.'],
    outcome: [optional(z.enum(['delivered', 'cancelled', 'open'])), 'How it ended.'],
    sold_hours: [optional(amount), 'Hours that were sold.'],
    actual_hours: [optional(amount), 'Hours that were worked.'],
    sold_margin: [optional(margin), 'Margin at sale, as a share.'],
    actual_margin: [optional(margin), 'Margin at close, as a share.'],
    price: [optional(money), 'What the customer paid.'],
    change_orders: [optional(whole), 'Change orders.'],
    believed_included: [optional(whole), 'Requests that the customer believed to be included.'],
    questions_week1: [optional(whole), 'Questions in the first week that the sale should have answered.'],
    contradicted: [optional(whole), 'Statements of the sale that delivery had to contradict.'],
    named: [texts, 'People or levels that were named in the sale.'],
    staffed: [texts, 'People or levels that did the work.'],
    side_warnings: [optional(whole), 'Warnings that were given aside and written nowhere.'],
    pilot: [optional(flag), 'Whether it was a pilot.'],
    hero: [optional(flag), 'Whether it was saved by one person beyond all measure.'],
    doers: [texts, 'Who did the work.'],
    on_spec: [optional(flag), 'Whether it was as specified.'],
    escaped_defects: [optional(whole), 'Defects that the customer found.'],
    csat: [optional(amount), 'Satisfaction of the customer.'],
    rework_hours: [optional(amount), 'Hours of rework.'],
    ambiguities: [optional(whole), 'Ambiguities that were handed over.'],
    plan_signed_at_kickoff: [optional(flag), 'Whether the plan was signed at the kick-off.'],
    realization: [optional(margin), 'Billed hours in recorded billable ones, as a share.'],
    first_milestone_csat: [optional(amount), 'Satisfaction at the first milestone.'],
    milestone_on: [optional(recordedDay), 'Day of the first milestone.'],
    expanded: [optional(flag), 'Whether the customer bought more.'],
    objections: [optional(text), 'Objections in the sale.'],
    ready_at_start: [optional(flag), 'Whether the customer was ready at the start.'],
    cause: [optional(text), 'Cause of a loss of margin.'],
    client_escalated: [optional(flag), 'Whether the customer escalated.'],
  }),
  [
    ['started', 'completed'],
    ({ started, completed }, payload) => {
      if (started !== undefined && completed !== undefined && started > completed) {
        complain(payload, 'is before the first day of work', { path: ['completed'], code: 'schema/range', help: 'started ≤ completed' });
      }
    },
  ],
);

const NUMBERS: readonly (keyof Project)[] = [
  'version',
  'quantity',
  'sold_hours',
  'actual_hours',
  'price',
  'change_orders',
  'believed_included',
  'questions_week1',
  'contradicted',
  'side_warnings',
  'escaped_defects',
  'csat',
  'rework_hours',
  'ambiguities',
  'first_milestone_csat',
];
const FLAGS: readonly (keyof Project)[] = [
  'pilot',
  'hero',
  'on_spec',
  'plan_signed_at_kickoff',
  'expanded',
  'ready_at_start',
  'client_escalated',
];

/** The columns of history.csv, in the order of formats.md, with what their cells hold. */
export const COLUMNS: ReadonlyMap<string, CellKind> = new Map(
  Object.keys(project.shape).map((name) => {
    const key = name as keyof Project;
    return [name, NUMBERS.includes(key) ? 'number' : FLAGS.includes(key) ? 'flag' : 'text'];
  }),
);

/** history.yaml, and history.csv once its rows are maps. */
export const historySchema: Schema<readonly Project[]> = z.pipe(
  object({ handoff: VERSION, projects: [listBy(project, 'id'), 'Finished and open work.'] }),
  z.transform(({ projects }): readonly Project[] => projects),
);
