/** Colour, by meaning. Whether there is any is decided at the border, not by chalk, which knows neither the flags nor NO_COLOR. */

/** One function a meaning; without colour each returns its text. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
}

const same = (text: string): string => text;
const PLAIN: Paint = { good: same, bad: same, doubtful: same, quiet: same, strong: same };

/** Returns the paint for an output; chalk is loaded only where there is colour. */
export async function paintFor(color: boolean): Promise<Paint> {
  if (!color) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  // chalk prints all that it is given: `lines.map(paint.bad)` would print the indices too.
  const one = (paint: (text: string) => string) => (text: string) => paint(text);
  return { good: one(chalk.green), bad: one(chalk.red), doubtful: one(chalk.yellow), quiet: one(chalk.dim), strong: one(chalk.bold) };
}
