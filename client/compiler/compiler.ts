/** TypeScript's language service over the candidate's files: what the worker answers with. Runs in a worker, and in Node for tests. */
import { typescript as ts } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { LanguageService, SignatureHelpItem, SignatureHelpTriggerReason } from 'typescript';
import type { Answers, Defined, Details, Fault, Hover, Offer, Signatures, Transpiled, Uses } from './answers.ts';
import { CHECK } from './compilerOptions.ts';
import { codeOf, documentationOf, textOf } from './documentation.ts';
import { faultOf } from './fault.ts';
import { GLOBALS } from './globals.ts';
import { Host, type Mirror } from './host.ts';
import { definitionOf, usesOf } from './symbols.ts';
import { transpile } from './transpile.ts';

const GLOBALS_FILE = '/types/globals.d.ts';
const ROWS_FILE = '/types/rows.d.ts';

/** Characters after which a completion list opens by itself. The quotes and the slash count in imports and string types only. */
const COMPLETES = ['.', '"', "'", '/'] as const;
const CALLS = ['(', ',', '<'] as const;

/** The character where it is one of these. */
const oneOf = <T extends string>(list: readonly T[], character: string | null): T | undefined =>
  list.find((known) => known === character);

export class Compiler implements Answers {
  readonly #host: Host;
  readonly #service: LanguageService;

  /**
   * @param mirrors the candidate's files. @param library path -> declarations of the libraries.
   * @param rows declarations of the scenario's data ({@link rowTypes}).
   */
  constructor(mirrors: () => readonly Mirror[], library: Readonly<Record<string, string>>, rows: string) {
    const files = new Map(Object.entries(library)).set(GLOBALS_FILE, GLOBALS).set(ROWS_FILE, rows);
    this.#host = new Host(mirrors, files, [GLOBALS_FILE, ROWS_FILE], CHECK);
    this.#service = ts.createLanguageService(this.#host);
  }

  /** A model that was just deleted or renamed is asked about all the same: such a question has no answer. */
  #has(path: string): boolean {
    return this.#host.work().includes(path);
  }

  faults(path: string): Fault[] {
    if (!this.#has(path)) return [];
    const found = [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)];
    return found.map((diagnostic) => faultOf(path, diagnostic)).sort((a, b) => a.start - b.start);
  }

  allFaults(limit: number): Fault[] {
    const faults: Fault[] = [];
    for (const path of this.#host.work().sort()) {
      if (faults.length >= limit) break;
      faults.push(...this.faults(path).filter((fault) => fault.isError));
    }
    return faults.slice(0, limit);
  }

  complete(path: string, offset: number, trigger: string | null): Offer[] {
    if (!this.#has(path)) return [];
    const triggerCharacter = oneOf(COMPLETES, trigger);
    const found = this.#service.getCompletionsAtPosition(path, offset, {
      includeCompletionsWithInsertText: true,
      ...(triggerCharacter ? { triggerCharacter } : {}),
    });
    return (found?.entries ?? []).map((entry) => ({
      name: entry.name,
      kind: entry.kind,
      isDeprecated: entry.kindModifiers?.includes('deprecated') ?? false,
      sortText: entry.sortText,
      insertText: entry.insertText ?? entry.name,
      replaces: entry.replacementSpan ?? null,
    }));
  }

  details(path: string, offset: number, name: string): Details | null {
    if (!this.#has(path)) return null;
    const found = this.#service.getCompletionEntryDetails(
      path,
      offset,
      name,
      undefined,
      undefined,
      undefined,
      undefined,
    );
    if (!found) return null;
    return { code: codeOf(found.displayParts), documentation: documentationOf(found.documentation, found.tags) };
  }

  hover(path: string, offset: number): Hover | null {
    const found = this.#has(path) ? this.#service.getQuickInfoAtPosition(path, offset) : undefined;
    if (!found) return null;
    const { start, length } = found.textSpan;
    const documentation = documentationOf(found.documentation, found.tags);
    return { start, length, code: codeOf(found.displayParts), documentation };
  }

  signatures(path: string, offset: number, trigger: string | null, isRetrigger: boolean): Signatures | null {
    if (!this.#has(path)) return null;
    const triggerReason = reasonOf(trigger, isRetrigger);
    const found = this.#service.getSignatureHelpItems(path, offset, { triggerReason });
    if (!found) return null;
    return { active: found.selectedItemIndex, argument: found.argumentIndex, items: found.items.map(signatureOf) };
  }

  definition(path: string, offset: number): Defined {
    return this.#has(path) ? definitionOf(this.#service, path, offset) : { kind: 'unknown' };
  }

  uses(path: string, offset: number): Uses {
    return this.#has(path) ? usesOf(this.#service, path, offset) : { kind: 'refused', why: 'none' };
  }

  transpile(name: string, text: string): Transpiled {
    return transpile(name, text);
  }
}

function reasonOf(trigger: string | null, isRetrigger: boolean): SignatureHelpTriggerReason {
  const triggerCharacter = oneOf(CALLS, trigger);
  if (isRetrigger) return { kind: 'retrigger', ...(triggerCharacter ? { triggerCharacter } : {}) };
  return triggerCharacter ? { kind: 'characterTyped', triggerCharacter } : { kind: 'invoked' };
}

function signatureOf(item: SignatureHelpItem): Signatures['items'][number] {
  let label = textOf(item.prefixDisplayParts);
  const parameters = item.parameters.map(({ displayParts, documentation }, i) => {
    if (i > 0) label += textOf(item.separatorDisplayParts);
    const from = label.length;
    label += textOf(displayParts);
    return { label: [from, label.length] as [number, number], documentation: textOf(documentation) };
  });
  label += textOf(item.suffixDisplayParts);
  return { label, documentation: textOf(item.documentation), parameters };
}
