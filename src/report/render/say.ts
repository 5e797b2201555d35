/** The formats of what can be told to a customer: sentences for a call or a mail, and data. */
import type { SayReport } from '../say/index.ts';
import type { Renderer } from './index.ts';
import { renderJson } from './json.ts';
import { faultLines } from './text.ts';
import { paintFor } from './paint.ts';
import type { View } from './view.ts';
import { hang, visible, wrap } from './width.ts';

/** The formats of `handoff say`. */
export const SAY_FORMATS: Readonly<Record<'text' | 'json', (said: SayReport, view: View) => ReturnType<Renderer>>> = {
  text: sayText,
  json: renderJson,
};

/** Without colours: it is copied into a mail. */
async function sayText({ say, faults }: SayReport, view: View): Promise<string> {
  const width = Math.min(Math.max(view.columns ?? 80, 40), 100);
  const broken = faults.length === 0 ? [] : faultLines({ faults }, await paintFor(view.color), width);
  if (say === null) return broken.map((line) => `${line}\n`).join('');
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.flatMap((line) => hang('- ', visible(line), width))];
  const lines = [
    ...wrap(visible(say.says), width),
    ...list('Why not:', say.because),
    ...list('What you could have:', say.instead),
    ...list(say.answer === 'yes' ? 'What it rests on:' : 'What that date rests on:', say.rests_on),
  ];
  return `${lines.join('\n')}\n`;
}
