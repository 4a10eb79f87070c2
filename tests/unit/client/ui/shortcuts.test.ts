/** Every key of the candidate's sheet, pressed on two keyboards. */
import { describe, expect, test, vi } from 'vitest';
import { roomShortcuts } from '../../../../client/pages/room/shortcutTable.ts';
import { keyLabel, tabModeKeys } from '../../../../client/store/keys.ts';
import { matches } from '../../../../client/ui/shortcuts.tsx';

/** What Option types on an American Mac. */
const OPTION: Readonly<Record<string, string>> = { '1': '¡', '2': '™', N: 'Dead', Z: 'Ω' };
const SHIFT: Readonly<Record<string, string>> = { '1': '!', '2': '@', '/': '?' };

/** The key press as a browser tells it. */
function press(keys: string, apple: boolean, altGraph = false): KeyboardEvent {
  const parts = keys.split('+');
  const name = parts.at(-1) ?? '';
  const has = (part: string) => parts.includes(part);
  const shift = has('Shift') || name === '?';
  const key =
    apple && has('Alt')
      ? (OPTION[name] ?? name)
      : shift
        ? (SHIFT[name] ?? name)
        : name.length === 1
          ? name.toLowerCase()
          : name;
  return {
    key,
    code: /^[A-Z]$/.test(name) ? `Key${name}` : /^\d$/.test(name) ? `Digit${name}` : name === '?' ? 'Slash' : name,
    ctrlKey: has('Ctrl') || (has('Mod') && !apple),
    metaKey: has('Mod') && apple,
    altKey: has('Alt'),
    shiftKey: shift,
    getModifierState: (modifier: string) => modifier === 'AltGraph' && altGraph,
  } as KeyboardEvent;
}

const table = (apple: boolean) =>
  roomShortcuts({ actions: {}, task: {}, annotate: vi.fn(), show: vi.fn(), showSheet: vi.fn() } as never, apple);

describe.each([
  ['a Mac', true],
  ['other keyboards', false],
])('on %s', (_, apple) => {
  test.each(
    table(apple)
      .filter(({ listed }) => !listed)
      .map(({ keys, label }) => [keys, label]),
  )('[ED20] %s (%s) is one shortcut and no other', (keys) => {
    const hit = table(apple).filter((s) => !s.listed && matches(s.keys, press(keys, apple), apple));
    expect(hit.map((s) => s.keys)).toEqual([keys]);
  });

  test('[ED20] a key with another modifier is none', () => {
    expect(matches('Mod+Enter', press('Mod+Alt+Enter', apple), apple)).toBe(false);
    expect(matches('Alt+1', press('1', apple), apple)).toBe(false);
    expect(matches('Ctrl+M', press('Ctrl+Shift+M', apple), apple)).toBe(false);
    expect(matches('Mod+Enter', press('Ctrl+Enter', true), true)).toBe(false);
  });
});

test('[ED20] on a Mac nothing on the sheet is a character that Option types, or Ctrl+M', () => {
  const keys = table(true).map((s) => s.keys);
  expect(keys).not.toContain('Alt+1');
  expect(keys).not.toContain('Ctrl+M');
  expect(keys).toContain(tabModeKeys(true));
  expect([keyLabel('Mod+Enter', true), keyLabel('Alt+Z', true)]).toEqual(['⌘+Enter', 'Option+Z']);
  expect([keyLabel('Mod+Enter', false), keyLabel('Alt+Z', false)]).toEqual(['Ctrl+Enter', 'Alt+Z']);
});

test('[ED20] what AltGr types is no shortcut', () => {
  expect(matches('Mod+Alt+N', press('Mod+Alt+N', false, true), false)).toBe(false);
});
