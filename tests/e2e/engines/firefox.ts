/** Firefox over WebDriver BiDi, by puppeteer: a browser process for each person, since only a page in front takes keys. */
import puppeteer, { type Browser, type KeyInput, type Page, TimeoutError } from 'puppeteer-core';
import { type Engine, type EnginePage, eventually, found } from './engine.ts';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** Ms that the browser has to start, to open a page, and for each answer: an end for what hangs. */
const PATIENCE = 300_000;
/** Ms after which the end of a navigation is not waited for any more: now and then its event does not come. */
const NAVIGATION = 60_000;
/** Before a report of the listener in the page. */
const MARK = 'policy: ';

/** Where it is, or null. */
export const firefoxPath = (): string | null => found(PLACES);

export type Preferences = Record<string, boolean | number | string>;

/** Every page is in a profile of its own with these preferences. */
export async function startFirefox(executablePath: string, extraPrefsFirefox: Preferences = {}): Promise<Engine> {
  const browsers: Browser[] = [];
  const engine = { name: 'Firefox', version: '' };
  return Object.assign(engine, {
    async open() {
      const browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath,
        headless: true,
        acceptInsecureCerts: true,
        timeout: PATIENCE,
        protocolTimeout: PATIENCE,
        defaultViewport: { width: 1366, height: 768 },
        extraPrefsFirefox,
      });
      browsers.push(browser);
      engine.version = await browser.version();
      // The page that a browser starts with never has the focus, so Monaco would take no keys in it; a new one has it.
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE);
      // A page that would lose something asks before it goes; a navigation waits for the answer.
      page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
      return enginePage(browser, page, await listenToPolicy(page));
    },
    async end() {
      for (const browser of browsers) await browser.close().catch(() => {});
    },
  });
}

/** Each text is added when a policy of the page, or of a frame in it, refuses something. */
async function listenToPolicy(page: Page): Promise<string[]> {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith(MARK)) violations.push(message.text().slice(MARK.length));
  });
  await page.evaluateOnNewDocument((mark) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.info(
        `${mark}${event.violatedDirective} refused ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  }, MARK);
  return violations;
}

/** Waits for a navigation, not without end: whoever asked for it waits for what the page shows. */
async function navigated(navigation: Promise<unknown>): Promise<void> {
  await navigation.catch((error: unknown) => {
    if (!(error instanceof TimeoutError)) throw error;
  });
}

function enginePage(browser: Browser, page: Page, violations: readonly string[]): EnginePage {
  return {
    violations,
    async goto(url) {
      await navigated(page.goto(url, { timeout: NAVIGATION }));
    },
    async reload() {
      await page.evaluate('globalThis.isOld = true');
      await navigated(page.reload({ timeout: NAVIGATION }));
      await eventually(NAVIGATION, async () => {
        if (await page.evaluate('globalThis.isOld')) throw new Error('the page was not loaded again');
      });
    },
    // Puppeteer types what an expression gives as unknown.
    evaluate: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    async click(x, y) {
      await page.mouse.click(x, y);
    },
    async press(text, held) {
      // Puppeteer passes single characters on as they are, and so the codes of WebDriver too.
      if (held) await page.keyboard.down(held as KeyInput);
      await page.keyboard.type(text);
      if (held) await page.keyboard.up(held as KeyInput);
    },
    close: () => browser.close(),
  };
}
