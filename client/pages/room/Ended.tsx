/** The page after the end: a copy of the code, thanks, what happens next. */
import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { readWork } from '../../../protocol/work.ts';
import { asAppError } from '../../api/error.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { SaveStatus } from '../../ui/SaveStatus.tsx';
import { toast } from '../../ui/toast.tsx';
import { endWords } from '../../words/ended.ts';
import { SheetHeader } from './SheetHeader.tsx';
import { ScoreList } from './score/ScoreList.tsx';

/** After the end: a copy of the code to download, thanks, what happens next. */
export function Ended({ session }: { session: RoomSession }) {
  const { connection } = session;
  const saved = useStore(connection.link, (link) => link.save.kind === 'saved');
  const scores = useStore(connection.room.store, (view) => view.state.scores);
  useEffect(() => {
    if (saved) void connection.clearOutbox();
  }, [connection, saved]);
  const save = () =>
    session.api
      .save(session.me.interviewId, 'code.zip')
      .catch((cause) => toast(endWords.copyFailed(asAppError(cause).message), 'trouble'));
  return (
    <>
      <ConnectionBanner connection={connection} />
      <main className="sheet">
        <SheetHeader title={session.me.title}>
          <SaveStatus connection={connection} />
        </SheetHeader>
        <h1>{endWords.title}</h1>
        <p>{endWords.saved}</p>
        <div>
          <Button look="primary" size="large" icon={<Download aria-hidden="true" />} onClick={() => void save()}>
            {endWords.copy}
          </Button>
        </div>
        <Unstored session={session} />
        <section className="stack-tight">
          <h2>{endWords.next}</h2>
          <p>{endWords.nextText}</p>
        </section>
        <section className="stack">
          <h2>{endWords.scores}</h2>
          {scores.length === 0 || !session.task ? (
            <p className="quiet">{endWords.noScores}</p>
          ) : (
            <ScoreList scores={scores} metric={session.task.bundle.metric} />
          )}
        </section>
      </main>
    </>
  );
}

/** What was typed and not stored before the end: counted, and to be downloaded. Nothing where all is stored. */
function Unstored({ session }: { session: RoomSession }) {
  const { connection } = session;
  const durable = useStore(connection.link, (link) => link.durable);
  const chars = useStore(connection.link, (link) => (link.save.kind === 'saved' ? 0 : connection.unstored()));
  if (chars === 0) return null;
  const download = () => {
    const texts = readWork(connection.doc).files.map(({ name, text }) => `==== ${name} ====\n${text.toString()}\n`);
    const url = URL.createObjectURL(new Blob(texts, { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'not-stored.txt';
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <section className="stack-tight" role="status">
      <h2>{endWords.unstoredTitle}</h2>
      <p>{endWords.unstored(chars, durable)}</p>
      <div>
        <Button onClick={download}>{endWords.unstoredCopy}</Button>
      </div>
    </section>
  );
}
