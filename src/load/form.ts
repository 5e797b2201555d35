/** A form that somebody filled in → its answers, each with its place: what cannot be taken is told where it stands. */
import * as z from 'zod/mini';
import type { Diagnostic, PathPart } from '../model/place.ts';
import { at, check } from './diagnose.ts';
import { anyKey, text } from './schema/units.ts';
import { mapOf, object, type Schema } from './schema/fields.ts';
import { VERSION } from './schema/shared.ts';
import type { Source } from './source.ts';
import { spanAt } from './tree.ts';
import { parseYaml } from './yaml.ts';

/** What a form says. */
export interface FilledForm {
  readonly form: string;
  readonly deal: string;
  readonly by: string;
  /** By the names of its parts: what was asked about, and what was said, by the ids of the questions. */
  readonly parts: Readonly<
    Record<string, { readonly asked: Readonly<Record<string, string>>; readonly said: Readonly<Record<string, unknown>> }>
  >;
}

const schema: Schema<{ form: string; deal: string; by: string; answers: Readonly<Record<string, Readonly<Record<string, unknown>>>> }> =
  object({
    handoff: VERSION,
    form: [text, 'What it asks for.'],
    deal: [text, "The deal's id."],
    by: [text, 'Who answers.'],
    answers: [mapOf(anyKey, mapOf(anyKey, z.unknown())), 'The answers, by what they are about.'],
  });

const STAMP = mapOf(anyKey, z.string());

/** Returns a form (null where its text is not in order), why not, and what tells of something at a path of it. */
export function loadForm(source: Source): {
  form: FilledForm | null;
  diagnostics: Diagnostic[];
  wrongAt: (path: readonly PathPart[], on: 'key' | 'value', message: string, help: string | null) => Diagnostic;
} {
  const { parsed, diagnostics } = parseYaml(source);
  const wrongAt = (path: readonly PathPart[], on: 'key' | 'value', message: string, help: string | null): Diagnostic =>
    at(parsed, parsed.root === null ? { start: 0, end: 0 } : spanAt(parsed.root, path, on), 'form/answer', message, help);
  const { value, diagnostics: wrong } = check(parsed, schema);
  if (diagnostics.length > 0 || value === null) {
    const all = [...diagnostics, ...wrong];
    const empty = wrongAt([], 'value', 'this is no form', 'write one: handoff restate deal.yaml --form FILE');
    return { form: null, diagnostics: all.length > 0 ? all : [empty], wrongAt };
  }
  const parts = Object.fromEntries(
    Object.entries(value.answers).map(([part, { asked, ...said }]) => {
      const stamp = z.safeParse(STAMP, asked);
      // What it is about cannot be told: then it is about nothing that there is.
      return [part, { asked: stamp.success ? stamp.data : {}, said }];
    }),
  );
  return { form: { form: value.form, deal: value.deal, by: value.by, parts }, diagnostics: [], wrongAt };
}
