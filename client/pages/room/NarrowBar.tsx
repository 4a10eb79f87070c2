/** The bars of the narrow room: one at the beginning of the page, and one that stays in view. */
import { Square } from 'lucide-react';
import type { RoomActions } from '../../state/room/actions.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { SaveStatus } from '../../ui/SaveStatus.tsx';
import { keyLabel } from '../../ui/shortcuts.tsx';
import { Timer } from '../../ui/Timer.tsx';
import { toolWords } from '../../words/runs.ts';
import { KernelStatus } from './KernelStatus.tsx';
import { PageTools, Title, Watchers } from './TopBar.tsx';

/** Title, interpreter, watchers and what changes the look of the page; scrolls away with the page. */
export function NarrowHead({ session, onHelp }: { session: RoomSession; onHelp: () => void }) {
  return (
    <header className="narrow-head">
      <Title session={session} />
      <span className="row">
        <KernelStatus session={session} />
        <Watchers session={session} />
        <PageTools onHelp={onHelp} />
      </span>
    </header>
  );
}

/** Time, save state and Stop: seen wherever the page is scrolled to, and whichever pane is shown. */
export function NarrowBar({ session, actions }: { session: RoomSession; actions: RoomActions }) {
  const { connection } = session;
  const running = useStore(session.runs.current) !== null;
  const scoring = useStore(session.scores.current) !== null;
  const busy = running || scoring;
  return (
    <div className="narrow-bar">
      <Timer connection={connection} />
      <SaveStatus connection={connection} />
      <Button
        icon={<Square />}
        aria-disabled={!busy}
        title={busy ? keyLabel('Mod+.') : toolWords.idle}
        className={busy ? 'stop-live' : ''}
        onClick={() => actions.stop()}
      >
        {toolWords.stop}
      </Button>
    </div>
  );
}
