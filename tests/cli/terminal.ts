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
