/** A page with the room's editor and nothing around it: files of a shared document, one of them shown, TypeScript's help asked for. */
import * as Y from 'yjs';
import { diagnosticsOf } from '../../../client/compiler/diagnostics.ts';
import { emit } from '../../../client/compiler/emit.ts';
import { service } from '../../../client/compiler/service.ts';
import { Models } from '../../../client/editor/models.ts';
import { type Editor, monaco } from '../../../client/editor/monaco.ts';
import { editorOptions } from '../../../client/editor/options.ts';
import { type OpenFile, ProjectFiles } from '../../../client/state/files.ts';
import type { CandidateBundle } from '../../../protocol/bundle.ts';

export type PageBundle = Pick<CandidateBundle, 'files' | 'data' | 'dictionary'>;

function open(bundle: PageBundle) {
  const doc = new Y.Doc();
  const map = doc.getMap<Y.Map<string | Y.Text>>('work');
  for (const { id, name, text } of bundle.files) {
    const entry = new Y.Map<string | Y.Text>();
    entry.set('name', name);
    entry.set('text', new Y.Text(text));
    map.set(id, entry);
  }
  const projectFiles = new ProjectFiles(doc, bundle.files);
  const models = new Models(projectFiles, true, true);
  const host = document.getElementById('editor') as HTMLElement;
  const editor: Editor = monaco.editor.create(host, { ...editorOptions, model: null });
  const file = (name: string): OpenFile => {
    const found = projectFiles.byName(name);
    if (!found) throw new Error(`There is no file ${name}.`);
    return found;
  };
  return {
    projectFiles,
    models,
    editor,
    monaco,
    emit,
    diagnosticsOf,
    isReady: () => service() !== null,
    file,
    show: (name: string) => models.show(editor, file(name)),
    /** Asks for the compiler; the page's chunk with it is not loaded before. */
    help: async () => {
      const { typescriptHelp } = await import('../../../client/editor/typescript/help.ts');
      return typescriptHelp(monaco, bundle as CandidateBundle);
    },
    /** Numbers of the errors marked in a file, with their lines. */
    marks: (name: string): string[] =>
      monaco.editor
        .getModelMarkers({ resource: models.model(file(name)).uri })
        .map(({ code, startLineNumber }) => `${startLineNumber}:${String(code)}`),
  };
}

declare global {
  interface Window {
    openEditor: typeof open;
    page: ReturnType<typeof open>;
  }
}
window.openEditor = (bundle) => {
  window.page = open(bundle);
  return window.page;
};
