/** What buttons and keys of the candidate's room do. */
import { trackOf } from '../../../engine/tracks.ts';
import type { Language } from '../../../protocol/language.ts';
import { createStore } from '../../store/store.ts';
import { kernelWords } from '../../words/kernel.ts';
import { toolWords } from '../../words/runs.ts';
import { cellAt, cellsOf, linesOf } from '../cells.ts';
import { checkResultOf } from '../check.ts';
import type { OpenFile } from '../files.ts';
import type { RunEnd } from '../runs.ts';
import { CellSequence } from './cellSequence.ts';
import type { EditorHandle } from './editorHandle.ts';
import type { RoomSession } from './roomSession.ts';

/** The first errors of the editor's compiler are shown with a run, which they do not stop; all of them are in the editor. */
const FAULTS = 5;

/** What the compiler finds wrong in the files, as a sentence and a line each; null where the language needs none, or all is well. */
async function faultsOf(language: Language): Promise<string | null> {
  if (!trackOf(language).needsEmit) return null;
  const { diagnosticsOf } = await import('../../compiler/diagnostics.ts');
  const found = await diagnosticsOf();
  if (found.length === 0) return null;
  const lines = found
    .slice(0, FAULTS)
    .map(({ file, line, message, code }) => toolWords.fault(file, line, message.split('\n')[0] ?? '', code));
  return [toolWords.faults(found.length), ...lines].join('\n').slice(0, 1_000);
}

/** Shows a sentence to the person, in a corner of the page. */
type Report = (text: string, tone?: 'info' | 'attention' | 'trouble') => void;

/** Runs that the person begins in the editor; a Check is begun otherwise. */
type UserRunKind = 'cell' | 'selection' | 'file';
/** A run in the editor; `lines` are its first and last one from 1, null for the whole file. */
type UserRun = [kind: UserRunKind, file: OpenFile, lines: [number, number] | null, code: string];

/** How a Check that gave no result ended, as a run's status. */
const CHECK_STATUS = {
  'code-error': 'error',
  'over-budget': 'error',
  timeout: 'timeout',
  cancelled: 'stopped',
  lost: 'lost',
} as const;

/** Why no run, Check or score can begin in the room now; null where one can. */
function reasonAgainst(session: RoomSession): string | null {
  const { kernel, runs, scores, tabLock, runtimeName } = session;
  if (!session.mayWork()) return toolWords.paused;
  if (!tabLock.active.get()) return toolWords.otherTab(runtimeName);
  if (!kernel.sandbox) return toolWords.notReady(runtimeName);
  return runs.current.get() !== null || scores.current.get() !== null ? toolWords.busy : null;
}

/** What buttons and keys of the room do. */
export class RoomActions {
  readonly editor = createStore<EditorHandle | null>(null);
  /** Line of an error that the person jumped to, tinted in the editor. */
  readonly errorLine = createStore<{ fileId: string; line: number } | null>(null);
  /** True while the person is asked whether Restart may take the variables. */
  readonly askingRestart = createStore(false);
  readonly #session: RoomSession;
  readonly #report: Report;
  readonly #showCode: () => void;
  #checkAbort: AbortController | null = null;
  /** The run for which Stop was pressed. */
  #stopped: string | null = null;
  readonly #sequence = new CellSequence((file, lines, code) => this.#begin('cell', file, lines, code));

  /** `report` shows a sentence to the person; `showCode` brings the editor into view where other panes hide it. */
  constructor(session: RoomSession, report: Report, showCode: () => void = () => {}) {
    this.#session = session;
    this.#report = report;
    this.#showCode = showCode;
  }

  /** Runs the cell under the cursor; the whole file where it has no cells. `advance` goes on to the next cell. */
  runCell(advance = false): void {
    const opened = this.#opened();
    if (!opened) return;
    const { editor, file } = opened;
    const text = file.text.toString();
    const found = cellAt(text, editor.line());
    if (!found) {
      this.runFile();
      return;
    }
    const { start, end } = found.cell;
    if (this.#run('cell', file, [start, end], linesOf(text, start, end)) && advance) {
      editor.reveal(found.next ? found.next.start + 1 : end);
    }
  }

  /** Runs the cells above the one under the cursor, as after a loss of the variables; ends at the first that fails. */
  runAbove(): void {
    const opened = this.#opened();
    if (!opened) return;
    const { editor, file } = opened;
    const count = cellsOf(file.text.toString()).filter((cell) => cell.end < editor.line()).length;
    if (count > 0) this.#runCells(file, count);
    else this.#report(toolWords.noneAbove);
  }

  /** Runs all cells of the file one after the other, or the file where it has none; ends at the first that fails. */
  runAll(): void {
    const file = this.#opened()?.file;
    if (!file) return;
    const count = cellsOf(file.text.toString()).length;
    if (count > 0) this.#runCells(file, count);
    else this.runFile();
  }

