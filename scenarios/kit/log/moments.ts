/** The log of an interview cut at its runs and scores: what the files were, and how much time had been used. */
import * as Y from 'yjs';
import type { LogResponse } from '../../../protocol/api.ts';
import { endedAt, startedAt, timeLeft } from '../../../protocol/clock.ts';
import { ENDING, type Language, language } from '../../../protocol/language.ts';
import { applyEvent, type InterviewState, initialState } from '../../../protocol/state.ts';
import { readWork } from '../../../protocol/work.ts';

/** The files at one moment. */
export interface Moment {
  /** `end` is what was handed in. */
  at: 'start' | 'run' | 'score' | 'end';
  /** Minutes of the interview's clock, pauses left out. */
  minute: number;
  /** Texts by name, of the language that the interview was done in. */
  files: Record<string, string>;
}

export interface ReadLog {
  state: InterviewState;
  language: Language;
  /** From the scaffold as handed out to the end, in order. */
  moments: Moment[];
  /** Minutes used; null where the interview never started. */
  minutes: number | null;
}

/**
 * Folds a log as staff export it (`export.json`).
 * @throws Error where an edit cannot be read, or the log does not begin with a scaffold
 */
export function readLog({ title, minutes, entries }: LogResponse): ReadLog {
  const document = new Y.Doc();
  const taken: Omit<Moment, 'files'>[] = [];
  const texts: Record<string, string>[] = [];
  let state = initialState(title, minutes);
  const take = (at: Moment['at'], when: number) => {
    taken.push({ at, minute: usedMinutes(state, when) });
    texts.push(filesOf(document));
  };
  for (const entry of entries) {
    if (entry.kind === 'edit') {
      Y.applyUpdate(document, Buffer.from(entry.update, 'base64'));
      // The first row is the scaffold, written by the server.
      if (taken.length === 0) take('start', entry.at);
      continue;
    }
    state = applyEvent(state, entry.event);
    if (entry.event.type === 'run.started') take('run', entry.at);
    if (entry.event.type === 'score.requested') take('score', entry.at);
  }
  if (!texts[0] || Object.keys(texts[0]).length === 0) throw new Error('the log holds no scaffold');
  const last = entries.at(-1)?.at ?? 0;
  const end = endedAt(state.clock) ?? last;
  take('end', end);
  document.destroy();
  const language = state.language ?? languageOf(texts[0]);
  const own = (files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith(ENDING[language])));
  return {
    state,
    language,
    moments: taken.map((moment, n) => ({ ...moment, files: own(texts[n] as Record<string, string>) })),
    minutes: startedAt(state.clock) === null ? null : usedMinutes(state, end),
  };
}

/** Minutes of the clock that are gone at a time. */
function usedMinutes({ clock }: InterviewState, at: number): number {
  if (startedAt(clock) === null) return 0;
  return Math.max(0, clock.minutes - timeLeft(clock, at) / 60_000);
}

/** Without a choice the interview has one language: that of its files. */
function languageOf(files: Record<string, string>): Language {
  const names = Object.keys(files);
  const found = language.options.find((one) => names.some((name) => name.endsWith(ENDING[one])));
  if (!found) throw new Error('the files of the scaffold are in no language');
  return found;
}

/** Texts by name. */
const filesOf = (document: Y.Doc): Record<string, string> =>
  Object.fromEntries(readWork(document).files.map(({ name, text }) => [name, text.toString()]));
