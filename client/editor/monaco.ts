/**
 * Monaco with what the rooms use and no more: the editor, the features named here, four languages' colours and the one editor worker.
 * Import this module lazily; it is the heaviest of the pages. What knows TypeScript is not here (typescript/help.ts).
 */
import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/diffEditor/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/gotoLine/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/parameterHints/register.js';
import 'monaco-editor/features/quickCommand/register.js';
import 'monaco-editor/features/smartSelect/register.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/markdown/register.js';
import 'monaco-editor/languages/definitions/python/register.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { darkStore } from '../store/theme.ts';
import { themes } from './themes.ts';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

for (const [name, theme] of Object.entries(themes)) monaco.editor.defineTheme(name, theme);
const followTheme = () => monaco.editor.setTheme(darkStore.get() ? 'holdout-dark' : 'holdout-light');
darkStore.subscribe(followTheme);
followTheme();

export { monaco };
export type Monaco = typeof monaco;
export type Editor = monaco.editor.IStandaloneCodeEditor;
export type Model = monaco.editor.ITextModel;

const LANGUAGES: Record<string, string> = { py: 'python', ts: 'typescript', md: 'markdown', yaml: 'yaml', yml: 'yaml' };

/** Monaco's language id for a file name. */
export const languageOf = (name: string): string => LANGUAGES[name.slice(name.lastIndexOf('.') + 1)] ?? 'plaintext';
