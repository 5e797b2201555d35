// The few answers of GitHub's API that a comment needs, on this machine alone: comments that are paged, owned and kept, and tokens that may not write.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment as the API gives it. */
interface Kept {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' } | null;
}

/** A server and what it holds. */
export interface Api {
  readonly url: string;
  readonly comments: Kept[];
  /** `POST /repos/…`, as they came. */
  readonly calls: string[];
  /** Whether the token may write. */
  mayWrite: boolean;
  /** What `viewer` says; null: it is refused. */
  viewer: string | null;
  /** So many of the next calls fail as a busy server does. */
  busy: number;
  /** Whether a new comment is kept, and the answer is not heard. */
  losesAnswer: boolean;
  readonly close: () => Promise<void>;
}

export const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

/** Starts a server for pull request 7 of brightwater/proposals. */
export async function fakeApi(): Promise<Api> {
  const comments: Kept[] = [];
  const calls: string[] = [];
  const state = { mayWrite: true, viewer: BOT.login as string | null, busy: 0, losesAnswer: false };
  const answer = (response: ServerResponse, status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const handle = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    calls.push(`${request.method} ${pathname}`);
    if (state.busy > 0) {
      state.busy--;
      return answer(response, 502, { message: 'Bad gateway' });
    }
    if (request.headers.authorization !== 'Bearer the-token') return answer(response, 401, { message: 'Bad credentials' });
    const list = '/repos/brightwater/proposals/issues/7/comments';
    const one = /^\/repos\/brightwater\/proposals\/issues\/comments\/(\d+)$/.exec(pathname);
    const body = (): string => (JSON.parse(text) as { body: string }).body;
    const refused = { message: '::error::Resource not accessible by integration' };
    if (request.method === 'POST' && pathname === '/graphql')
      return state.viewer === null ? answer(response, 403, refused) : answer(response, 200, { data: { viewer: { login: state.viewer } } });
    if (request.method === 'GET' && pathname === list) {
      const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))];
      return answer(response, 200, comments.slice((page - 1) * size, page * size));
    }
    if (!state.mayWrite) return answer(response, 403, refused);
    if (request.method === 'POST' && pathname === list) {
      comments.push({ id: 1000 + comments.length, body: body(), user: BOT });
      return state.losesAnswer ? answer(response, 502, { message: 'Bad gateway' }) : answer(response, 201, comments.at(-1));
    }
    const found = comments.find(({ id }) => id === Number(one?.[1]));
    if (request.method !== 'PATCH' || found === undefined) return answer(response, 404, { message: 'Not Found' });
    found.body = body();
    return answer(response, 200, found);
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => handle(request, response, text));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return Object.assign(state, { url, comments, calls, close });
}
