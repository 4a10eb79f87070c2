/** The engines that are tried beside Chromium, and in which ways each is started. */
import type { Engine } from './engine.ts';
import { firefoxPath, startFirefox } from './firefox.ts';
import { startWebkit, webkitParts } from './webkit.ts';

/** `storeless`: a private window whose IndexedDB is refused as well. */
export type Way = 'usual' | 'private' | 'storeless';

export interface Kind {
  name: string;
  /** As `HOLDOUT_ENGINES` calls it. */
  key: string;
  /** Null where a part of it is missing. */
  start: ((way: Way) => Promise<Engine>) | null;
  packages: string;
  /** Whether pages get shared memory, by which Stop interrupts Python. */
  shared: boolean;
}

const FIREFOX_WAYS: Record<Way, Record<string, boolean>> = {
  usual: {},
  private: { 'browser.privatebrowsing.autostart': true },
  storeless: { 'browser.privatebrowsing.autostart': true, 'dom.indexedDB.privateBrowsing.enabled': false },
};
/** Under automation WebKit is a private window anyway. */
const WEBKIT_WAYS: Record<Way, string[]> = { usual: [], private: [], storeless: ['--features=-IndexedDBAPI'] };

const firefox = firefoxPath();
const webkit = webkitParts();
const webkitKind = (name: string, shared: boolean): Kind => ({
  name,
  key: 'webkit',
  start: webkit ? (way) => startWebkit(webkit, { shared, args: WEBKIT_WAYS[way] }) : null,
  packages: 'webkit2gtk-driver xvfb',
  shared,
});

export const KINDS: Kind[] = [
  {
    name: 'Firefox',
    key: 'firefox',
    start: firefox ? (way) => startFirefox(firefox, FIREFOX_WAYS[way]) : null,
    packages: 'firefox-esr',
    shared: true,
  },
  webkitKind('WebKit', true),
  webkitKind('WebKit without shared memory', false),
];

/** The keys to try; null: all that are installed. */
const ASKED = process.env.HOLDOUT_ENGINES?.split(',') ?? null;

/** Why a kind is not tried here, or null. */
export function whyNot({ name, key, start, packages }: Kind): string | null {
  if (ASKED && !ASKED.includes(key)) return `${name} is left out by HOLDOUT_ENGINES=${ASKED}`;
  if (start) return null;
  return `${name} is not installed: npm test -- --install-browsers, or as root apt-get install -y ${packages}`;
}
