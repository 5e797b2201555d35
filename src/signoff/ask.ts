/**
 * Questions in a real terminal: the only file that knows the prompts. They are written to standard error, so that an answer on standard output stays clean, and
 * are answered with the keyboard alone. Nothing is decided here: what may be answered is data, and what is said goes back as it is.
 */
import { PassThrough, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { answer, next, type Choice, type Next, type Question, type State } from './interview/machine.ts';
import { keysOf, MARK_PASTES, NOT_PASTING } from './interview/paste.ts';

/** Somebody pressed Ctrl-C, or the terminal went away. */
export class Interrupted extends Error {}

/** Somebody at a terminal. */
export interface Terminal {
  readonly columns: number;
  /** Prints a text on standard error. */
  say(text: string): void;
  /**
   * Waits for an answer, and again until `whyNot` says nothing against it. Returns what was said: a text, the value of a choice, a list of them, or whether yes.
   * The question itself is printed by who asks. Throws `Interrupted`.
   */
  ask(question: Question, whyNot: (said: unknown) => string | null): Promise<unknown>;
}

/** Asks all that an interview still asks, each as `shown` prints it, and returns it with the answers. Throws `Interrupted`. */
export async function askAll(from: State, terminal: Terminal, shown: (step: Next) => string): Promise<State> {
  let state = from;
  for (let step = next(state); step !== 'done'; step = next(state)) {
    const { id } = step.question;
    const before = state;
    terminal.say(shown(step));
    const said = await terminal.ask(step.question, (each) => {
      const after = answer(before, id, each);
      return 'no' in after ? after.no : null;
    });
    const after = answer(state, id, said);
    if ('no' in after) throw new Error(`an answer to '${id}' was taken that cannot be: ${after.no}`);
    state = after;
  }
  return state;
}

/** What stands in the way of a prompt that was asked to end. */
const ABORTED = ['AbortPromptError', 'CancelPromptError'];

/** Returns the terminal of this process. Standard input and standard error must be one. */
export async function openTerminal(color: boolean): Promise<Terminal> {
  const { createPromptModule } = (await import('inquirer')).default;
  const { stdin, stderr } = process;
  const decoder = new StringDecoder('utf8');
  let pasting = NOT_PASTING;

  /** Asks once. `null`: something was pasted that is no answer. */
  const once = async (question: Question, whyNot: (said: unknown) => string | null): Promise<{ said: unknown } | { pasted: number }> => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (raw: boolean) => void stdin.setRawMode(raw) });
    let pasted: number | null = null;
    const listen = (chunk: Buffer): void => {
      const { state, keys, tooLong } = keysOf(pasting, decoder.write(chunk));
      pasting = state;
      if (tooLong !== null) {
        pasted = tooLong;
        running.ui.close();
      } else if (keys !== '') input.write(keys);
    };
    const leave = (): void => void input.write('\u0003');
    const running = createPromptModule({ input, output: screen(color) })([promptOf(question, whyNot)]);
    stderr.write(MARK_PASTES.on);
    stdin.on('data', listen).once('end', leave).resume();
    try {
      return { said: (await running).answer };
    } catch (error) {
      const { name } = error as Error;
      if (pasted !== null && ABORTED.includes(name)) return { pasted };
      if (name === 'ExitPromptError' || ABORTED.includes(name)) throw new Interrupted();
      throw error;
    } finally {
      stdin.off('data', listen).off('end', leave).pause();
      stderr.write(MARK_PASTES.off);
      input.destroy();
    }
  };

  return {
    columns: stderr.columns ?? 80,
    say: (text) => void stderr.write(text),
    ask: async (question, whyNot) => {
      for (;;) {
        const asked = await once(question, whyNot);
        if ('pasted' in asked) {
          stderr.write(`> ${asked.pasted} characters were pasted, and nobody reads so many: nothing of it was taken.\n`);
          continue;
        }
        // A list to pick one from does not judge itself.
        const no = whyNot(asked.said);
        if (no === null) return asked.said;
        stderr.write(`> ${no}\n`);
      }
    },
  };
}

/** Standard error for one prompt, which ends it; without colours where none are wanted. */
function screen(color: boolean): Writable {
  const { stderr } = process;
  const output = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _, done) => {
      const text = String(chunk);
      stderr.write(color ? text : text.replace(/\u001b\[[\d;]*m/g, ''));
      done();
    },
  });
  return Object.defineProperties(output, {
    isTTY: { value: true },
    columns: { get: () => stderr.columns ?? 80 },
    rows: { get: () => stderr.rows ?? 24 },
  });
}

/** A text in lines that break between words, all but the first after `indent`: the prompts would break it anywhere. */
function broken(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${indent}`);
}

function shownChoice({ value, label }: Choice): { value: string | null; name: string; short: string } {
  const name = broken(label, (process.stderr.columns ?? 80) - 5, '   ');
  return { value, name, short: name };
}

/** Where a list begins: on no answer, so that a key pressed too early agrees to nothing. */
const NOT_YET = { value: null, name: '(pick one)', short: '' } as const;

function promptOf(question: Question, whyNot: (said: unknown) => string | null) {
  // The question stands above, where it breaks between words; what is typed has a line of its own.
  const shared = { name: 'answer', message: '', theme: { prefix: '>' } } as const;
  const rows = process.stderr.rows ?? 24;
  const columns = process.stderr.columns ?? 80;
  const pageSize = Math.min(Math.max(rows - 8, 6), 30);
  const listed = { ...shared, loop: false, pageSize, shortcuts: { all: null, invert: null } } as const;
  const judge = (said: unknown): string | true => {
    const no = whyNot(said);
    return no === null ? true : broken(no, columns - 4, '  ');
  };
  switch (question.kind) {
    case 'text':
    case 'date':
    case 'number':
      return { ...shared, type: 'input', validate: judge } as const;
    case 'confirm':
      // Typed, and not the prompt of that name: it takes Enter for yes.
      return { ...shared, type: 'input', message: 'yes or no:', validate: judge } as const;
    case 'pick one':
      return { ...listed, type: 'select', choices: [NOT_YET, ...question.choices.map(shownChoice)] } as const;
    case 'pick several':
      return {
        ...listed,
        type: 'checkbox',
        choices: question.choices.map(shownChoice),
        validate: (picked: readonly { readonly value: unknown }[]) => judge(picked.map(({ value }) => value)),
      } as const;
  }
}
