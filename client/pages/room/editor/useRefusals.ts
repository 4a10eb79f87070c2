/** Says why a change was not made. */
import { useCallback, useEffect, useRef } from 'react';
import type { ProjectFiles } from '../../../state/files.ts';
import { toast } from '../../../ui/toast.tsx';
import { limitWords } from '../../../words/limits.ts';

/** Ms in which the same sentence is shown once: a held key is refused many times a second. */
const ONCE_MS = 4_000;

/** Shows sentences to the person, each at most once in some seconds. */
function useSayOnce(): (text: string) => void {
  const last = useRef({ text: '', at: 0 });
  return useCallback((text: string) => {
    const now = performance.now();
    if (text === last.current.text && now - last.current.at < ONCE_MS) return;
    last.current = { text, at: now };
    toast(text, 'attention');
  }, []);
}

/** Says `text`, at most once in some seconds. */
export function useOnce(text: string): () => void {
  const say = useSayOnce();
  return useCallback(() => say(text), [say, text]);
}

/** Says which limit a change of the files would cross. */
export function useRefusals(files: ProjectFiles): void {
  const say = useSayOnce();
  useEffect(() => files.guard.onRefused((overflow) => say(limitWords.refused(overflow))), [files, say]);
}
