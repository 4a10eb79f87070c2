/** Monaco on one of the candidate's files, with cursors of others, notes and an error's line. */
import { useEffect, useRef } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Annotation } from '../../protocol/state.ts';
import type { OpenFile } from '../state/files.ts';
import { useStore } from '../store/store.ts';
import { editorWords } from '../words/editor.ts';
import { showMarks } from './marks.ts';
import type { Models } from './models.ts';
import { type Editor, monaco } from './monaco.ts';
import { editorOptions, fontSize, wordWrap } from './options.ts';
import { publishPresence, type RemoteCursor, showCursors } from './presence.ts';
import { showTabHint } from './tabHint.ts';
import './editor.css';

export interface EditorCommand {
  id: string;
  label: string;
  /** Monaco key codes: `KeyMod.CtrlCmd | KeyCode.Enter`. */
  keys: number[];
  run: () => void;
}

interface CodeEditorProps {
  doc: Y.Doc;
  models: Models;
  file: OpenFile | null;
  /** The text's accessible name. */
  label: string;
  /** A mirror shows and never writes. */
  readOnly: boolean;
  /** True while the candidate may not write: in a pause. The editor stays as it is, with its undo. */
  frozen?: boolean;
  /** A change was tried while the editor is frozen. */
  onFrozen?: () => void;
  awareness: Awareness | null;
  annotations: readonly Annotation[];
  errorLine?: { fileId: string; line: number } | null;
  commands?: readonly EditorCommand[];
  /** Called once with the editor, and with null when it goes. */
  onEditor?: (editor: Editor | null) => void;
  /** Another person's cursor moved: follow mode listens. */
  onRemoteCursor?: (cursor: RemoteCursor) => void;
  onPickNote?: (annotationId: string) => void;
}

/** One editor that shows one of the files. The Monaco instance lives as long as the component; files are swapped inside. */
export function CodeEditor(props: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const marks = useRef<ReturnType<typeof showMarks> | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const size = useStore(fontSize);
  const wraps = useStore(wordWrap);
  const { doc, models, file, readOnly, awareness, annotations, errorLine = null, label, frozen = false } = props;

  useEffect(() => {
    if (!host.current) return;
    const created = monaco.editor.create(host.current, {
      ...editorOptions,
      model: null,
      readOnly,
      domReadOnly: readOnly,
      fontSize: fontSize.get(),
      wordWrap: wordWrap.get() ? 'on' : 'off',
      ariaLabel: latest.current.label,
    });
    editor.current = created;
    const current = () => latest.current.file;
    const stops: (() => void)[] = [];
    const shown = showMarks(created, doc, current);
    marks.current = shown;
    stops.push(() => shown.dispose());
    if (awareness) {
      stops.push(showCursors(created, doc, awareness, current, (c) => latest.current.onRemoteCursor?.(c)));
      if (!readOnly) stops.push(publishPresence(created, awareness, current));
    }
    if (!readOnly) {
      addUndo(created, () => latest.current);
      created.onDidAttemptReadOnlyEdit(() => latest.current.onFrozen?.());
      stops.push(showTabHint(created, host.current));
    }
    created.addAction({
      id: 'holdout.wrap',
      label: editorWords.wrap,
      keybindings: [monaco.KeyMod.Alt | monaco.KeyCode.KeyZ],
      run: () => wordWrap.update((on) => !on),
    });
    hearInDialogs();
    for (const command of latest.current.commands ?? []) {
      created.addAction({
        id: `holdout.${command.id}`,
        label: command.label,
        keybindings: command.keys,
        run: () => latest.current.commands?.find((c) => c.id === command.id)?.run(),
      });
    }
    latest.current.onEditor?.(created);
    return () => {
      latest.current.onEditor?.(null);
      for (const stop of stops) stop();
      created.dispose();
      editor.current = null;
      marks.current = null;
    };
  }, [doc, awareness, readOnly]);

  useEffect(() => {
    if (editor.current && file) models.show(editor.current, file);
  }, [models, file]);

  useEffect(() => {
    editor.current?.updateOptions({ fontSize: size, ariaLabel: label, wordWrap: wraps ? 'on' : 'off' });
  }, [size, label, wraps]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document makes another editor
  useEffect(() => {
    // A frozen text field still hears keys, so that whoever types is told why nothing comes.
    editor.current?.updateOptions({ readOnly: readOnly || frozen });
  }, [frozen, readOnly, doc, awareness]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file has other marks
  useEffect(() => {
    marks.current?.update({ annotations, errorLine, onPick: (id) => latest.current.onPickNote?.(id) });
  }, [annotations, errorLine, file]);

  return <div className="code-editor" ref={host} />;
}

/** What the editor says is heard in dialogs too: they hide everything from screen readers but live regions, by this attribute. */
function hearInDialogs(): void {
  for (const [name, how] of [
    ['monaco-alert', 'assertive'],
    ['monaco-status', 'polite'],
  ] as const)
    for (const region of document.querySelectorAll(`.monaco-aria-container .${name}`))
      region.setAttribute('aria-live', how);
}

/** Undo and redo take back this person's edits only, so those of Monaco are replaced. */
function addUndo(editor: Editor, props: () => CodeEditorProps): void {
  const { KeyMod, KeyCode } = monaco;
  const act = (kind: 'undo' | 'redo') => () => {
    const { models, file, frozen, onFrozen } = props();
    if (frozen) onFrozen?.();
    else if (file) models[kind](file);
  };
  const keys = {
    undo: [KeyMod.CtrlCmd | KeyCode.KeyZ],
    redo: [KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, KeyMod.CtrlCmd | KeyCode.KeyY],
  };
  editor.addAction({ id: 'holdout.undo', label: editorWords.undo, keybindings: keys.undo, run: act('undo') });
  editor.addAction({ id: 'holdout.redo', label: editorWords.redo, keybindings: keys.redo, run: act('redo') });
}
