/** Buttons that start, pause, extend, end and reopen an interview. */
import { type FormEvent, useRef, useState } from 'react';
import { isolatedText } from '../../../protocol/visible.ts';
import { asAppError } from '../../api/error.ts';
import type { Connection } from '../../realtime/connection.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Status } from '../../ui/Status.tsx';
import { toast } from '../../ui/toast.tsx';
import { clockWords as words } from '../../words/clock.ts';
import { common } from '../../words/common.ts';

const EXTENSIONS = [5, 10, 15, 30];

/** Start, pause, extend, end and reopen; each is an event, and only the server's answer changes the clock. */
export function ClockControls({ connection }: { connection: Connection }) {
  const phase = useStore(connection.room.store, (view) => view.state.clock.phase);
  const planned = useStore(connection.room.store, (view) => view.state.ending);
  const scoring = useStore(connection.room.store, (view) => view.state.scores.some((s) => s.status === 'running'));
  const [ending, setEnding] = useState(false);
  const attempt = (done: Promise<void>) => void done.catch((cause) => toast(asAppError(cause).message, 'trouble'));
  const end = (type: 'interview.end' | 'interview.endAfterScore') => {
    setEnding(false);
    attempt(connection.say(type, { reason: words.ended }));
  };
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
      {phase === 'running' ? <PauseButton connection={connection} attempt={attempt} /> : null}
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
      {planned ? (
        <>
          <Status tone="attention">{words.ending(isolatedText(planned.name))}</Status>
          <Button onClick={() => attempt(connection.say('interview.endCancel', {}))}>{words.endCancel}</Button>
        </>
      ) : null}
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
            {scoring ? <Button onClick={() => end('interview.endAfterScore')}>{words.endAfter}</Button> : null}
            <Button look="danger" onClick={() => end('interview.end')}>
              {scoring ? words.endNow : words.endConfirm}
            </Button>
          </>
        }
      >
        {scoring ? <p>{words.scoreRuns}</p> : null}
        <p>{words.endText}</p>
      </Dialog>
    </>
  );
}

/** Asks for a reason, which may stay empty, and pauses. */
function PauseButton({ connection, attempt }: { connection: Connection; attempt: (done: Promise<void>) => void }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const pause = (event: FormEvent) => {
    event.preventDefault();
    setAsking(false);
    const text = reason.trim();
    attempt(connection.say('interview.pause', text ? { reason: text } : {}));
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{words.pause}</Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.pauseTitle}
        focus={field}
        foot={
          <>
            <Button onClick={() => setAsking(false)}>{common.cancel}</Button>
            <Button look="primary" type="submit" form="pause-reason">
              {words.pause}
            </Button>
          </>
        }
      >
        <p>{words.pauseText}</p>
        <form id="pause-reason" onSubmit={pause}>
          <TextField
            ref={field}
            label={words.reason}
            hint={words.reasonHint}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </form>
      </Dialog>
    </>
  );
}
