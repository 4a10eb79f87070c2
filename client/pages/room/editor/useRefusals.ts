/** Says why a change was not made. */
import { useEffect } from 'react';
import type { ProjectFiles } from '../../../state/files.ts';
import { toast } from '../../../ui/toast.tsx';
import { limitWords } from '../../../words/limits.ts';

/** Ms in which the same sentence is shown once: a held key is refused many times a second. */
const ONCE_MS = 4_000;

export function useRefusals(files: ProjectFiles): void {
  useEffect(() => {
    let last = { text: '', at: 0 };
    return files.guard.onRefused((overflow) => {
      const text = limitWords.refused(overflow);
      const now = performance.now();
      if (text === last.text && now - last.at < ONCE_MS) return;
      last = { text, at: now };
      toast(text, 'attention');
    });
  }, [files]);
}
