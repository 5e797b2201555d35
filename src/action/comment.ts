/**
 * The one comment that the action keeps on a pull request: written once, and updated in place ever after. It is known again by the mark that `--format markdown` begins
 * with, and only among what the token's own account has written: whoever wants a comment of theirs to be taken for handoff's can write the mark, too.
 *
 * Nothing here decides whether a job is red. Where a token may not write (a pull request from a fork), the report is in the job's summary, and that is said.
 */
import { MARK } from '../report/render/review/markdown.ts';
import { visible } from '../report/render/width.ts';
import { commentsOf, createComment, updateComment, whoAmI, type Answer, type Comment, type Server } from './api.ts';

/** What the runner and the action say of a job, and what it may write to. */
export interface Job {
  readonly env: (name: string) => string | undefined;
  /** Returns a file's text, or null where there is none. */
  readonly read: (path: string) => string | null;
  readonly append: (path: string, text: string) => void;
  readonly say: (line: string) => void;
  /** How long to wait before another try, in ms. */
  readonly pause: number;
}

/** What became of the comment. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'no-pull-request' | 'in-summary';

/** Writes or updates the comment, and returns what became of it. Never throws for what a server or a token does. */
export async function comment(job: Job): Promise<Outcome> {
  const path = job.env('HANDOFF_COMMENT_FILE') ?? '';
  const body = job.read(path)?.trimEnd() ?? '';
  if (!body.startsWith(MARK)) return instead(job, body, 'no report was written that a comment could hold');
  const event = eventOf(job);
  if (event === null) {
    job.say('handoff: this is no run for a pull request, so there is nothing to comment on');
    return 'no-pull-request';
  }
  const repository = job.env('GITHUB_REPOSITORY') ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) return instead(job, body, 'GITHUB_REPOSITORY names no repository');
  const token = job.env('HANDOFF_TOKEN') ?? '';
  if (token === '') return instead(job, body, 'there is no token');
  const api = (job.env('GITHUB_API_URL') || 'https://api.github.com').replace(/\/+$/, '');
  const server: Server = { api, graphql: job.env('GITHUB_GRAPHQL_URL') || `${api}/graphql`, token, pause: job.pause };
  const refused = (what: string, { status, why }: Extract<Answer<unknown>, { ok: false }>): Outcome => {
    const help =
      status === 403 || status === 404
        ? event.isFork
          ? '; a pull request from a fork has a token that may only read'
          : '; the job needs permissions: {pull-requests: write}'
        : '';
    return instead(job, body, `${what} (${status === null ? '' : `${status}: `}${why})${help}`);
  };

  const me = await whoAmI(server);
  if (!me.ok) return refused('the server does not say who this token is', me);
  const all = await commentsOf(server, repository, event.number);
  if (!all.ok) return refused('the comments of this pull request cannot be read', all);
  const [own, ...others] = all.value.filter((each) => isOwn(each, me.value));
  if (others.length > 0) job.say(`handoff: ${others.length} more comments of its own are there; the oldest is updated`);
  // The server may keep other line ends, and no space at the end.
  if (own !== undefined && own.body.replaceAll('\r\n', '\n').trimEnd() === body) {
    job.say('handoff: the comment says so already');
    return 'unchanged';
  }
  const done = await (own === undefined
    ? createComment(server, repository, event.number, body)
    : updateComment(server, repository, own.id, body));
  if (!done.ok) return refused(`the comment cannot be ${own === undefined ? 'written' : 'updated'}`, done);
  job.say(own === undefined ? 'handoff: the comment is written' : 'handoff: the comment is updated in place');
  return own === undefined ? 'created' : 'updated';
}

/** Whether the token's account wrote it. GitHub calls an app's account `name[bot]` in one place and `name` in another. */
function isOwn({ body, login, isBot }: Comment, me: string): boolean {
  return body.startsWith(MARK) && (login === me || (isBot && login === `${me}[bot]`));
}

/** The pull request that the job runs for; null where it runs for none. */
function eventOf(job: Job): { readonly number: number; readonly isFork: boolean } | null {
  const text = job.read(job.env('GITHUB_EVENT_PATH') ?? '');
  try {
    const event = JSON.parse(text ?? '') as { pull_request?: { number?: unknown; head?: Side; base?: Side } } | null;
    const pull = event?.pull_request;
    if (!Number.isSafeInteger(pull?.number)) return null;
    return { number: pull!.number as number, isFork: pull!.head?.repo?.full_name !== pull!.base?.repo?.full_name };
  } catch {
    return null;
  }
}

interface Side {
  readonly repo?: { readonly full_name?: string } | null;
}

/** Says why there is no comment, and puts the report where everybody who sees the job sees it, unless it is there already. */
function instead(job: Job, body: string, why: string): Outcome {
  const path = job.env('GITHUB_STEP_SUMMARY') ?? '';
  if (path !== '' && body !== '' && !(job.read(path) ?? '').includes(body)) job.append(path, `${body}\n`);
  const where = body === '' ? '' : ': the report is in the summary of this job';
  // Escaped, and in one line: what a server says is no command of ours.
  job.say(`::warning title=handoff::no comment, ${escaped(why)}${where}`);
  return 'in-summary';
}

function escaped(text: string): string {
  return visible(text.replace(/\s+/gu, ' ')).replace(/##\[/g, '## [').replace(/%/g, '%25');
}
