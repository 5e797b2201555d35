/** The few calls of GitHub's REST interface that a comment needs, over plain fetch. What the server says is somebody else's text until it was looked at. */

/** Where the server is, and who asks. */
export interface Server {
  /** As the runner names it: `https://api.github.com`. */
  readonly api: string;
  readonly graphql: string;
  readonly token: string;
  /** How long to wait before another try, in ms: less in tests. */
  readonly pause: number;
}

/** A comment as the server lists it. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Who wrote it; null where the account is gone. */
  readonly login: string | null;
  readonly isBot: boolean;
}

/** What a call came to: an answer, or why there is none. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly status: number | null; readonly why: string };

/** So many comments come at once, and so many pages are looked through: 10,000 comments. */
const PER_PAGE = 100;
const MOST_PAGES = 100;
const TRIES = 3;
const TIMEOUT = 20_000;

/** Returns the login that a token writes as. An installation's token may not ask `GET /user`; this it may. */
export async function whoAmI(server: Server): Promise<Answer<string>> {
  const asked = await call(server, 'POST', server.graphql, { query: 'query { viewer { login } }' }, TRIES);
  if (!asked.ok) return asked;
  const login = at(at(at(asked.value, 'data'), 'viewer'), 'login');
  return typeof login === 'string' && login !== '' ? { ok: true, value: login } : no(200, 'the server does not say whose token it is');
}

/** Returns all comments of a pull request, oldest first. */
export async function commentsOf(server: Server, repository: string, number: number): Promise<Answer<Comment[]>> {
  const all: Comment[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const url = `${server.api}/repos/${repository}/issues/${number}/comments?per_page=${PER_PAGE}&page=${page}`;
    const asked = await call(server, 'GET', url, null, TRIES);
    if (!asked.ok) return asked;
    if (!Array.isArray(asked.value)) return no(200, 'the server lists no comments');
    all.push(...asked.value.flatMap(commentOf));
    if (asked.value.length < PER_PAGE) return { ok: true, value: all };
  }
  return no(null, `there are more than ${PER_PAGE * MOST_PAGES} comments`);
}

/** Writes a new comment. It is tried once: a second try after an answer that was lost would be a second comment. */
export function createComment(server: Server, repository: string, number: number, body: string): Promise<Answer<unknown>> {
  return call(server, 'POST', `${server.api}/repos/${repository}/issues/${number}/comments`, { body }, 1);
}

/** Puts another text into a comment. */
export function updateComment(server: Server, repository: string, id: number, body: string): Promise<Answer<unknown>> {
  return call(server, 'PATCH', `${server.api}/repos/${repository}/issues/comments/${id}`, { body }, TRIES);
}

function commentOf(found: unknown): Comment[] {
  const [id, body, user] = [at(found, 'id'), at(found, 'body'), at(found, 'user')];
  if (typeof id !== 'number' || typeof body !== 'string') return [];
  const login = at(user, 'login');
  return [{ id, body, login: typeof login === 'string' ? login : null, isBot: at(user, 'type') === 'Bot' }];
}

async function call(server: Server, method: string, url: string, body: unknown, tries: number): Promise<Answer<unknown>> {
  const answer = await once(server, method, url, body);
  // A refusal is an answer; a server that is busy, or not to be reached, may have another one later.
  const again = !answer.ok && (answer.status === null || answer.status === 429 || answer.status >= 500);
  if (!again || tries <= 1) return answer;
  await new Promise((done) => setTimeout(done, server.pause * (TRIES - tries + 1)));
  return call(server, method, url, body, tries - 1);
}

async function once({ token }: Server, method: string, url: string, body: unknown): Promise<Answer<unknown>> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'handoff',
        'x-github-api-version': '2022-11-28',
      },
      ...(body !== null && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = await response.text();
    const value = parsed(text);
    if (response.ok && value !== undefined) return { ok: true, value };
    const said = at(value, 'message');
    return no(response.status, typeof said === 'string' ? said : 'no words');
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: string }; message?: string };
    return no(null, cause?.code ?? message ?? 'it cannot be reached');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function no(status: number | null, why: string): { ok: false; status: number | null; why: string } {
  return { ok: false, status, why };
}
