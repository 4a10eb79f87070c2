/** The bar on top of the candidate's room, and its parts. */

import { AArrowDown, AArrowUp, CircleHelp, Eye, PanelBottom, PanelLeft, PanelRight } from 'lucide-react';
import { isolatedText } from '../../../protocol/visible.ts';
import { FONT_SIZES, fontSize } from '../../editor/options.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { SaveStatus } from '../../ui/SaveStatus.tsx';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { Timer } from '../../ui/Timer.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { common } from '../../words/common.ts';
import { roomWords } from '../../words/room.ts';
import { KernelStatus } from './KernelStatus.tsx';
import type { PaneName } from './useFolding.ts';

function step(by: 1 | -1): void {
  const at = (FONT_SIZES as readonly number[]).indexOf(fontSize.get());
  const next = FONT_SIZES[Math.min(FONT_SIZES.length - 1, Math.max(0, at + by))];
  if (next) fontSize.set(next);
}

/** Product and title of the task. */
export function Title({ session }: { session: RoomSession }) {
  return (
    <h1>
      <span className="quiet">{common.product}</span> <Typed text={session.task?.bundle.title ?? ''} />
    </h1>
  );
}

/** How many look on, and who. */
export function Watchers({ session }: { session: RoomSession }) {
  const present = useStore(session.connection.room.store, (view) => view.present);
  const watchers = present.filter((p) => p.role !== 'candidate');
  const names = watchers.map((p) => isolatedText(p.name));
  return (
    <span className="watchers" title={roomWords.watcherNames(names)}>
      <Eye aria-hidden="true" />
      {roomWords.watchers(watchers.length)}
    </span>
  );
}

/** Size of the code, theme, keys. */
export function PageTools({ onHelp }: { onHelp: () => void }) {
  return (
    <>
      <IconButton label={roomWords.smaller} onClick={() => step(-1)}>
        <AArrowDown />
      </IconButton>
      <IconButton label={roomWords.larger} onClick={() => step(1)}>
        <AArrowUp />
      </IconButton>
      <ThemeSwitch />
      <IconButton label={roomWords.help} onClick={onHelp}>
        <CircleHelp />
      </IconButton>
    </>
  );
}

/** The bar of the wide room. */
export function TopBar({
  session,
  onHelp,
  toggle,
}: {
  session: RoomSession;
  onHelp: () => void;
  toggle: (panel: PaneName) => void;
}) {
  const { connection } = session;
  return (
    <header className="top-bar">
      <Title session={session} />
      <Timer connection={connection} />
      <SaveStatus connection={connection} />
      <KernelStatus session={session} />
      <Watchers session={session} />
      <span className="top-tools">
        <IconButton label={roomWords.toggleLeft} onClick={() => toggle('left')}>
          <PanelLeft />
        </IconButton>
        <IconButton label={roomWords.toggleOutput} onClick={() => toggle('output')}>
          <PanelBottom />
        </IconButton>
        <IconButton label={roomWords.toggleRight} onClick={() => toggle('right')}>
          <PanelRight />
        </IconButton>
        <PageTools onHelp={onHelp} />
      </span>
    </header>
  );
}
