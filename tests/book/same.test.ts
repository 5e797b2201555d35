// A book judged by threads says what the one who judges all deals in turn says (`reportOn`, which knows no threads). The threads are played in this process: what
// they are told and tell is cloned, as it is between real ones (tests/cli/book.test.ts has those), and none has any of the other's memory of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { judgeTogether, type Book } from '../../src/book/crew.ts';
import { handOf, type FromHand, type ToHand } from '../../src/book/hand.ts';
import type { CheckOptions } from '../../src/cli/asked.ts';
import { parseArguments } from '../../src/cli/program.ts';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { reportOn, sourcesOfRun } from '../../src/judging.ts';
import { changeOf, dealNamedBy, documentsNamedBy, filesNamedBy } from '../../src/load/workspace.ts';
import { waysToYes } from '../../src/options/index.ts';
import { pictureOf } from '../../src/report/picture.ts';
import type { Report } from '../../src/report/report.ts';
import { readTexts } from '../../src/texts.ts';
import type { Hire, World } from '../../src/world.ts';
import { FILES, poster, TODAY } from '../cli/posters.ts';
import { ROOT } from '../cli/run.ts';

const ready = async (files: Readonly<Record<string, string>>, ...args: string[]) => {
  const world = memoryWorld(files, TODAY);
  const options = parseArguments(['check', ...args], version, world) as CheckOptions;
  const texts = readTexts(options, world, { filesNamedBy, dealNamedBy, documentsNamedBy, changeOf }, null);
  return { world, options, texts, sources: await sourcesOfRun(texts, options, world) };
};
type Ready = Awaited<ReturnType<typeof ready>>;

/** As by one after another. */
const inTurn = ({ texts, sources, options, world }: Ready) => reportOn(texts, sources, options, world, waysToYes);

/** As by so many threads. While they work, it gets midnight. */
const byThreads = ({ texts, sources, options, world }: Ready, jobs: number): Promise<Book> => {
  const tomorrow: World = { ...world, today: (zone) => world.today(zone) + 1 };
  const hire: Hire = async (hear, failed) => {
    const work = handOf(tomorrow, (message: FromHand) => hear(structuredClone(message)));
    return { tell: (message) => void work(structuredClone(message) as ToHand).catch(failed), dismiss: async () => {} };
  };
  return judgeTogether(texts, sources, options, { ...world, hire }, { jobs, progress: { step: () => {}, end: () => {} } });
};

const PRESS = {
  ...FILES,
  // Acme's come one after another, however it is written; Baxter wants the same day, and Corvid cannot have it.
  'deals/a-1.yaml': poster('Acme', '2026-11-18'),
  'deals/a-2.yaml': poster('ACME', '2026-11-17'),
  'deals/b.yaml': poster('Baxter'),
  'deals/c.yaml': poster('Corvid', '2026-11-16'),
};

const story = (path: string): string => readFileSync(join(ROOT, 'fixtures', 'stories', '13-ward-at-two-in-the-morning', path), 'utf8');
const OPERATIONS = ['handoff.yaml', 'ops/capacity.yaml', 'ops/deliverables.yaml', 'ops/history.csv'];
const stay = (customer: string, weight: number): string =>
  story('deals/a-week-later.yaml').replace('Ortega family', customer).replace('weight: 1', `weight: ${weight}`);
const WARD = {
  ...Object.fromEntries(OPERATIONS.map((path) => [path, story(path)])),
  // One more passes; beside thirty more, who are no deal of its customer, it would not.
  'deals/few.yaml': stay('Ortega family', 1),
  'deals/many.yaml': stay('Baxter family', 30),
};
const ratioOf = ({ deals }: Report) => deals.find(({ deal }) => deal === 'few')!.checks.find(({ rule }) => rule === 'safety-ratio')!;

describe('a book', () => {
  test.each([1, 2, 3])('of %i threads says what one who judges all in turn says', async (jobs) => {
    for (const files of [PRESS, WARD]) {
      const run = await ready(files);
      expect((await byThreads(run, jobs)).report).toEqual(inTurn(run).report);
    }
  });

  test('has ways to yes, rivals and deals of one customer to be the same in', async () => {
    const { report } = inTurn(await ready(PRESS));
    const [, second, , none] = report.deals;
    // a-2 is promised sooner, so a-1 is planned in what it leaves: Wednesday.
    expect(report.deals.map(({ deal, verdict, dates }) => [deal, verdict, dates.safe])).toEqual([
      ['a-1', 'pass', '2026-11-18'],
      ['a-2', 'pass', '2026-11-17'],
      ['b', 'pass', '2026-11-17'],
      ['c', 'fail', '2026-11-17'],
    ]);
    expect(JSON.stringify(second.checks.map(({ notes, summary }) => [notes, summary]))).toContain('Baxter');
    expect(none.options.length).toBeGreaterThan(0);
    expect(ratioOf(inTurn(await ready(WARD)).report)).toMatchObject({ verdict: 'pass', reason: 'safety-ratio/wanted-twice' });
  });

  test('draws the same pictures', async () => {
    const run = await ready(PRESS, '--format', 'html');
    const { judged, report } = inTurn(run);
    const { pictures } = await byThreads(run, 2);
    expect(pictures.every((picture) => picture !== null)).toBe(true);
    expect(pictures).toEqual(judged.map((one, index) => pictureOf(report.deals[index], one)));
  });

  test('of which another machine judges a part knows who there adds to the same group', async () => {
    const { report } = inTurn(await ready(WARD));
    for (const n of [1, 2]) {
      const run = await ready(WARD, '--shard', `${n}/2`);
      const part = (await byThreads(run, 2)).report;
      if (part.deals[0].deal === 'few') expect(ratioOf(part)).toEqual(ratioOf(report));
      else expect(part.deals.map(({ deal }) => deal)).toEqual(['many']);
    }
  });
});
