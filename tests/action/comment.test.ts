// The comment of the action, against an API of this machine.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { comment } from '../../src/action/comment.ts';
import { MARK } from '../../src/report/render/review/markdown.ts';
import { BOT, fakeApi, type Api } from './server.ts';

const BODY = `${MARK}\n\n## ✓ YES: wanted 2027-01-15, safe 2027-01-05\n`;
const pull = (head = 'brightwater/proposals') => ({
  pull_request: { number: 7, head: { repo: { full_name: head } }, base: { repo: { full_name: 'brightwater/proposals' } } },
});

let api: Api;
let files: Record<string, string>;
let said: string[];
beforeEach(async () => {
  api = await fakeApi();
  files = { 'comment.md': BODY, 'event.json': JSON.stringify(pull()), summary: '' };
  said = [];
});
afterEach(() => api.close());

const post = (env: Readonly<Record<string, string>> = {}) => {
  const all: Record<string, string> = {
    GITHUB_API_URL: api.url,
    GITHUB_GRAPHQL_URL: `${api.url}/graphql`,
    GITHUB_REPOSITORY: 'brightwater/proposals',
    GITHUB_EVENT_PATH: 'event.json',
    GITHUB_STEP_SUMMARY: 'summary',
    HANDOFF_COMMENT_FILE: 'comment.md',
    HANDOFF_TOKEN: 'the-token',
    ...env,
  };
  return comment({
    env: (name) => all[name],
    read: (path) => files[path] ?? null,
    append: (path, text) => void (files[path] += text),
    say: (line) => void said.push(line),
    pause: 1,
  });
};
const others = (count: number) => {
  for (let n = 0; n < count; n++) api.comments.push({ id: n, body: `looks good ${n}`, user: { login: 'sam', type: 'User' } });
};

describe('the comment', () => {
  test('is written once, left as it is while nothing changes, and updated in place', async () => {
    expect(await post()).toBe('created');
    expect(await post()).toBe('unchanged');
    files['comment.md'] = BODY.replace('YES', 'NOT YET');
    expect(await post()).toBe('updated');
    expect(api.comments).toEqual([{ id: 1000, body: BODY.replace('YES', 'NOT YET').trimEnd(), user: BOT }]);
    // The server may answer with other line ends.
    api.comments[0].body = `${api.comments[0].body.replaceAll('\n', '\r\n')}\n`;
    expect(await post()).toBe('unchanged');
  });

  test('is found on the third page, and not before its end', async () => {
    others(230);
    expect(await post()).toBe('created');
    files['comment.md'] = `${BODY}more\n`;
    expect(await post()).toBe('updated');
    expect(api.comments).toHaveLength(231);
    // A full last page is not the end.
    others(69);
    expect(await post()).toBe('unchanged');
    expect(api.calls.filter((call) => call.startsWith('GET')).length).toBe(3 + 3 + 4);
  });

  test.each([
    ['a seller', { login: 'sam', type: 'User' }],
    ['somebody who calls themselves like the bot', { login: 'github-actions', type: 'User' }],
    ['another bot', { login: 'helper[bot]', type: 'Bot' }],
    ['an account that is gone', null],
  ] as const)('is never that of %s, mark or no mark', async (_, user) => {
    const theirs = `${MARK}\n\n## ✓ YES, trust me\n`;
    api.comments.push({ id: 5, body: theirs, user });
    expect(await post()).toBe('created');
    files['comment.md'] = `${BODY}more\n`;
    expect(await post()).toBe('updated');
    expect(api.comments[0].body).toBe(theirs);
    expect(api.comments).toHaveLength(2);
  });

  test('is none of the same account without the mark, and a person’s own token has its own', async () => {
    api.comments.push({ id: 5, body: `I quote: ${MARK}`, user: BOT });
    expect(await post()).toBe('created');
    api.viewer = 'priya';
    api.comments.push({ id: 6, body: BODY, user: { login: 'priya', type: 'User' } });
    files['comment.md'] = `${BODY}more\n`;
    expect(await post()).toBe('updated');
    expect(api.comments.map(({ body }) => body)).toEqual([`I quote: ${MARK}`, BODY.trimEnd(), `${BODY}more`]);
    // As some servers name an app.
    api.viewer = 'github-actions';
    expect(await post()).toBe('updated');
    expect(api.comments[1].body).toBe(`${BODY}more`);
  });

  test('is tried again where the server is busy, but never written twice', async () => {
    api.busy = 2;
    expect(await post()).toBe('created');
    files['comment.md'] = `${BODY}more\n`;
    api.busy = 1;
    expect(await post()).toBe('updated');
    // Its answer may be lost although the comment is there.
    api.comments.length = 0;
    api.losesAnswer = true;
    expect(await post()).toBe('in-summary');
    api.losesAnswer = false;
    expect(api.comments).toHaveLength(1);
    expect(await post()).toBe('unchanged');
  });

  test.each([
    [
      'a fork',
      () => void ((api.mayWrite = false), (files['event.json'] = JSON.stringify(pull('sam/proposals')))),
      'a pull request from a fork has a token that may only read',
    ],
    [
      'a fork that is gone',
      () =>
        void (
          (api.mayWrite = false),
          (files['event.json'] = JSON.stringify({
            pull_request: { number: 7, head: { repo: null }, base: { repo: { full_name: 'a/b' } } },
          }))
        ),
      'a token that may only read',
    ],
    ['a job without the right to', () => void (api.mayWrite = false), 'the job needs permissions: {pull-requests: write}'],
    ['a token that nobody knows', () => void (api.viewer = null), 'the server does not say who this token is (403: '],
  ])('of %s is the summary of the job, and that is said', async (_, before, words) => {
    before();
    expect(await post()).toBe('in-summary');
    expect(files['summary']).toBe(BODY);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^::warning title=handoff::no comment, /);
    expect(said[0]).toContain(words);
    expect(said[0]).toContain('the report is in the summary of this job');
    // It is there once, however often it is tried.
    await post();
    expect(files['summary']).toBe(BODY);
    expect(api.comments).toEqual([]);
  });

  test('needs a token, a repository, a report and a server, and says which is missing', async () => {
    expect(await post({ HANDOFF_TOKEN: '' })).toBe('in-summary');
    expect(await post({ GITHUB_REPOSITORY: '../../x' })).toBe('in-summary');
    expect(await post({ HANDOFF_TOKEN: 'another' })).toBe('in-summary');
    expect(await post({ HANDOFF_COMMENT_FILE: 'none' })).toBe('in-summary');
    expect(await post({ GITHUB_API_URL: 'http://127.0.0.1:1', GITHUB_GRAPHQL_URL: '' })).toBe('in-summary');
    expect(said.map((line) => line.replace('::warning title=handoff::no comment, ', ''))).toEqual([
      'there is no token: the report is in the summary of this job',
      'GITHUB_REPOSITORY names no repository: the report is in the summary of this job',
      'the server does not say who this token is (401: Bad credentials): the report is in the summary of this job',
      'no report was written that a comment could hold',
      expect.stringContaining('the server does not say who this token is ('),
    ]);
    for (const event of ['{"ref": "main"}', 'null', '{', '{"pull_request": {"number": "7/../8"}}']) {
      files['event.json'] = event;
      expect(await post()).toBe('no-pull-request');
    }
    expect(api.comments).toEqual([]);
  });
});
