/** Candidate and interviewer of one interview, each in a browser of their own. */
import { expect, type Links } from '../support.ts';
import type { Engine, EnginePage } from './engine.ts';
import type { Kind, Way } from './kinds.ts';
import { Person } from './person.ts';

export interface People {
  engine: Engine;
  ada: Person;
  ines: Person;
}

/** Starts an engine with a page for each, does the steps, and ends all of it. Fails too where a policy had to refuse anything. */
export async function withPeople(kind: Kind, way: Way, steps: (people: People) => Promise<void>): Promise<void> {
  if (!kind.start) throw new Error(`${kind.name} is not installed`);
  const engine = await kind.start(way);
  const pages: EnginePage[] = [];
  const person = async () => {
    const page = await engine.open();
    pages.push(page);
    return new Person(page);
  };
  try {
    const [ada, ines] = [await person(), await person()];
    process.stdout.write(`${engine.name}: ${engine.version}\n`);
    await steps({ engine, ada, ines });
    for (const { violations } of pages) expect(violations ?? []).toEqual([]);
  } finally {
    for (const page of pages) await page.close().catch(() => {});
    await engine.end();
  }
}

/** Both join; the interviewer starts the clock. */
export async function meet({ ada, ines }: People, links: Links): Promise<void> {
  await ines.joins(links.interviewer, 'Ines', 'Guide');
  await ada.joins(links.candidate, 'Ada', 'Editor');
  await ines.presses(/^Start$/);
  await ada.sees('[role=timer]', /left/);
}

/** Seconds: the official run's own limit, and a little. */
const OFFICIAL_RUN = 240;
const HYPOTHESIS = 'Fewer units cost little: the data is noisy.';

/** A Check, a score within the budget, the end, and the replay of it. */
export async function scoreAndReplay({ ada, ines }: People): Promise<void> {
  await ada.presses(/^Check$/);
  await ada.sees('[aria-label=Output]', /Check on .* validation rows/);
  await ines.sees('[aria-label=Runs]', /Check on .* validation rows/);
  await ada.presses(/^Score$/);
  await ada.fills(/^Hypothesis/, HYPOTHESIS);
  await ada.presses(/^About the same/, { css: '[role=radiogroup] label' });
  await ada.presses(/^Submit hypothesis and score/);
  await ada.sees('[role=dialog]', /19 of 20/, OFFICIAL_RUN);
  await ines.presses(/^Scores/, { css: '[role=tab]' });
  await ines.sees('[aria-label=Scores]', new RegExp(HYPOTHESIS));
  await ines.sees('[aria-label=Scores]', /private part/i);
  await ines.presses(/^End$/);
  await ines.presses(/^End the interview/);
  await ada.sees('body', /thank you/i);
  const at = await ines.page.evaluate<string>('location.href');
  await ines.page.goto(at.replace('/watch/', '/replay/'));
  await ines.sees('[aria-label=Runs]', /Check on .* validation rows/);
}
