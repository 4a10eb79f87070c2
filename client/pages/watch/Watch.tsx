/** The interviewer's room, live: opens the connection and hands it to the room. */
import { useEffect, useState } from 'react';
import { createApi } from '../../api/client.ts';
import { type AppError, asAppError } from '../../api/error.ts';
import { Models } from '../../editor/models.ts';
import { Work } from '../../editor/work.ts';
import { attachToPage, openConnection } from '../../state/session.ts';
import { saveWords } from '../../ui/messages.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { Toasts } from '../../ui/toast.tsx';
import { StaffRoom } from './StaffRoom.tsx';
import type { RoomSource } from './source.ts';
import { watchWords } from './words.ts';

interface Opened {
  source: RoomSource;
  close: () => void;
}

async function open(inviteId: string, interviewId: string): Promise<Opened> {
  const api = createApi(inviteId);
  const [me, bundle] = await Promise.all([api.me(), api.staffBundle(interviewId)]);
  const connection = await openConnection(api, me, interviewId, bundle.candidate.minutes);
  const work = new Work(connection.doc, bundle.candidate.files);
  const models = new Models(work, false);
  const detach = attachToPage(connection, saveWords.leave);
  await connection.start();
  return {
    source: {
      interviewId,
      api,
      bundle,
      view: connection.room.store,
      doc: connection.doc,
      work,
      models,
      awareness: connection.awareness,
      now: () => connection.serverNow(),
      live: connection,
    },
    close() {
      detach();
      models.dispose();
      connection.stop();
    },
  };
}

export default function Watch({ inviteId, interviewId }: { inviteId: string; interviewId: string }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let gone = false;
    let close = () => {};
    open(inviteId, interviewId).then(
      (next) => {
        close = next.close;
        if (gone) close();
        else setOpened(next);
      },
      (cause) => gone || setError(asAppError(cause)),
    );
    return () => {
      gone = true;
      close();
    };
  }, [inviteId, interviewId]);

  if (error) {
    return (
      <ErrorState title={watchWords.failedTitle} retry={() => location.reload()}>
        {error.message}
      </ErrorState>
    );
  }
  if (!opened) {
    return (
      <main className="sheet">
        <Loading what={watchWords.opening} />
      </main>
    );
  }
  return (
    <Toasts>
      <StaffRoom source={opened.source} />
    </Toasts>
  );
}
