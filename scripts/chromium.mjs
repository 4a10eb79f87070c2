/** Finds a full Chromium for the tests, or installs one. Headless-shell is refused: it caches differently. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { PlainError, ROOT, run, say } from './steps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Where systems put them when they are not on the PATH. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
/** Inside one of Playwright's `chromium-<revision>` folders. */
const INNER = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
];

/** @returns a path; @throws Error with what to install where none can be found or installed. */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    const refusal = refusalOf(given);
    if (refusal) throw new PlainError(`CHROMIUM_PATH=${given}: ${refusal}`);
    return given;
  }
  const found = installed();
  if (found) return found;
  say('No Chromium found; installing one for the browser tests');
  await install();
  const now = installed();
  if (now) return now;
  throw new PlainError(
    'The browser tests need a full Chromium (or Chrome). Install one (Debian: apt-get install chromium; elsewhere:\n' +
      'npx playwright install --no-shell chromium), or set CHROMIUM_PATH to one.',
  );
}

function installed() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...PLACES, ...onPath, ...playwrights()].find((path) => !refusalOf(path));
}

function playwrights() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(homedir(), 'AppData/Local/ms-playwright'),
    join(ROOT, 'node_modules/playwright-core/.local-browsers'),
  ].filter((folder) => folder && existsSync(folder));
  return caches.flatMap((cache) =>
    readdirSync(cache)
      .filter((name) => /^chromium-\d+$/.test(name))
      .sort()
      .reverse()
      .flatMap((name) => INNER.map((inner) => join(cache, name, inner))),
  );
}

/** Why a path is not a usable Chromium, or an empty string. */
function refusalOf(path) {
  if (!existsSync(path)) return 'there is no such file';
  if (/headless[-_]shell/.test(basename(path)))
    return 'headless-shell is not enough, it caches differently: give a full Chromium';
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return '';
  const asked = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  if (asked.status === 0 && /Chrom(e|ium)\D*\d+/.test(asked.stdout)) return '';
  return `does not start: ${(asked.stderr || asked.error?.message || '').trim().slice(0, 200)}`;
}

async function install() {
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    if ((await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env })) === 0 && installed())
      return;
  }
  const args = [join(ROOT, 'node_modules/playwright/cli.js'), 'install', '--no-shell', 'chromium'];
  if (process.getuid?.() === 0) args.splice(2, 0, '--with-deps');
  await run(process.execPath, args);
}

/** What tests/e2e/engines.spec.ts drives, as Debian names it. */
const PACKAGES = ['firefox-esr', 'webkit2gtk-driver', 'xvfb'];
/** A machine without a network must not wait for it. */
const APT = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=30', '-o', 'Acquire::https::Timeout=30'];

/** Installs Firefox and WebKit where this is Debian and we are root; elsewhere their tests are skipped and say what they need. */
export async function installOtherEngines() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    say(`Firefox and WebKit are not installed by us here: apt-get install ${PACKAGES.join(' ')} (as root, on Debian)`);
    return;
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', [...APT, 'update'], { env, limit: 300_000 });
  const args = [...APT, 'install', '-y', '--no-install-recommends', ...PACKAGES];
  if ((await run('apt-get', args, { env, limit: 600_000 })) !== 0)
    say('apt-get (above) could not install Firefox and WebKit: the tests of what is missing are skipped.');
}
