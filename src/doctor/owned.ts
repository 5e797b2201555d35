/** Whether somebody has to approve it when what judges the deals is changed: CODEOWNERS over operations' files, the sign-offs and the pipeline. */
import { join, relative, sep } from 'node:path';
import type { World } from '../world.ts';
import { decidingLine, readCodeOwners } from './codeowners.ts';
import { about, type DoctorFinding } from './finding.ts';

/** Where GitHub and GitLab look for it: the first that is there counts. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
/** GitHub reads no larger one. */
const CAP = 3 * 1024 * 1024;
const MANY = 6;

/** What judges, and should not be changed without a word of its owners. */
export interface Judging {
  /** As a person calls it. */
  readonly what: string;
  /** Absolute; of a folder, with a separator at its end. */
  readonly path: string;
}

/** Returns what CODEOWNERS leaves without an owner. */
export function ownedFindings(root: string, judging: readonly Judging[], world: Pick<World, 'read' | 'kind'>): DoctorFinding[] {
  const place = PLACES.find((each) => world.kind(join(root, each)) !== null);
  const none = about('code-owners');
  if (place === undefined)
    return [
      none.wrong(
        `there is no CODEOWNERS file, so whoever may merge may also change what judges them`,
        'write .github/CODEOWNERS: docs/ci.md has one to begin with',
      ),
    ];
  const tell = about('code-owners', place);
  const read = world.read(join(root, place), CAP, root);
  if (!read.ok) return [tell.unseen(`${place} cannot be read (${read.problem})`, 'make it a regular file of less than 3 MiB')];
  const owners = readCodeOwners(new TextDecoder().decode(read.bytes));
  const unowned = [...judging, { what: 'the code owners themselves', path: join(root, place) }].flatMap(({ what, path }) => {
    const name = relative(root, path).split(sep).join('/');
    const folder = path.endsWith(sep);
    // For all of a folder stands a name in it that no pattern was written for.
    const line = decidingLine(owners, folder ? `${name}/handoff-doctor/any.json` : name);
    if (line !== null && line.owners.length > 0) return [];
    const why = line === null ? '' : `, line ${line.line} (${line.pattern}) names nobody`;
    return [`${name}${folder ? '/' : ''} (${what}${why})`];
  });
  const unread =
    owners.unread.length === 0
      ? []
      : [
          tell.warn(
            `lines ${owners.unread.slice(0, MANY).join(', ')} use !, [ or ], or name an owner without an @, and are passed over`,
            'write such a pattern out, and an owner as @your-org/operations: GitHub reads neither otherwise',
          ),
        ];
  if (unowned.length === 0)
    return [
      tell.ok(
        `${judging.length + 1} files and folders that judge a deal have owners; whether their approval is required is set on the server`,
      ),
      ...unread,
    ];
  const more = unowned.length > MANY ? ` and ${unowned.length - MANY} more` : '';
  return [
    tell.wrong(`nobody owns ${unowned.slice(0, MANY).join(', ')}${more}`, 'add a line for each, as /capacity.yaml @your-org/operations'),
    ...unread,
  ];
}
