/** The other language, beside the title of the files. */
import type { RoomSession } from '../../../state/room/roomSession.ts';
import { useStore } from '../../../store/store.ts';
import { LanguageChoice } from '../LanguageChoice.tsx';

/** Beside the title of the files, until the first run or score: the other language. Nothing where there is no choice. */
export function LanguageSwitch({ session }: { session: RoomSession }) {
  const may = useStore(session.connection.room.store, () => session.mayChoose());
  return may ? <LanguageChoice session={session} brief /> : null;
}