  #runCells(file: OpenFile, count: number): void {
    if (this.isFree()) void this.#sequence.run(file, count);
  }

  runSelection(): void {
    const opened = this.#opened();
    if (!opened) return;
    const selection = opened.editor.selection();
    if (selection) {
      const code = linesOf(opened.file.text.toString(), ...selection.lines);
      this.#run('selection', opened.file, selection.lines, code);
    } else this.#report(toolWords.noSelection);
  }

  runFile(): void {
    const file = this.#opened()?.file;
    if (file) this.#run('file', file, null, file.text.toString());
  }

  /** The editor with the file that it shows; null, which is said, where it is still loading or shows none. */
  #opened(): { editor: EditorHandle; file: OpenFile } | null {
    const editor = this.editor.get();
    const file = editor?.file();
    if (editor && file) return { editor, file };
    this.#report(editor ? toolWords.noFile : toolWords.editorLoading);
    return null;
  }

  /** True where the run was begun. */
  #run(...run: UserRun): boolean {
    return this.isFree() && this.#begin(...run) !== null;
  }

  /** The end of the run; null where it was not begun. */
  #begin(...[kind, file, lines, code]: UserRun): Promise<RunEnd | null> | null {
    const { kernel, runs, task } = this.#session;
    const { sandbox } = kernel;
    if (!sandbox || !task || !this.#session.mayWork()) return null;
    this.errorLine.set(null);
    sandbox.setFiles(kernel.filesOf(task.projectFiles));
    return runs.perform({ kind, file: file.name, lines, code }, async (runId): Promise<RunEnd> => {
      const startLine = lines?.[0] ?? 1;
      const [result, faults] = await Promise.all([
        sandbox.run({ runId, kind, file: file.name, code, startLine }),
        faultsOf(task.bundle.language),
      ]);
      if (faults) runs.output(runId, [{ type: 'notice', kind: 'info', text: faults }]);
      const { status, durationMs, varsLost, weights } = result;
      return { status: this.#asEnded(runId, status), durationMs, varsLost, weights, check: null };
    });
  }

  /** The status of a run that has come to its end; one for which Stop was pressed says so, whatever it did in that moment. */
  #asEnded(runId: string, status: RunEnd['status']): RunEnd['status'] {
    return this.#stopped === runId && status !== 'lost' && status !== 'timeout' ? 'stopped' : status;
  }

  /** True where a run can begin now; otherwise the person sees why not, so that no key press is lost in silence. */
  isFree(): boolean {
    const reason = this.#sequence.active ? toolWords.busy : reasonAgainst(this.#session);
    if (reason) this.#report(reason);
    return reason === null;
  }

  stop(): void {
    const { kernel, runs, scores } = this.#session;
    this.#sequence.end();
    this.#stopped = runs.current.get();
    if (scores.current.get()) scores.cancel();
    else if (this.#checkAbort) this.#checkAbort.abort();
    else if (runs.current.get() !== null) void kernel.sandbox?.stop();
  }

  /** The run under way may take more time, up to the most that a run may take. */
  giveTime(): void {
    this.#session.kernel.sandbox?.giveTime();
  }

  /** Restarts the interpreter; where that loses variables the person is asked first. */
  restart(): void {
    const { kernel, tabLock, runtimeName } = this.#session;
    if (!tabLock.active.get() || !kernel.sandbox) this.#report(toolWords.notReady(runtimeName));
    else if (kernel.sandbox.hasRun) this.askingRestart.set(true);
    else this.restartNow();
  }

  /** Restarts the interpreter without asking. */
  restartNow(): void {
    const { kernel, runtimeName } = this.#session;
    this.askingRestart.set(false);
    this.#sequence.end();
    void kernel.sandbox?.restart().then(
      () => this.#report(kernelWords.restarted(runtimeName)),
      (cause: unknown) => this.#report(kernelWords.failed(runtimeName, String(cause)), 'trouble'),
    );
  }

  /** The official path on validation rows; recorded as a run of kind `check`. */
  check(): void {
    const { kernel, runs, task } = this.#session;
    const { sandbox } = kernel;
    if (!this.isFree() || !sandbox || !task) return;
    const abort = new AbortController();
    this.#checkAbort = abort;
    const files = kernel.filesOf(task.projectFiles);
    void runs
      .perform({ kind: 'check', file: '', lines: null, code: '' }, async (runId): Promise<RunEnd> => {
        runs.output(runId, [{ type: 'notice', kind: 'info', text: kernelWords.checkStarted }]);
        runs.limit(runId, task.bundle.constraints.officialSeconds);
        const result = await sandbox.check({ files, signal: abort.signal });
        const durationMs = result.seconds * 1000;
        runs.output(runId, result.printed.items);
        if (result.ok) {
          const check = checkResultOf(task.bundle, result);
          return { status: this.#asEnded(runId, 'ok'), durationMs, varsLost: false, weights: check.weights, check };
        }
        const said = { type: 'notice', kind: 'stopped', text: result.message.slice(0, 1_000) } as const;
        runs.output(runId, [result.item ?? said]);
        const status = CHECK_STATUS[result.code];
        return { status: this.#asEnded(runId, status), durationMs, varsLost: false, weights: null, check: null };
      })
      .finally(() => {
        this.#checkAbort = null;
      });
  }

  clearOutput(): void {
    void this.#session.connection.say('output.clear', {}).catch(() => {});
  }

  /** Opens a file of the candidate at a line, as tracebacks and notes do. */
  goTo(name: string, line: number): void {
    const { task } = this.#session;
    const file = task?.projectFiles.byName(name);
    if (!task || !file) return;
    task.openFiles.open(file.id);
    this.errorLine.set({ fileId: file.id, line });
    this.#showCode();
    // The editor swaps the file with the next render.
    requestAnimationFrame(() => requestAnimationFrame(() => this.editor.get()?.reveal(line)));
  }
}
