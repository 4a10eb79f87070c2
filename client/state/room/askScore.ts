/** The step between the button Score and its question: whether a score can come to something at all. */
import { toolWords } from '../../words/runs.ts';
import { syntaxFault } from '../syntax.ts';
import type { RoomActions } from './actions.ts';
import type { RoomSession } from './roomSession.ts';

const isCode = (name: string): boolean => /\.(py|ts)$/.test(name);

/**
 * Calls `ask` where a score may begin and the files that it imports can be read; else the person reads why not, by `report`, and is
 * taken to the line.
 */
export async function askScore(
  { kernel, task }: Pick<RoomSession, 'kernel' | 'task'>,
  actions: Pick<RoomActions, 'isFree' | 'goTo'>,
  report: (text: string, tone: 'attention') => void,
  ask: () => void,
): Promise<void> {
  const { sandbox } = kernel;
  if (!actions.isFree() || !sandbox || !task) return;
  const { files, language } = task.bundle;
  const explored = new Set(files.filter(({ kind }) => kind === 'explore').map(({ name }) => name));
  const imported = task.projectFiles.snapshot().filter(({ name }) => !explored.has(name) && isCode(name));
  const fault = await syntaxFault(language, sandbox, imported);
  if (!fault) {
    ask();
    return;
  }
  report(toolWords.syntax(fault.file, fault.line, fault.message), 'attention');
  actions.goTo(fault.file, fault.line);
}
