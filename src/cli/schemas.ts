/** The JSON Schemas that are generated from the program's own, as texts. */
import baseline from '../../schemas/baseline.schema.json';
import booking from '../../schemas/booking.schema.json';
import brief from '../../schemas/brief.schema.json';
import capacity from '../../schemas/capacity.schema.json';
import confirm from '../../schemas/confirm.schema.json';
import confirmed from '../../schemas/confirmed.schema.json';
import deal from '../../schemas/deal.schema.json';
import deliverables from '../../schemas/deliverables.schema.json';
import doctor from '../../schemas/doctor.schema.json';
import diff from '../../schemas/diff.schema.json';
import fill from '../../schemas/fill.schema.json';
import gate from '../../schemas/gate.schema.json';
import held from '../../schemas/held.schema.json';
import history from '../../schemas/history.schema.json';
import hold from '../../schemas/hold.schema.json';
import menu from '../../schemas/menu.schema.json';
import offer from '../../schemas/offer.schema.json';
import options from '../../schemas/options.schema.json';
import plan from '../../schemas/plan.schema.json';
import policy from '../../schemas/policy.schema.json';
import release from '../../schemas/release.schema.json';
import report from '../../schemas/report.schema.json';
import say from '../../schemas/say.schema.json';
import signoff from '../../schemas/signoff.schema.json';
import waiting from '../../schemas/waiting.schema.json';
import when from '../../schemas/when.schema.json';
import type { SchemaName } from './schema-names.ts';

/** Returns the schema of a file as an editor reads it. */
export function schemaText(name: SchemaName): string {
  return `${JSON.stringify(SCHEMAS[name], null, 2)}\n`;
}

const SCHEMAS: Readonly<Record<SchemaName, unknown>> = {
  deal,
  capacity,
  deliverables,
  history,
  policy,
  signoff,
  baseline,
  held,
  booking,
  confirmed,
  report,
  options,
  plan,
  when,
  waiting,
  brief,
  fill,
  offer,
  say,
  gate,
  menu,
  doctor,
  hold,
  release,
  confirm,
  diff,
};
