/** Sentences in a corner of the page. */

import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../protocol/visible.ts';
import { common } from '../words/common.ts';
import { IconButton } from './Button.tsx';

const manager = Base.createToastManager();

/** Shows a sentence in a corner for 6 s (20 s for trouble); screen readers hear it politely, trouble urgently. */
export function toast(text: string, tone: 'info' | 'attention' | 'trouble' = 'info'): void {
  manager.add({
    description: visibleText(text),
    type: tone,
    timeout: tone === 'trouble' ? 20_000 : 6_000,
    priority: tone === 'trouble' ? 'high' : 'low',
  });
}

function List() {
  const { toasts } = Base.useToastManager();
  return toasts.map((entry) => (
    <Base.Root key={entry.id} toast={entry} className="toast" data-type={entry.type} swipeDirection={[]}>
      <Base.Description render={<span />} />
      <Base.Close
        render={
          <IconButton label={common.close}>
            <X />
          </IconButton>
        }
      />
    </Base.Root>
  ));
}

/** Place once around a page; `toast()` then works from anywhere, components or not. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className="toasts">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
