/** `handoff/doctor@1` as a schema, for other programs. Only the generator and the tests load it; the compiler holds it to its type (last lines). */
import * as z from 'zod/mini';
import type { DoctorReport } from '../doctor/finding.ts';
import { envelope, list, object, said, text, whole } from './schema.ts';

const finding = object({
  check: said(text, 'A short name: `code-owners`, `workflow/base`.'),
  state: said(z.enum(['ok', 'warn', 'wrong', 'not-looked-at']), '`wrong` is an exit code of 1; what could not be looked at is never `ok`.'),
  message: said(text, 'One sentence; of what was not looked at, why.'),
  help: said(z.nullable(text), 'What to do; null where there is nothing to do.'),
  at: said(z.nullable(text), 'Where, as FILE or FILE:LINE; null where it is in no file.'),
});

/** What `handoff doctor --format json` prints. */
export const doctorReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/doctor@1'),
    tool: envelope.tool,
    findings: list(finding),
    counts: z.readonly(object({ ok: whole, warn: whole, wrong: whole, 'not-looked-at': whole })),
    exit: said(z.union([z.literal(0), z.literal(1)]), '0 nothing is wrong, as far as it was looked at; 1 something is.'),
  }),
);

type Read = z.output<typeof doctorReportSchema>;
// Compiles only while the type and the schema say the same.
const same: [DoctorReport extends Read ? true : never, Read extends DoctorReport ? true : never] = [true, true];
void same;
