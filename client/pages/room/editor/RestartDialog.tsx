/** The question before a Restart that loses variables. */
import { useRef } from 'react';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { common } from '../../../words/common.ts';
import { kernelWords } from '../../../words/kernel.ts';

/** Open while `actions.askingRestart` is true; Cancel has the focus, so that Enter loses nothing. */
export function RestartDialog({ session, actions }: { session: RoomSession; actions: RoomActions }) {
  const asking = useStore(actions.askingRestart);
  const cancel = useRef<HTMLButtonElement>(null);
  const close = () => actions.askingRestart.set(false);
  return (
    <Dialog
      open={asking}
      onClose={close}
      title={kernelWords.restartTitle(session.runtimeName)}
      focus={cancel}
      foot={
        <>
          <Button ref={cancel} onClick={close}>
            {common.cancel}
          </Button>
          <Button look="danger" onClick={() => actions.restartNow()}>
            {kernelWords.restartYes}
          </Button>
        </>
      }
    >
      <p>{kernelWords.restartText}</p>
    </Dialog>
  );
}
