/** Options that every editor here has, and the text size that a person chose. */
import { createPreference } from '../store/preference.ts';
import type { monaco } from './monaco.ts';

export const FONT_SIZES = [12, 13, 14, 16, 18, 20, 24] as const;

/** Px of the code; remembered. */
export const fontSize = createPreference<number>(
  'font-size',
  (text) => FONT_SIZES.find((size) => String(size) === text) ?? 14,
  String,
);

/** Whether long lines of the code are wrapped; remembered. */
export const wordWrap = createPreference<boolean>(
  'word-wrap',
  (text) => text === 'on',
  (on) => (on ? 'on' : 'off'),
);

/** Options that all editors share. Nothing moves by itself, and nothing is completed that was not asked for by typing or keys. */
export const editorOptions = {
  automaticLayout: true,
  fontFamily: getMono(),
  minimap: { enabled: false },
  glyphMargin: true,
  lineNumbersMinChars: 3,
  folding: true,
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  cursorBlinking: 'solid',
  renderLineHighlight: 'line',
  renderWhitespace: 'selection',
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  fixedOverflowWidgets: true,
  stickyScroll: { enabled: false },
  wordBasedSuggestions: 'currentDocument',
  suggest: { showWords: true, preview: false },
  // Enter and Tab take a suggestion; behind a word that is typed to its end Enter is a new line.
  acceptSuggestionOnEnter: 'smart',
  suggestSelection: 'first',
  quickSuggestions: { other: true, comments: false, strings: false },
  // What turns round or hides a part of a line is seen in comments and texts as well.
  renderControlCharacters: true,
  unicodeHighlight: { ambiguousCharacters: false, includeComments: true, includeStrings: true },
  // At the end of the text the wheel moves the page, where that can be moved.
  scrollbar: {
    verticalScrollbarSize: 10,
    horizontalScrollbarSize: 10,
    useShadows: false,
    alwaysConsumeMouseWheel: false,
  },
  // 24 lines have room beside the output in a window of 1366 by 768.
  lineHeight: 1.3,
  padding: { top: 4, bottom: 4 },
  contextmenu: true,
  dragAndDrop: false,
  links: false,
  accessibilitySupport: 'auto',
} as const satisfies monaco.editor.IStandaloneEditorConstructionOptions;

function getMono(): string {
  return "ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace";
}
