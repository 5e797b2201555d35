// A workspace in which one press prints one poster a day, so that a day is a slot: 2026-11-16 is a Monday, a deal of that day is signed on Tuesday the 17th,
// and whoever wants a poster by the 17th wants the one slot there is.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The day on which all of it happens, unless a test says another. */
export const TODAY = '2026-11-16';

/** Its files of operations, by path. */
export const FILES: Readonly<Record<string, string>> = {
  'handoff.yaml': `handoff: 1
principals: {delivery-lead: [ana], leadership: [priya]}
rules: {two-failures: off, three-runs: off, comparable-work: off, proven-output: off, soft-promises: off}
`,
  'capacity.yaml': `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
reserve: 0%
roles: {press: {rate: 10}, lead: {rate: 10}}
people:
  - {id: ana, name: Ana Ruiz, role: lead}
  - {id: priya, name: Priya Shah, role: lead}
equipment: [{id: press-1, role: press}]
`,
  'deliverables.yaml': `handoff: 1
deliverables:
  poster:
    title: Poster
    version: 1
    status: offered
    price: {each: 500}
    owner: ana
    doer: ana
    escalation: [priya]
    complete_when: {observable: "{quantity} posters hang in the shop", measure: posters that hang, threshold: "{quantity}", evidence: a photo of each}
    exclusions: [Frames]
    steps:
      - {id: print, needs: {press: 1}, duration: {each: 8h}}
`,
};

/** Returns the text of a deal for one poster. */
export function poster(customer: string, wanted = '2026-11-17', seller = 'Sam Reed'): string {
  return `handoff: 1\ncustomer: ${customer}\nseller: {name: ${seller}} # who sells it\nwanted: ${wanted}\nitems: [poster:1]\n`;
}

/** Returns a new folder with the workspace and these deals, by id; `write` puts a file into it. */
export function posters(deals: Readonly<Record<string, string>>): {
  cwd: string;
  write: (path: string, text: string) => void;
  remove: () => void;
} {
  const cwd = mkdtempSync(join(tmpdir(), 'handoff-'));
  const remove = (): void => rmSync(cwd, { recursive: true, force: true });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  for (const [id, text] of Object.entries(deals)) write(`deals/${id}.yaml`, text);
  return { cwd, write, remove };
}
