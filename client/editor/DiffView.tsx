/** A file beside its original. */
import { useEffect, useRef } from 'react';
import type { OpenFile } from '../state/files.ts';
import { useStore } from '../store/store.ts';
import type { Models } from './models.ts';
import { languageOf, monaco } from './monaco.ts';
import { editorOptions, fontSize } from './options.ts';

/** The handed-out text beside the text as it is now; both read-only. */
export function DiffView({
  models,
  file,
  original,
  labels,
}: {
  models: Models;
  file: OpenFile;
  original: string;
  labels: { original: string; modified: string };
}) {
  const host = useRef<HTMLDivElement>(null);
  const size = useStore(fontSize);
  const { original: originalLabel, modified: modifiedLabel } = labels;
  useEffect(() => {
    if (!host.current) return;
    const before = monaco.editor.createModel(original.replaceAll('\r\n', '\n'), languageOf(file.name));
    const diff = monaco.editor.createDiffEditor(host.current, {
      ...editorOptions,
      glyphMargin: false,
      readOnly: true,
      originalEditable: false,
      fontSize: size,
      originalAriaLabel: originalLabel,
      modifiedAriaLabel: modifiedLabel,
      hideUnchangedRegions: { enabled: true },
      renderOverviewRuler: false,
    });
    diff.getOriginalEditor().updateOptions({ ariaLabel: originalLabel });
    diff.getModifiedEditor().updateOptions({ ariaLabel: modifiedLabel });
    diff.setModel({ original: before, modified: models.model(file) });
    return () => {
      diff.setModel(null);
      diff.dispose();
      before.dispose();
    };
  }, [models, file, original, size, originalLabel, modifiedLabel]);
  return <div className="diff-editor" ref={host} />;
}
