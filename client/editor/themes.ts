/** Monaco's themes, in the colours of the pages. */
import type { editor } from 'monaco-editor/editor/editor.api.js';

/** Monaco cannot read CSS variables: the colours of `ui/tokens.css` once more, as it wants them. */
const light: editor.IStandaloneThemeData = {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '5c6664', fontStyle: 'italic' },
    { token: 'keyword', foreground: '0b5d8a' },
    { token: 'string', foreground: '7a4a00' },
    { token: 'string.escape', foreground: 'a52a22' },
    { token: 'number', foreground: '6b3fa0' },
    { token: 'tag', foreground: '0e6464' },
    { token: 'delimiter', foreground: '3d4645' },
  ],
  colors: {
    'editor.background': '#ffffff',
    'editor.foreground': '#121716',
    'editorLineNumber.foreground': '#68716f',
    'editorLineNumber.activeForeground': '#121716',
    'editorLineNumber.dimmedForeground': '#68716f',
    'editor.lineHighlightBackground': '#f4f6f5',
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': '#c5e2e0',
    'editor.inactiveSelectionBackground': '#deeeed',
    'editorCursor.foreground': '#0e6464',
    'editorIndentGuide.background1': '#e4e8e6',
    'editorWidget.background': '#ffffff',
    'editorWidget.border': '#d2d8d6',
    'editorHoverWidget.background': '#ffffff',
    'editorHoverWidget.border': '#d2d8d6',
    'editorSuggestWidget.selectedBackground': '#e0efee',
    'editorSuggestWidget.selectedForeground': '#121716',
    'editorGutter.background': '#ffffff',
    focusBorder: '#0e6464',
    'widget.shadow': '#00000000',
    'scrollbar.shadow': '#00000000',
  },
};

const dark: editor.IStandaloneThemeData = {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '9aa6a7', fontStyle: 'italic' },
    { token: 'keyword', foreground: '7dbde8' },
    { token: 'string', foreground: 'e2b97a' },
    { token: 'string.escape', foreground: 'f0918a' },
    { token: 'number', foreground: 'c3a6f0' },
    { token: 'tag', foreground: '5cc0ba' },
    { token: 'delimiter', foreground: 'bcc5c5' },
  ],
  colors: {
    'editor.background': '#111516',
    'editor.foreground': '#f1f4f3',
    'editorLineNumber.foreground': '#8b9798',
    'editorLineNumber.activeForeground': '#f1f4f3',
    'editorLineNumber.dimmedForeground': '#8b9798',
    'editor.lineHighlightBackground': '#181e1f',
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': '#215551',
    'editor.inactiveSelectionBackground': '#1b3f3d',
    'editorCursor.foreground': '#5cc0ba',
    'editorIndentGuide.background1': '#252c2e',
    'editorWidget.background': '#161b1c',
    'editorWidget.border': '#333c3e',
    'editorHoverWidget.background': '#161b1c',
    'editorHoverWidget.border': '#333c3e',
    'editorSuggestWidget.selectedBackground': '#143332',
    'editorSuggestWidget.selectedForeground': '#f1f4f3',
    'editorGutter.background': '#111516',
    focusBorder: '#5cc0ba',
    'widget.shadow': '#00000000',
    'scrollbar.shadow': '#00000000',
  },
};

export const themes = { 'holdout-light': light, 'holdout-dark': dark };
