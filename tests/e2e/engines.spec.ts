/** The room in Firefox and WebKit, where they are installed: joined by its link, run, stopped, reloaded and watched. */
import type { Engine, EnginePage } from './engines/engine.ts';
import { firefoxPath, startFirefox } from './engines/firefox.ts';
import { Person } from './engines/person.ts';
import { startWebkit, webkitParts } from './engines/webkit.ts';
import { expect, test } from './support.ts';

interface Candidate {
  name: string;
  /** Null where a part of it is missing. */
  start: (() => Promise<Engine>) | null;
  install: string;
}

const firefox = firefoxPath();
const webkit = webkitParts();
const WEBKIT = 'apt-get install -y webkit2gtk-driver xvfb';
/** They take minutes on a busy machine, so they run where somebody asks for them. */
const ASKED = (process.env.HOLDOUT_ENGINES ?? '').split(',');
const ENGINES: Candidate[] = [
  { name: 'Firefox', start: firefox ? () => startFirefox(firefox) : null, install: 'apt-get install -y firefox-esr' },
  { name: 'WebKit', start: webkit ? () => startWebkit(webkit, { shared: true }) : null, install: WEBKIT },
];

for (const { name, start, install } of ENGINES) {
  test(`[BR41, BR42] ${name}: a link is joined over http, code runs, Stop ends it, a reload finds it, staff follow`, async ({
    holdout,
  }) => {
    test.skip(!ASKED.includes(name.toLowerCase()), `${name} is tried by npm test -- --install-browsers`);
    test.skip(start === null, `${name} is not installed here: ${install}`);
    test.setTimeout(600_000);
    const links = await holdout.interview(name, { language: 'python' });
    const engine = await (start as () => Promise<Engine>)();
    const pages: EnginePage[] = [];
    const person = async () => {
      const page = await engine.open();
      pages.push(page);
      return new Person(page);
    };
    try {
      const [ada, ines] = [await person(), await person()];
      process.stdout.write(`${engine.name}: ${engine.version}\n`);
      await ines.joins(links.interviewer, 'Ines', 'Guide');
      await ada.joins(links.candidate, 'Ada', 'Editor');
      await ada.presses(/^explore\.py/);
      await ada.types('print(6*7, "shown")');
      await ada.presses(/^Run file/);
      await ada.sees('[aria-label=Output]', /42 shown/);
      await ines.sees('[aria-label=Runs]', /42 shown/);
      await ada.types('while True: pass');
      await ada.presses(/^Run file/);
      await ada.sees('.kernel-state', /Running/);
      await ada.presses(/^Stop/);
      await ada.sees('[aria-label=Output]', /Stopped/);
      await ada.page.reload();
      await ada.sees('[aria-label=Output]', /42 shown/);
      await ada.sees('[aria-label=Editor]', /while\sTrue/);
      for (const { violations } of pages) expect(violations ?? []).toEqual([]);
    } finally {
      for (const page of pages) await page.close().catch(() => {});
      await engine.end();
    }
  });
}
