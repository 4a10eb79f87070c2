/** The editor's colours against what they stand on. */
import { describe, expect, test } from 'vitest';
import { themes } from '../../../../client/editor/themes.ts';

/** Relative luminance of `#rrggbb`, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Text of the editor's lists and boxes, and what it stands on. */
const PAIRS: readonly (readonly [text: string, ground: string])[] = [
  ['editorSuggestWidget.foreground', 'editorSuggestWidget.background'],
  ['editorSuggestWidget.highlightForeground', 'editorSuggestWidget.background'],
  ['editorSuggestWidget.selectedForeground', 'editorSuggestWidget.selectedBackground'],
  ['editorSuggestWidget.focusHighlightForeground', 'editorSuggestWidget.selectedBackground'],
  ['editorSuggestWidget.highlightForeground', 'list.hoverBackground'],
  ['quickInput.foreground', 'quickInput.background'],
  ['list.highlightForeground', 'quickInput.background'],
  ['quickInputList.focusForeground', 'quickInputList.focusBackground'],
  ['list.focusHighlightForeground', 'quickInputList.focusBackground'],
  ['list.hoverForeground', 'list.hoverBackground'],
  ['list.highlightForeground', 'list.hoverBackground'],
  ['list.activeSelectionForeground', 'list.activeSelectionBackground'],
  ['editorHoverWidget.foreground', 'editorHoverWidget.background'],
  ['editorHoverWidget.highlightForeground', 'editorHoverWidget.background'],
  ['editorLineNumber.foreground', 'editorGutter.background'],
];

describe.each(Object.entries(themes))('%s', (_, { colors, rules }) => {
  test.each(PAIRS)('[ED3] %s can be read on %s', (text, ground) => {
    expect(contrast(colors[text] ?? '', colors[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  test('[ED3] every colour of code can be read in the editor and on the line of the cursor', () => {
    for (const { token, foreground } of rules)
      for (const ground of ['editor.background', 'editor.lineHighlightBackground'])
        expect(contrast(`#${foreground}`, colors[ground] ?? ''), token).toBeGreaterThanOrEqual(4.5);
  });
});
