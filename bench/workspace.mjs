// Writes the workspace that the speed budget speaks of: one deal of 60 steps (6 items of 10), before 300 bookings of 25 people in 12 roles.
// Nothing in it is left to chance: a number that grew, grew in the program.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROLES = 12;
const PEOPLE = 25;
const BOOKINGS = 300;
const ITEMS = 6;
const STEPS = 10;

/**
 * The workspace by file, its deal with so many items of ten steps, to be complete by a day. Its first item may wait for something: a `material` that takes
 * 25bd, or an `input` that is due when that would come.
 */
export function workspaceFiles(items = ITEMS, complete = '2027-03-31', waits = null) {
  const foil = '\nmaterials: [{id: foil, unit: m, lead_time: 25bd}]\n';
  const artwork = '\ninputs: [{id: artwork, due: 2027-01-11}]\n';
  const blocks =
    waits === 'material'
      ? '    materials: [{material: foil, each: 1, blocks: [step-1]}]\n'
      : waits === 'input'
        ? '    inputs: [{id: artwork, blocks: [step-1]}]\n'
        : '';
  return {
    'handoff.yaml': policy,
    'capacity.yaml': capacity() + (waits === 'material' ? foil : ''),
    'deliverables.yaml': library().replace('    steps:\n', `${blocks}    steps:\n`),
    'deals/large.yaml': deal(items, complete) + (waits === 'input' ? artwork : ''),
  };
}

/** Writes the workspace into an empty folder; returns the deal's file, to be named from there. */
export function writeWorkspace(folder) {
  mkdirSync(join(folder, 'deals'), { recursive: true });
  for (const [file, text] of Object.entries(workspaceFiles())) {
    writeFileSync(join(folder, file), text);
  }
  return join('deals', 'large.yaml');
}

const policy = `handoff: 1
profile: make-to-order
timezone: America/Chicago
currency: USD
files: {capacity: capacity.yaml, deliverables: deliverables.yaml}
buffers: {sales: 3bd}
principals: {delivery-lead: [person-1], leadership: [person-2]}
`;

const role = (n) => `role-${(n % ROLES) + 1}`;
const numbers = (count) => Array.from({ length: count }, (_, index) => index);

/** The Monday of the nth week after the first one. */
function monday(week, plus = 0) {
  return new Date(Date.UTC(2026, 10, 16 + 7 * week + plus)).toISOString().slice(0, 10);
}

function capacity() {
  const people = numbers(PEOPLE).map(
    (n) => `  - {id: person-${n + 1}, name: Person ${n + 1}, role: ${role(n)}, off: [${monday(4 + (n % 12))}..${monday(4 + (n % 12), 4)}]}`,
  );
  // Two weeks each, four hours a day, spread over half a year: every role is about half full.
  const bookings = numbers(BOOKINGS).map((n) => {
    const week = (n * 7) % 26;
    return `  - id: job-${n + 1}
    customer: Customer ${(n % 40) + 1}
    paid: ${n % 3 !== 0}
    state: hard
    promised: ${monday(week + 3)}
    work:
      - {needs: {${role(n)}: 1}, from: ${monday(week)}, to: ${monday(week + 1, 4)}, per_day: 4h}`;
  });
  return `handoff: 1
as_of: ${monday(0)}
calendar:
  week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}
  holidays: [{on: 2026-11-26, name: Thanksgiving}, {on: 2027-05-31, name: Memorial Day}]
  closed: [2026-12-24..2027-01-01]
grain: 1h
reserve: 15%
roles:
${numbers(ROLES)
  .map((n) => `  ${role(n)}: {rate: ${40 + 5 * n}}`)
  .join('\n')}
people:
${people.join('\n')}
bookings:
${bookings.join('\n')}
`;
}

function library() {
  const deliverables = numbers(ITEMS).map((item) => {
    const steps = numbers(STEPS).map((n) => {
      // Two strands that meet at the end, so that there is an order to choose.
      const after = n === STEPS - 1 ? [`step-${n}`, `step-${n - 1}`] : n < 2 ? [] : [`step-${n - 1}`];
      const work = n === 5 ? 'window: 2d' : `needs: {${role(item * 5 + n)}: 1}, duration: {setup: 1h, each: ${2 + (n % 3)}m}`;
      return `      - {id: step-${n + 1}, title: Step ${n + 1}, ${work}, after: [${after.join(', ')}]}`;
    });
    return `  part-${item + 1}:
    title: Part ${item + 1}
    status: offered
    lead_time: 20bd
    price: {setup: 350, each: 42}
    owner: person-1
    doer: person-${item + 3}
    escalation: [person-2]
    complete_when: {observable: "{quantity} parts accepted at the customer's dock", measure: parts accepted, threshold: "{quantity}", evidence: signed delivery note}
    steps:
${steps.join('\n')}
    failures:
      - {id: stock, what: Part out of stock, hits: step-2, delays: 2bd}
      - {id: repeat, what: Inspection fails, hits: step-9, repeats: 50%}`;
  });
  return `handoff: 1\ndeliverables:\n${deliverables.join('\n')}\n`;
}

function deal(items, complete) {
  return `handoff: 1
deal: large
customer: {name: Acme Outdoor, existing: true}
state: proposed
dates:
  signature: 2026-12-01
  wanted: {complete: ${complete}, because: season opening, firm: [complete]}
  offered: {complete: ${complete}}
delivery: {owner: person-1, escalation: [person-2]}
items:
${numbers(items)
  .map((n) => `  - {id: item-${n + 1}, deliverable: part-${n + 1}, quantity: ${100 + 20 * n}}`)
  .join('\n')}
`;
}
