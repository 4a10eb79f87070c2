/** The choice of a language, in the room and as a separate page. */
import type { Language } from '../../../protocol/language.ts';
import { asAppError } from '../../api/error.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { LanguageField } from '../../ui/LanguageField.tsx';
import { toast } from '../../ui/toast.tsx';
import { chooseWords } from '../../words/lobby.ts';
import { SheetHeader } from './SheetHeader.tsx';

/** The language that is chosen now; choosing the other one is sent to the server at once. `brief`: names alone. */
export function LanguageChoice({ session, brief = false }: { session: RoomSession; brief?: boolean }) {
  const language = useStore(session.language);
  const choose = (next: Language) =>
    void session.choose(next).catch((cause) => toast(chooseWords.refused(asAppError(cause).message), 'attention'));
  return <LanguageField languages={session.languages} value={language} brief={brief} onChange={choose} />;
}

/** The task waits for a language that was not chosen with joining. */
export function Choose({ session }: { session: RoomSession }) {
  return (
    <>
      <ConnectionBanner connection={session.connection} />
      <main className="sheet">
        <SheetHeader title={session.me.title} />
        <div className="stack-tight">
          <h1>{chooseWords.title}</h1>
          <p>{chooseWords.text}</p>
        </div>
        <div className="card stack">
          <LanguageChoice session={session} />
        </div>
      </main>
    </>
  );
}
