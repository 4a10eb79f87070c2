/** A modal dialog. */

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { common } from '../words/common.ts';
import { IconButton } from './Button.tsx';
import { Typed } from './Typed.tsx';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons, right-aligned; the primary one last. */
  foot?: ReactNode;
  wide?: boolean;
  /** As large as the window: for a table or a picture. */
  large?: boolean;
  /** Gets the focus when the dialog opens; the first focusable element otherwise. */
  focus?: RefObject<HTMLElement | null>;
  /** False while something runs that a stray Escape must not hide. */
  dismissible?: boolean;
}

/** Gives the focus back to what had it when the dialog came, where a dialog that is taken out of the page at once leaves it nowhere. */
function useFocusBack(open: boolean): void {
  const wasOpen = useRef(false);
  const opener = useRef<Element | null>(null);
  // While it is rendered for the first time the focus is still where it was.
  if (open && !wasOpen.current) opener.current = document.activeElement;
  wasOpen.current = open;
  useEffect(() => {
    if (!open) return;
    return () => {
      const before = opener.current;
      requestAnimationFrame(() => {
        const isNowhere = document.activeElement === null || document.activeElement === document.body;
        if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, [open]);
}

/** Says a new title of an open dialog: what a screen reader has read when it came is then no longer so. */
function Heard({ title }: { title: string }) {
  const first = useRef(title);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (title !== first.current) setSaid(title);
    first.current = title;
  }, [title]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {said}
    </p>
  );
}

/** What the dialog is about. Where it is longer than the window it takes the focus, so that keys scroll it. */
function Body({ title, children }: { title: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setScrolls(element.scrollHeight > element.clientHeight + 1));
    for (const part of [element, ...element.children]) watch.observe(part);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={box} className="dialog-body" {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': title } : {})}>
      {children}
    </div>
  );
}

/** A modal dialog: focus stays inside, Escape and the backdrop close it, and focus returns to what opened it. */
export function Dialog({ open, onClose, title, children, foot, wide, large, focus, dismissible = true }: DialogProps) {
  useFocusBack(open);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next && dismissible) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        <Base.Popup
          className={large ? 'dialog dialog-large' : wide ? 'dialog dialog-wide' : 'dialog'}
          {...(focus ? { initialFocus: focus } : {})}
        >
          <div className="dialog-head">
            <Base.Title>
              <Typed text={title} />
            </Base.Title>
            {dismissible ? (
              <IconButton label={common.close} onClick={onClose}>
                <X />
              </IconButton>
            ) : null}
          </div>
          <Heard title={title} />
          <Body title={title}>{children}</Body>
          {foot ? <div className="dialog-foot">{foot}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
