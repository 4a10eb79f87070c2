/** The room in Firefox and WebKit, where they are installed; `HOLDOUT_ENGINES` names those that are tried, all without it. */
import { KINDS, whyNot } from './engines/kinds.ts';
import { meet, scoreAndReplay, withPeople } from './engines/people.ts';
import { startOverTls } from './engines/tls.ts';
import { test as base, type Holdout } from './support.ts';

/** One server over TLS for all of them: it reads its scenarios for half a minute where the machine is busy. */
const test = base.extend<object, { overTls: Holdout }>({
  overTls: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const { holdout, dispose } = await startOverTls();
      await use(holdout);
      await dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** Ms, an end for what hangs: six times what the longest takes on a quiet machine. */
const LIMIT = 600_000;

const LANGUAGES = {
  python: {
    model: /^model\.py/,
    find: '48, 24',
    put: '16',
    explore: /^explore\.py/,
    run: 'print(6*7, "shown")',
    endless: 'while True: pass',
    stopped: /Stopped/,
  },
  typescript: {
    model: /^model\.ts/,
    find: 'units: 48',
    put: 'units: 8',
    explore: /^explore\.ts/,
    run: 'console.log(6*7, "shown")',
    endless: 'while (true);',
    stopped: /TypeScript had to be restarted: variables are gone/,
  },
} as const;

for (const kind of KINDS) {
  const reason = whyNot(kind);

  test(`[BR41, BR42] ${kind.name}: a link is joined over http, Python runs, Stop ends it, reloads find it, staff follow`, async ({
    holdout,
  }) => {
    test.skip(reason !== null, reason ?? '');
    test.setTimeout(LIMIT);
    const links = await holdout.interview(kind.name, { language: 'python' });
    await withPeople(kind, 'usual', async ({ ada, ines }) => {
      await ines.joins(links.interviewer, 'Ines', 'Guide');
      await ada.page.goto(links.candidate);
      await ada.sees(
        'main',
        kind.shared ? /Stop can interrupt a run/ : /cannot interrupt Python\. Stop restarts it: variables are lost/,
      );
      await ada.joins(links.candidate, 'Ada', 'Editor');
      await ada.presses(/^explore\.py/);
      await ada.types(LANGUAGES.python.run);
      await ada.presses(/^Run file/);
      await ada.sees('[aria-label=Output]', /42 shown/);
      await ines.sees('[aria-label=Runs]', /42 shown/);
      await ada.types('while True: pass');
      await ada.presses(/^Run file/);
      await ada.sees('.kernel-state', /Running/);
      await ada.presses(/^Stop/);
      await ada.sees('[aria-label=Output]', kind.shared ? /Stopped/ : /Python had to be restarted: variables are gone/);
      // Six times with a Python in the tab: what a page held must be given back.
      for (let reload = 0; reload < (kind.shared ? 6 : 1); reload++) {
        await ada.page.reload();
        await ada.sees('[aria-label=Output]', /42 shown/);
        await ada.sees('[aria-label=Editor]', /while True/);
        await ada.sees('.kernel-state', /ready/);
      }
      await ada.types('print(6*8, "again")');
      await ada.presses(/^Run file/);
      await ines.sees('[aria-label=Runs]', /48 again/);
    });
  });

  if (!kind.shared) continue;

  for (const [language, { model, find, put, explore, run, endless, stopped }] of Object.entries(LANGUAGES)) {
    test(`[BR43] ${kind.name}: over TLS, in a private window, ${language} is stopped, checked, scored, ended and replayed`, async ({
      overTls,
    }) => {
      test.skip(reason !== null, reason ?? '');
      test.setTimeout(LIMIT);
      const links = await overTls.interview(kind.name, { language: language as keyof typeof LANGUAGES });
      await withPeople(kind, 'private', async (people) => {
        const { ada, ines } = people;
        await meet(people, links);
        await ada.presses(explore);
        await ada.types(endless);
        await ada.presses(/^Run file/);
        await ada.sees('.kernel-state', /Running/);
        await ada.presses(/^Stop/);
        await ada.sees('[aria-label=Output]', stopped);
        await ada.types(run);
        await ada.presses(/^Run file/);
        await ada.sees('[aria-label=Output]', /42 shown/);
        await ada.presses(model);
        await ada.changes(find, put);
        await ines.sees('[aria-label=Editor]', new RegExp(put));
        await scoreAndReplay(people);
        await ines.sees('[aria-label=Runs]', /42 shown/);
        await ines.presses(model);
        await ines.sees('[aria-label=Editor]', new RegExp(put));
      });
    });
  }

  test(`[BR44] ${kind.name}: where IndexedDB is refused the room opens, saves, and says that drafts are not kept`, async ({
    holdout,
  }) => {
    test.skip(reason !== null, reason ?? '');
    test.setTimeout(LIMIT);
    const links = await holdout.interview(kind.name, { language: 'typescript' });
    await withPeople(kind, 'storeless', async ({ ada, ines }) => {
      await ada.page.goto(links.candidate);
      await ada.sees('main', /Keeps nothing if the page closes while the network is away/);
      await ada.joins(links.candidate, 'Ada', 'Editor');
      await ada.sees('[role=status]', /Drafts are not kept in this browser/);
      await ines.joins(links.interviewer, 'Ines', 'Guide');
      await ada.presses(/^explore\.ts/);
      await ada.types('// typed without a store');
      await ada.sees('[aria-label="Save state"]', /^Saved/);
      await ines.sees('[aria-label=Editor]', /typed without/);
    });
  });
}
