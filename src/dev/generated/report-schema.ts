/** The JSON Schemas of what the commands print with `--format json`, for programs that read it. */
import * as z from 'zod/mini';
import { optionsReportSchema, planReportSchema, waitingReportSchema, whenReportSchema } from '../../report/schema-answers.ts';
import { briefReportSchema, fillReportSchema, gateReportSchema, offerReportSchema, sayReportSchema } from '../../report/schema-papers.ts';
import { menuSchema } from '../../report/schema-menu.ts';
import { confirmedSchema, confirmReportSchema, holdReportSchema, releaseReportSchema } from '../../report/schema-holding.ts';
import { doctorReportSchema } from '../../report/schema-doctor.ts';
import { diffReportSchema } from '../../report/schema-diff.ts';
import { reportSchema } from '../../report/schema.ts';

const ANSWERS = {
  report: { schema: reportSchema, title: 'handoff/report@1', command: 'check' },
  options: { schema: optionsReportSchema, title: 'handoff/options@1', command: 'options' },
  plan: { schema: planReportSchema, title: 'handoff/plan@1', command: 'plan' },
  when: { schema: whenReportSchema, title: 'handoff/when@1', command: 'when' },
  waiting: { schema: waitingReportSchema, title: 'handoff/waiting@1', command: 'waiting' },
  brief: { schema: briefReportSchema, title: 'handoff/brief@1', command: 'brief' },
  fill: { schema: fillReportSchema, title: 'handoff/fill@1', command: 'fill' },
  offer: { schema: offerReportSchema, title: 'handoff/offer@1', command: 'offer' },
  say: { schema: sayReportSchema, title: 'handoff/say@1', command: 'say' },
  gate: { schema: gateReportSchema, title: 'handoff/gate@1', command: 'gate' },
  menu: { schema: menuSchema, title: 'handoff/menu@1', command: 'menu' },
  doctor: { schema: doctorReportSchema, title: 'handoff/doctor@1', command: 'doctor' },
  hold: { schema: holdReportSchema, title: 'handoff/hold@1', command: 'hold' },
  release: { schema: releaseReportSchema, title: 'handoff/release@1', command: 'release' },
  confirm: { schema: confirmReportSchema, title: 'handoff/confirm@1', command: 'confirm' },
  diff: { schema: diffReportSchema, title: 'handoff/diff@1', command: 'diff' },
  confirmed: { schema: confirmedSchema, title: 'confirmed/DEAL.json, handoff/confirmed@1', command: null },
};

/** The answers that have a schema, by the names of its files. */
export const ANSWER_NAMES = Object.keys(ANSWERS) as (keyof typeof ANSWERS)[];

/** Returns schemas/NAME.schema.json of an answer. */
export function answerJsonSchema(name: keyof typeof ANSWERS): string {
  const { schema, title, command } = ANSWERS[name];
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', override: forReaders }) as Record<string, unknown>;
  const words = {
    title,
    description: command === null ? 'What `handoff confirm` freezes.' : `What \`handoff ${command} --format json\` prints.`,
  };
  return `${JSON.stringify({ $schema, ...words, ...rest }, null, 2)}\n`;
}

/** The program's arrays are read-only to itself; to a reader of JSON that says nothing. */
function forReaders({ jsonSchema }: { jsonSchema: { readOnly?: boolean } }): void {
  delete jsonSchema.readOnly;
}
