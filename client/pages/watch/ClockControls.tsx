/** Buttons that start, pause, extend, end and reopen an interview. */
import { useState } from 'react';
import { asAppError } from '../../api/error.ts';
import type { Connection } from '../../realtime/connection.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { clockWords as words } from '../../words/clock.ts';
import { common } from '../../words/common.ts';

const EXTENSIONS = [5, 10, 15, 30];

/** Start, pause, extend, end and reopen; each is an event, and only the server's answer changes the clock. */
export function ClockControls({ connection }: { connection: Connection }) {
  const phase = useStore(connection.room.store, (view) => view.state.clock.phase);
  const [ending, setEnding] = useState(false);
  const attempt = (done: Promise<void>) => void done.catch((cause) => toast(asAppError(cause).message, 'trouble'));
  if (phase === 'ended') {
    return <Button onClick={() => attempt(connection.say('interview.reopen', {}))}>{words.reopen}</Button>;
  }
  return (
    <>
      {phase === 'waiting' ? (
        <Button look="primary" onClick={() => attempt(connection.say('interview.start', {}))}>
          {words.start}
        </Button>
      ) : null}
      {phase === 'running' ? (
        <Button onClick={() => attempt(connection.say('interview.pause', {}))}>{words.pause}</Button>
      ) : null}
      {phase === 'paused' ? (
        <Button look="primary" onClick={() => attempt(connection.say('interview.resume', {}))}>
          {words.resume}
        </Button>
      ) : null}
      <Menu
        label={words.extend}
        trigger={<Button>{words.extend}</Button>}
        entries={EXTENSIONS.map((minutes) => ({
          id: String(minutes),
          label: words.extendBy(minutes),
          onSelect: () => attempt(connection.say('interview.extend', { minutes })),
        }))}
      />
      <Button look="danger" onClick={() => setEnding(true)}>
        {words.end}
      </Button>
      <Dialog
        open={ending}
        onClose={() => setEnding(false)}
        title={words.endTitle}
        foot={
          <>
            <Button onClick={() => setEnding(false)}>{common.cancel}</Button>
            <Button
              look="danger"
              onClick={() => {
                setEnding(false);
                attempt(connection.say('interview.end', { reason: words.ended }));
              }}
            >
              {words.endConfirm}
            </Button>
          </>
        }
      >
        <p>{words.endText}</p>
      </Dialog>
    </>
  );
}
