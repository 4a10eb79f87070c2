/** What the interpreter knows for the editor: completion, hovers, signatures and marks. Asked only while the code is shown. */
import type { LintMark } from '../sandbox/answers.ts';
import type { Sandbox } from '../sandbox/types.ts';
import { editorWords } from '../words/editor.ts';
import { asCode, docstring } from './docstring.ts';
import { type Model, monaco } from './monaco.ts';

/** Monaco's name of the language. */
const LANGUAGE = 'python';

/** Ms after the last change before marks are asked for. */
const LINT_MS = 900;

const { CompletionItemKind } = monaco.languages;
const KINDS: Record<string, monaco.languages.CompletionItemKind> = {
  module: CompletionItemKind.Module,
  class: CompletionItemKind.Class,
  function: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
  instance: CompletionItemKind.Variable,
  statement: CompletionItemKind.Variable,
  variable: CompletionItemKind.Variable,
  param: CompletionItemKind.Variable,
  property: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
};

/** The interpreter that is asked, and which of the candidate's files a model is (null for others). */
interface Source {
  sandbox: () => Sandbox | null;
  fileOf: (model: Model) => string | null;
}

const completion = ({ sandbox, fileOf }: Source): monaco.IDisposable =>
  monaco.languages.registerCompletionItemProvider(LANGUAGE, {
    triggerCharacters: ['.'],
    async provideCompletionItems(model, position) {
      const box = sandbox();
      const file = fileOf(model as Model);
      if (!box || file === null) return { suggestions: [] };
      const answer = await box
        .complete(file, model.getValue(), position.lineNumber, position.column - 1)
        .catch(() => null);
      if (!answer) return { suggestions: [] };
      const range = monaco.Range.fromPositions(position.delta(0, -answer.prefix), position);
      const suggestions = answer.items.map((item, i) => ({
        label: item.name,
        insertText: item.name,
        kind: KINDS[item.kind] ?? CompletionItemKind.Text,
        range,
        sortText: String(i).padStart(4, '0'),
      }));
      // A list that was cut, or came without jedi, is asked for again with the next letter.
      return { suggestions, incomplete: answer.more || !answer.live };
    },
  });

const hover = ({ sandbox, fileOf }: Source): monaco.IDisposable =>
  monaco.languages.registerHoverProvider(LANGUAGE, {
    async provideHover(model, position) {
      const box = sandbox();
      const file = fileOf(model as Model);
      if (!box || file === null || !model.getWordAtPosition(position)) return null;
      const found = await box.hover(file, model.getValue(), position.lineNumber, position.column - 1).catch(() => null);
      if (!found) return null;
      return { contents: [asCode(found.label), docstring(found.doc)].filter(Boolean).map((value) => ({ value })) };
    },
  });

const signatures = ({ sandbox, fileOf }: Source): monaco.IDisposable =>
  monaco.languages.registerSignatureHelpProvider(LANGUAGE, {
    signatureHelpTriggerCharacters: ['(', ','],
    async provideSignatureHelp(model, position) {
      const box = sandbox();
      const file = fileOf(model as Model);
      if (!box || file === null) return null;
      const found = await box
        .signature(file, model.getValue(), position.lineNumber, position.column - 1)
        .catch(() => []);
      const first = found[0];
      if (!first) return null;
      return {
        value: {
          activeSignature: 0,
          activeParameter: Math.max(0, first.active),
          signatures: found.map((s) => ({
            label: s.label,
            documentation: { value: docstring(s.doc) },
            parameters: s.params.map((label) => ({ label })),
          })),
        },
        dispose: () => {},
      };
    },
  });

function markerOf(mark: LintMark): monaco.editor.IMarkerData {
  const range = {
    startLineNumber: mark.line,
    endLineNumber: mark.endLine,
    startColumn: mark.col + 1,
    endColumn: mark.endCol + 1,
  };
  return mark.kind === 'syntax'
    ? { ...range, severity: monaco.MarkerSeverity.Error, message: editorWords.syntaxError(mark.message) }
    : { ...range, severity: monaco.MarkerSeverity.Warning, message: editorWords.undefinedName(mark.name) };
}

/** Marks errors of syntax and names that are not defined, some time after each change of a model that is shown. */
function faults({ sandbox, fileOf }: Source): monaco.IDisposable {
  const stops: monaco.IDisposable[] = [];
  const timers = new Map<Model, ReturnType<typeof setTimeout>>();
  const lint = async (model: Model) => {
    const file = model.isDisposed() ? null : fileOf(model);
    if (file === null || !model.isAttachedToEditor()) return;
    const version = model.getVersionId();
    const marks =
      (await sandbox()
        ?.lint(file, model.getValue())
        .catch(() => null)) ?? null;
    if (model.isDisposed() || model.getVersionId() !== version) return;
    // While code runs, and before the interpreter is there, nothing answers: asked again later.
    if (marks === null) soon(model);
    else monaco.editor.setModelMarkers(model, 'python', marks.map(markerOf));
  };
  const soon = (model: Model) => {
    clearTimeout(timers.get(model));
    timers.set(
      model,
      setTimeout(() => void lint(model), LINT_MS),
    );
  };
  const watch = (model: Model) => {
    if (model.getLanguageId() !== LANGUAGE) return;
    stops.push(
      model.onDidChangeContent(() => soon(model)),
      model.onDidChangeAttached(() => soon(model)),
    );
    soon(model);
  };
  for (const model of monaco.editor.getModels()) watch(model);
  stops.push(monaco.editor.onDidCreateModel(watch));
  return {
    dispose() {
      for (const stop of stops) stop.dispose();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Registers the providers. `fileOf` gives the name of the candidate's file that a model shows, or null. */
export function pythonHelp(sandbox: Source['sandbox'], fileOf: Source['fileOf']): monaco.IDisposable {
  const source = { sandbox, fileOf };
  const parts = [completion(source), hover(source), signatures(source), faults(source)];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
