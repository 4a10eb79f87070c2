/** Completion, hover and signatures of TypeScript files. Nothing is offered while the worker loads: words of the file are, by Monaco. */

import type { Details, Offer, Remote } from '../../compiler/answers.ts';
import { nameOf } from '../../compiler/paths.ts';
import { service } from '../../compiler/service.ts';
import type { Model, Monaco, monaco } from '../monaco.ts';

/** TypeScript's `ScriptElementKind` -> the name of Monaco's. */
const KINDS: Readonly<Record<string, keyof Monaco['languages']['CompletionItemKind']>> = {
  'primitive type': 'Keyword',
  keyword: 'Keyword',
  var: 'Variable',
  'local var': 'Variable',
  let: 'Variable',
  const: 'Variable',
  parameter: 'Variable',
  alias: 'Variable',
  property: 'Field',
  getter: 'Field',
  setter: 'Field',
  function: 'Function',
  'local function': 'Function',
  method: 'Method',
  construct: 'Constructor',
  call: 'Function',
  index: 'Property',
  enum: 'Enum',
  'enum member': 'EnumMember',
  module: 'Module',
  'external module name': 'Module',
  script: 'File',
  directory: 'Folder',
  class: 'Class',
  interface: 'Interface',
  type: 'TypeParameter',
  'type parameter': 'TypeParameter',
  string: 'Constant',
};

/** A fence that the code cannot end. */
const asCode = (code: string): monaco.IMarkdownString => ({
  value: `\`\`\`typescript\n${code.replaceAll('```', "'''")}\n\`\`\``,
});

const asMarkdown = ({ code, documentation }: Details): monaco.IMarkdownString[] =>
  documentation === '' ? [asCode(code)] : [asCode(code), { value: documentation }];

/** The answer about a file of the work; null for other models, and where there is none (yet). Never rejects. */
async function ask<T>(
  model: monaco.editor.ITextModel,
  token: monaco.CancellationToken,
  question: (remote: Remote, path: string) => Promise<T>,
): Promise<T | null> {
  const { path } = model.uri;
  const now = service();
  if (!now || nameOf(path) === null) return null;
  const answer = await now
    .synced()
    .then((remote) => (token.isCancellationRequested ? null : question(remote, path)))
    .catch(() => null);
  return model.isDisposed() || token.isCancellationRequested ? null : answer;
}

function rangeOf(model: monaco.editor.ITextModel, start: number, length: number): monaco.IRange {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(start + length);
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

/** What resolving a completion needs to ask again. */
interface Item extends monaco.languages.CompletionItem {
  model: Model;
  offset: number;
  name: string;
}

function itemOf({ languages }: Monaco, model: Model, offset: number, word: monaco.IRange, offer: Offer): Item {
  const { CompletionItemKind, CompletionItemTag } = languages;
  const { name, kind, isDeprecated, sortText, insertText, replaces } = offer;
  return {
    model,
    offset,
    name,
    label: name,
    insertText,
    sortText,
    kind: CompletionItemKind[KINDS[kind] ?? 'Property'],
    range: replaces ? rangeOf(model, replaces.start, replaces.length) : word,
    ...(insertText === name ? {} : { filterText: replaces ? insertText : name }),
    ...(isDeprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}

const completion = (monaco: Monaco): monaco.languages.CompletionItemProvider => ({
  triggerCharacters: ['.', '"', "'", '/'],
  async provideCompletionItems(model, position, context, token) {
    const offset = model.getOffsetAt(position);
    const { lineNumber } = position;
    const word = { ...model.getWordUntilPosition(position), startLineNumber: lineNumber, endLineNumber: lineNumber };
    const offers = await ask(model, token, (remote, path) =>
      remote.complete(path, offset, context.triggerCharacter ?? null),
    );
    return { suggestions: (offers ?? []).map((offer) => itemOf(monaco, model as Model, offset, word, offer)) };
  },
  async resolveCompletionItem(item, token) {
    const { model, offset, name } = item as Item;
    const details = await ask(model, token, (remote, path) => remote.details(path, offset, name));
    return details ? { ...item, detail: details.code, documentation: { value: details.documentation } } : item;
  },
});

const hover: monaco.languages.HoverProvider = {
  async provideHover(model, position, token) {
    const offset = model.getOffsetAt(position);
    const found = await ask(model, token, (remote, path) => remote.hover(path, offset));
    return found && { range: rangeOf(model, found.start, found.length), contents: asMarkdown(found) };
  },
};

const signature: monaco.languages.SignatureHelpProvider = {
  signatureHelpTriggerCharacters: ['(', ','],
  async provideSignatureHelp(model, position, token, { triggerCharacter = null, isRetrigger }) {
    const offset = model.getOffsetAt(position);
    const found = await ask(model, token, (remote, path) =>
      remote.signatures(path, offset, triggerCharacter, isRetrigger),
    );
    if (!found) return null;
    const signatures = found.items.map(({ label, documentation, parameters }) => ({
      label,
      documentation: { value: documentation },
      parameters: parameters.map(({ label, documentation }) => ({ label, documentation: { value: documentation } })),
    }));
    return {
      value: { activeSignature: found.active, activeParameter: found.argument, signatures },
      dispose: () => {},
    };
  },
};

/** Registers the providers. */
export function registerProviders(monaco: Monaco): monaco.IDisposable {
  const { languages } = monaco;
  const registered = [
    languages.registerCompletionItemProvider('typescript', completion(monaco)),
    languages.registerHoverProvider('typescript', hover),
    languages.registerSignatureHelpProvider('typescript', signature),
  ];
  return {
    dispose() {
      for (const one of registered) one.dispose();
    },
  };
}
