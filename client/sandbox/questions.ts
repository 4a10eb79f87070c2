/** The editor's questions to an idle kernel, one after the other; a run does not wait for them longer than it must. */
import type { Question } from '../../engine/contract/question.ts';
import {
  answers,
  type Completion,
  type Definition,
  type Hover,
  type LintMark,
  type Places,
  type Signature,
} from './answers.ts';
import type { Interpreter } from './interpreter.ts';
import { createNameCache } from './names.ts';

/** A question of the editor is interrupted after so many milliseconds. */
const QUESTION_MS = 500;
/** The same of one that a person asked for by a key and waits for. */
const ASKED_MS = 8_000;
/** Milliseconds between two interrupts of a question that a run waits for: code that swallows one may not swallow the next. */
const INTERRUPT_EVERY_MS = 50;

/** Questions that import instead of answering. */
const isImport = (ask: Question['ask']): boolean => ask === 'import' || ask === 'warm';

/** A position in one of the files; line 1-based, column 0-based. */
export interface ProjectPosition {
  file: string;
  files: Readonly<Record<string, string>>;
  line: number;
  column: number;
}

interface QuestionsOptions {
  /** False: the language service of the editor has the answers, and every question here is answered with nothing. */
  enabled: boolean;
  /** The kernel, where it is ready. */
  kernel: () => Interpreter | null;
  /** True from the moment a run is asked for until it has ended: no question begins. */
  busy: () => boolean;
}

export class Questions {
  readonly #options: QuestionsOptions;
  readonly #names = createNameCache();
  #last: Promise<unknown> = Promise.resolve();
  #asked: Question['ask'] | null = null;
  /** Imports ahead that are asked or wait for their turn. */
  #importsAhead = 0;

  constructor(options: QuestionsOptions) {
    this.#options = options;
  }

  /** Whether the kernel imports ahead at this moment. */
  get importing(): boolean {
    return this.#asked !== null && isImport(this.#asked);
  }

  /**
   * Asks the kernel while it is idle.
   * @returns null where it is not idle, or the answer was cut short.
   */
  ask(question: Question, boundMs?: number): Promise<unknown> {
    const { enabled, kernel, busy } = this.#options;
    if (!enabled) return Promise.resolve(null);
    const answer = this.#last.then(async () => {
      const asked = kernel();
      if (busy() || !asked) return null;
      this.#asked = question.ask;
      try {
        return await asked.call({ call: 'ask', question }, { boundMs });
      } catch {
        return null;
      } finally {
        this.#asked = null;
      }
    });
    this.#last = answer;
    if (isImport(question.ask)) {
      this.#importsAhead++;
      void answer.finally(() => {
        this.#importsAhead--;
      });
    }
    return answer;
  }

  /**
   * Resolves when nothing is being asked any more. While the caller is `busy`, no further questions are asked.
   * @param interrupt whom to interrupt until then; null where that would do harm.
   */
  async idle(interrupt: Interpreter | null): Promise<void> {
    const last = this.#last;
    const again = (): void => {
      if (this.#asked) interrupt?.interrupt();
    };
    again();
    const timer = setInterval(again, INTERRUPT_EVERY_MS);
    await last;
    clearInterval(timer);
  }

  /** Learns the names of the kernel, for completion while code runs. */
  async learnNames(): Promise<void> {
    const known = answers.names.safeParse(await this.ask({ ask: 'names' }, QUESTION_MS));
    if (known.success) this.#names.update(known.data);
  }

  /** The kernel is a new one: its variables are gone. */
  forgetNames(): void {
    this.#names.forget();
  }

  /** Line 1-based, column 0-based; from the names of the last idle moment where the kernel does not answer. */
  async complete(file: string, code: string, line: number, column: number): Promise<Completion> {
    const answer = answers.complete.safeParse(await this.#askNow({ ask: 'complete', file, code, line, column }));
    return answer.success && answer.data.items.length > 0 ? answer.data : this.#names.complete(code, line, column);
  }

  async signature(file: string, code: string, line: number, column: number): Promise<Signature[]> {
    const answer = answers.signature.safeParse(await this.#askNow({ ask: 'signature', file, code, line, column }));
    return answer.success ? answer.data : [];
  }

  async hover(file: string, code: string, line: number, column: number): Promise<Hover> {
    const answer = answers.hover.safeParse(await this.#askNow({ ask: 'hover', file, code, line, column }));
    return answer.success ? answer.data : null;
  }

  /** Where the name at a position is defined; `busy` where the kernel does not answer. */
  async definition(at: ProjectPosition): Promise<Definition | 'busy'> {
    const answer = answers.definition.safeParse(await this.ask({ ask: 'definition', ...at }, ASKED_MS));
    return answer.success ? answer.data : 'busy';
  }

  /** All uses of the name at a position, or why it cannot be given another; `busy` where the kernel does not answer. */
  async places(at: ProjectPosition): Promise<Places | 'busy'> {
    const answer = answers.places.safeParse(await this.ask({ ask: 'places', ...at }, ASKED_MS));
    return answer.success ? answer.data : 'busy';
  }

  /** Errors of syntax and undefined names; null where the kernel does not answer. Files with `# %%` cells may use the kernel's names. */
  async lint(code: string): Promise<LintMark[] | null> {
    const live = /^# ?%%/m.test(code);
    const answer = answers.lint.safeParse(await this.ask({ ask: 'lint', code, live }, QUESTION_MS));
    return answer.success ? answer.data : null;
  }

  /**
   * An import ahead takes seconds: whoever types does not wait for it, nor behind one that waits for its turn. The first question of this kind
   * imports the completion engine, for seconds too; where nothing can cut that short a run would wait for it, so none is asked.
   */
  #askNow(question: Question): Promise<unknown> {
    const isBound = this.#options.kernel()?.interruptible !== false;
    if (this.#importsAhead > 0 || !isBound) return Promise.resolve(null);
    return this.ask(question, QUESTION_MS);
  }
}
