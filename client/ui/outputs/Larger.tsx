/** A table, picture or chart with a button that shows it large. */
import { Maximize2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { outputWords } from '../../words/outputs.ts';
import { IconButton } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';

/** `what` names it, for the button and as the title of the large view; Escape closes that and the focus is back on the button. */
export function Larger({ what, children }: { what: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="larger">
      {children}
      <IconButton label={outputWords.larger(what)} className="larger-button" onClick={() => setOpen(true)}>
        <Maximize2 />
      </IconButton>
      {open ? (
        <Dialog open onClose={() => setOpen(false)} title={what} large>
          <div className="larger-view">{children}</div>
        </Dialog>
      ) : null}
    </div>
  );
}
