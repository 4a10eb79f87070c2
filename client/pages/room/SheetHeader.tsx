/** Top of the candidate's pages before and after the room: product and title, and on the right what the page needs. */

import type { ReactNode } from 'react';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { common } from '../../words/common.ts';

/** `children` are placed left of the switch of the theme. */
export function SheetHeader({ title, children }: { title: string | null; children?: ReactNode }) {
  return (
    <header className="row spread">
      <span className="quiet">
        {`${common.product} · `}
        <Typed text={title ?? ''} />
      </span>
      <span className="row">
        {children}
        <ThemeSwitch />
      </span>
    </header>
  );
}
