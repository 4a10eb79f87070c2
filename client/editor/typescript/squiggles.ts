/** Marks the compiler's errors in the files that are on screen, and again after each change of any file that they may import. */

import type { Fault } from '../../compiler/answers.ts';
import { nameOf } from '../../compiler/paths.ts';
import { service } from '../../compiler/service.ts';
import type { Model, Monaco, monaco } from '../monaco.ts';

/** Ms after the last change. */
const QUIET_MS = 400;
const OWNER = 'typescript';

/** Monaco's name of the language. */
const LANGUAGE = 'typescript';

const isOurs = (model: Model): boolean => model.getLanguageId() === LANGUAGE && nameOf(model.uri.path) !== null;

function markerOf(
  { MarkerSeverity }: Monaco,
  model: Model,
  { start, length, message, code, isError }: Fault,
): monaco.editor.IMarkerData {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(start + length);
  return {
    severity: isError ? MarkerSeverity.Error : MarkerSeverity.Warning,
    message,
    code: String(code),
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

/** Checks a file unless it changes meanwhile: then the change asks again. */
async function check(monaco: Monaco, model: Model): Promise<void> {
  const version = model.getVersionId();
  const remote = await service()?.synced();
  const faults = await remote?.faults(model.uri.path);
  if (!faults || model.isDisposed() || model.getVersionId() !== version) return;
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    faults.map((fault) => markerOf(monaco, model, fault)),
  );
}

/** Begins to mark; one check at a time. */
export function showFaults(monaco: Monaco): monaco.IDisposable {
  const heard = new Map<Model, monaco.IDisposable[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isChecking = false;
  let isStale = false;
  const checkAll = async () => {
    if (isChecking) {
      isStale = true;
      return;
    }
    isChecking = true;
    do {
      isStale = false;
      for (const model of [...heard.keys()]) if (model.isAttachedToEditor()) await check(monaco, model).catch(() => {});
    } while (isStale);
    isChecking = false;
  };
  const soon = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void checkAll(), ms);
  };
  const forget = (model: Model) => {
    const stops = heard.get(model);
    if (!stops) return;
    heard.delete(model);
    for (const stop of stops) stop.dispose();
    monaco.editor.setModelMarkers(model, OWNER, []);
    soon(QUIET_MS);
  };
  const hear = (model: Model) => {
    if (!isOurs(model)) return;
    heard.set(model, [model.onDidChangeContent(() => soon(QUIET_MS)), model.onDidChangeAttached(() => soon(0))]);
    soon(0);
  };
  const stops = [monaco.editor.onDidCreateModel(hear), monaco.editor.onWillDisposeModel(forget)];
  for (const model of monaco.editor.getModels()) hear(model);
  return {
    dispose() {
      for (const stop of stops) stop.dispose();
      for (const model of [...heard.keys()]) forget(model);
      clearTimeout(timer);
    },
  };
}
