/** Colour, by meaning. Whether there is any is decided at the border, not by chalk, which knows neither the flags nor NO_COLOR. */

/** One function a meaning; without colour each returns its text. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
  /** The id of a rule, which leads to its page where links are opened. */
  readonly rule: (id: string) => string;
}

const same = (text: string): string => text;
const PLAIN: Paint = { good: same, bad: same, doubtful: same, quiet: same, strong: same, rule: same };

/** Returns the paint for an output; chalk is loaded only where there is colour. `docs` is the address of the rules' pages, null where there are no links. */
export async function paintFor(color: boolean, docs: string | null = null): Promise<Paint> {
  const paint = color ? await colours() : PLAIN;
  // OSC 8, ended by ST: what a terminal does not know of it, it leaves out.
  return docs === null ? paint : { ...paint, rule: (id) => `\u001B]8;;${docs}${id}.md\u001B\\${paint.strong(id)}\u001B]8;;\u001B\\` };
}

async function colours(): Promise<Paint> {
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  // chalk prints all that it is given: `lines.map(paint.bad)` would print the indices too.
  const one = (paint: (text: string) => string) => (text: string) => paint(text);
  const [strong, doubtful] = [one(chalk.bold), one(chalk.yellow)];
  return { good: one(chalk.green), bad: one(chalk.red), doubtful, quiet: one(chalk.dim), strong, rule: strong };
}
