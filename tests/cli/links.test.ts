// Links from a report to the pages of rules: where a terminal opens them, to pages that are there, and nowhere else.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { docsFor, opensLinks } from '../../src/cli/links.ts';
import { handoff, inProcess, ROOT } from './run.ts';

const world = (env: Readonly<Record<string, string>>, terminal = true) => ({ env: (name: string) => env[name], isTTY: () => terminal });

describe('a terminal opens links', () => {
  test.each<[Record<string, string>, boolean]>([
    [{ TERM: 'xterm-256color' }, false],
    [{ TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '455' }, false],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.15' }, false],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1' }, true],
    [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '10.0.1' }, true],
    [{ TERM_PROGRAM: 'iTerm.app' }, false],
    [{ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22' }, true],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.71.2' }, false],
    [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.104.0' }, true],
    [{ VTE_VERSION: '5000' }, false],
    [{ VTE_VERSION: '5001' }, true],
    [{ VTE_VERSION: '7006' }, true],
    [{ VTE_VERSION: 'x' }, false],
    [{ TERM: 'xterm-kitty' }, true],
    [{ TERM: 'xterm-kitty', NO_COLOR: '1' }, false],
    [{ TERM: 'xterm-kitty', SSH_CONNECTION: '1.2.3.4 5 6.7.8.9 22' }, false],
    [{ TERM: 'xterm-kitty', CI: 'true' }, false],
    [{ VTE_VERSION: '7006', TMUX: '/tmp/x' }, false],
    [{ VTE_VERSION: '7006', TERM: 'dumb' }, false],
    [{ TERM: 'dumb', NO_COLOR: '1', FORCE_HYPERLINK: '1' }, true],
    [{ TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }, false],
  ])('%j: %s', (env, opens) => {
    expect(opensLinks(world(env))).toBe(opens);
    expect(opensLinks(world(env, false))).toBe(opens && 'FORCE_HYPERLINK' in env);
  });
});

test('no page, no link', () => {
  expect(docsFor(world({ TERM: 'xterm-kitty' }), join(ROOT, 'docs', 'rules'))).toMatch(/^file:\/\/\/.*\/docs\/rules\/$/);
  expect(docsFor(world({ TERM: 'xterm-kitty' }), join(ROOT, 'docs', 'nowhere'))).toBeNull();
});

test('the built program links each rule that it tells to its page, and says the same', async () => {
  const { out } = handoff(['check', '--example'], { env: { FORCE_HYPERLINK: '1' } });
  const link = /\u001B\]8;;([^\u001B]*)\u001B\\([^\u001B]*)\u001B\]8;;\u001B\\/g;
  const links = [...out.matchAll(link)].map(([, address, id]) => ({ id, isThere: existsSync(fileURLToPath(address)), address }));
  expect(links.map(({ id }) => id)).toEqual(['operations-date', 'mandatory-steps']);
  for (const { id, isThere, address } of links)
    expect({ isThere, page: address.split('/').at(-1) }).toEqual({ isThere: true, page: `${id}.md` });
  expect(out.replaceAll(link, '$2')).toBe((await inProcess(['check', '--example'])).out);
});
