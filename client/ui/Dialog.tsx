/** A modal dialog. */

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
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

/** A modal dialog: focus stays inside, Escape and the backdrop close it, and focus returns to what opened it. */
export function Dialog({ open, onClose, title, children, foot, wide, large, focus, dismissible = true }: DialogProps) {
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
          <div className="dialog-body">{children}</div>
          {foot ? <div className="dialog-foot">{foot}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
