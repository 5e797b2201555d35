// A real terminal for tests: tmux runs a line of shell in a window of so many columns, and what then stands on the screen is read back.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { ENV, PROGRAM, ROOT } from './run.ts';

/** Whether there is a tmux; where there is none the tests that need it are skipped, aloud. */
export const hasTmux = spawnSync('tmux', ['-V'], { stdio: 'ignore' }).status === 0;
if (!hasTmux) process.stderr.write('\nSKIPPED: tmux is not here, so nothing is tested on a real terminal\n\n');

/** Returns the screen after `handoff ARGS` has ended in a terminal of so many columns: as characters, and as they came, with colours. */
export function screenOf(args: readonly string[], columns: number, cwd = ROOT): { plain: string; raw: string; code: number } {
  const server = `handoff-${randomUUID()}`;
  const tmux = (...words: string[]): string => {
    const { status, stdout, stderr } = spawnSync('tmux', ['-L', server, '-f', '/dev/null', ...words], {
      encoding: 'utf8',
      env: { ...ENV, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    });
    if (status !== 0) throw new Error(`tmux ${words[0]}: ${stderr}`);
    return stdout;
  };
  try {
    // The last line says that all is written; the shell then waits, so that the screen stays.
    const line = `'${process.execPath}' '${PROGRAM}' ${args.map((arg) => `'${arg}'`).join(' ')}; echo "ended $?"; cat`;
    tmux('-u', 'new-session', '-d', '-s', 'test', '-x', String(columns), '-y', '400', '-c', cwd, line);
    for (;;) {
      const plain = tmux('capture-pane', '-p', '-t', 'test');
      const ended = /\nended (\d+)\n/.exec(plain);
      if (ended !== null)
        return { plain: plain.slice(0, ended.index + 1), raw: tmux('capture-pane', '-e', '-p', '-t', 'test'), code: Number(ended[1]) };
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  } finally {
    spawnSync('tmux', ['-L', server, 'kill-server'], { stdio: 'ignore' });
  }
}

/** Somebody at a terminal. */
export interface Sitting {
  /** Presses keys, by tmux's names: `Enter`, `Down`, `C-c`. */
  press(...keys: readonly string[]): void;
  /** Types a text. */
  type(text: string): void;
  /** Pastes a text, marked as a paste where the program asked for that. */
  paste(text: string): void;
  /** Waits until the screen ends with a prompt below this text, wherever its lines break, as the `nth` question; returns the screen. */
  asked(text: string, nth?: number): string;
  /** Waits until the screen shows this. */
  shows(text: string | RegExp): string;
  /** Waits for the end of the program, and returns its exit code with all that stands on the screen; lines that were broken by the terminal are joined. */
  ended(): { code: number; screen: string };
}

/** One tmux for many terminals. */
export interface Room {
  /** Runs `handoff ARGS` in a new terminal of so many columns. */
  sit(args: readonly string[], columns: number, cwd: string): Sitting;
  close(): void;
}

/** Opens a room; it must be closed. */
export function openRoom(): Room {
  const server = `handoff-${randomUUID()}`;
  const tmux = (words: readonly string[], input = ''): string => {
    const { status, stdout, stderr } = spawnSync('tmux', ['-u', '-L', server, '-f', '/dev/null', ...words], {
      encoding: 'utf8',
      input,
      env: { ...ENV, TERM: 'xterm-256color', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    });
    if (status !== 0) throw new Error(`tmux ${words[0]}: ${stderr}`);
    return stdout;
  };
  let many = 0;
  return {
    sit: (args, columns, cwd) => {
      const at = `s${many++}`;
      const words = args.map((arg) => `'${arg}'`).join(' ');
      const line = `'${process.execPath}' '${PROGRAM}' ${words}; echo "ended $?"; exec cat`;
      tmux(['new-session', '-d', '-s', at, '-x', String(columns), '-y', '200', '-c', cwd, line]);
      const screen = (): string => tmux(['capture-pane', '-p', '-J', '-t', at]).replace(/[ \n]+$/, '');
      const shows = (text: string | RegExp): string => {
        for (let wait = 0; ; wait++) {
          const now = screen();
          if (typeof text === 'string' ? now.includes(text) : text.test(now)) return now;
          if (wait > 1500) throw new Error(`waited for ${String(text)} on\n${now}`);
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
        }
      };
      const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return {
        press: (...keys) => void tmux(['send-keys', '-t', at, ...keys]),
        type: (text) => void tmux(['send-keys', '-t', at, '-l', '--', text]),
        paste: (text) => {
          tmux(['load-buffer', '-b', at, '-'], text);
          // Raw, as a terminal does it: the markers only where they were asked for, the line breaks as they are.
          tmux(['paste-buffer', '-p', '-r', '-b', at, '-t', at]);
        },
        // What is typed before a prompt listens is thrown away, so it has to be there.
        asked: (text, nth) => {
          const words = (nth === undefined ? '' : `(?:^|\\n)${nth}/\\d+ `) + text.split(' ').map(literally).join('\\s+');
          // Below the last question stand only what helps to answer it, choices, and what was said.
          return shows(new RegExp(`${words}[^\\n]*(?:\\n(?:[ >❯↑].*)?)*\\n(?:>|.*⏎ (?:select|submit))$`));
        },
        shows,
        ended: () => {
          const now = shows(/(?:^|\n)ended (\d+)$/);
          return { code: Number(/ended (\d+)$/.exec(now)![1]), screen: now };
        },
      };
    },
    close: () => void spawnSync('tmux', ['-L', server, 'kill-server'], { stdio: 'ignore' }),
  };
}
