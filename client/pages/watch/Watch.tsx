/** The interviewer's room, live: opens the connection and hands it to the room. */
import { useEffect, useState } from 'react';
import { createApi } from '../../api/client.ts';
import { type AppError, asAppError } from '../../api/error.ts';
import { LedgerKeeper } from '../../state/ledger/keeper.ts';
import { attachToPage, openConnection } from '../../state/openConnection.ts';
import { createStore, type Store, useStore } from '../../store/store.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { Toasts, toast } from '../../ui/toast.tsx';
import { saveWords } from '../../words/connection.ts';
import { watchWords } from '../../words/watch.ts';
import { Reruns } from './reruns.ts';
import { StaffRoom } from './StaffRoom.tsx';
import { languagesOf, type RoomSource, workOf } from './source.ts';

interface Opened {
  /** Another one once the candidate has chosen the other language. */
  source: Store<RoomSource>;
  close: () => void;
}

async function open(inviteId: string, interviewId: string): Promise<Opened> {
  const api = createApi(inviteId);
  const [me, languages, bundle] = await Promise.all([
    api.me(),
    languagesOf(api, interviewId),
    api.staffBundle(interviewId),
  ]);
  const connection = await openConnection(api, me, interviewId, bundle.candidate.minutes);
  const detach = attachToPage(connection, saveWords.leave);
  await connection.start();
  const reruns: Reruns = new Reruns(connection, () => source.get());
  const keeper: LedgerKeeper = new LedgerKeeper(connection, () => source.get());
  const source: Store<RoomSource> = createStore<RoomSource>({
    interviewId,
    api,
    languages,
    ...workOf(connection.doc, bundle, languages),
    view: connection.room.store,
    doc: connection.doc,
    awareness: connection.awareness,
    now: () => connection.serverNow(),
    live: connection,
    reruns,
    keeper,
  });
  let asked = bundle.candidate.language;
  async function follow(): Promise<void> {
    const { language } = connection.room.store.get().state;
    if (language === null || language === asked || !languages.includes(language)) return;
    asked = language;
    try {
      const next = await api.staffBundle(interviewId, language);
      // A later choice gets a later answer.
      if (asked !== language) return;
      const { models } = source.get();
      source.update((now) => ({ ...now, ...workOf(connection.doc, next, languages) }));
      models.dispose();
    } catch (cause) {
      asked = source.get().bundle.candidate.language;
      toast(asAppError(cause).message, 'trouble');
    }
  }
  const unfollow = connection.room.store.subscribe(() => void follow());
  void follow();
  // Whoever opens an ended interview finds its last score re-run.
  const unlook = [connection.room.store, source].map((store) => store.subscribe(() => reruns.beginLast()));
  reruns.beginLast();
  // Two interpreters at once take more memory than an interviewer's page should.
  keeper.begin();
  const unpause = reruns.current.subscribe(() => keeper.pause(reruns.current.get()?.status === 'running'));
  return {
    source,
    close() {
      unfollow();
      for (const end of unlook) end();
      unpause();
      keeper.end();
      reruns.cancel();
      detach();
      source.get().models.dispose();
      connection.stop();
    },
  };
}

function Room({ opened }: { opened: Opened }) {
  return <StaffRoom source={useStore(opened.source)} />;
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
      <Room opened={opened} />
    </Toasts>
  );
}
