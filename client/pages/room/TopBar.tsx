/** The bar on top of the candidate's room. */

import { AArrowDown, AArrowUp, CircleHelp, Eye, PanelBottom, PanelLeft, PanelRight } from 'lucide-react';
import { isolatedText } from '../../../protocol/visible.ts';
import { FONT_SIZES, fontSize } from '../../editor/options.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { SaveStatus } from '../../ui/SaveStatus.tsx';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { Timer } from '../../ui/Timer.tsx';
import { common } from '../../words/common.ts';
import { roomWords } from '../../words/room.ts';
import { KernelStatus } from './KernelStatus.tsx';

function step(by: 1 | -1): void {
  const at = (FONT_SIZES as readonly number[]).indexOf(fontSize.get());
  const next = FONT_SIZES[Math.min(FONT_SIZES.length - 1, Math.max(0, at + by))];
  if (next) fontSize.set(next);
}

export function TopBar({
  session,
  onHelp,
  toggle,
}: {
  session: RoomSession;
  onHelp: () => void;
  toggle: (panel: 'left' | 'right' | 'output') => void;
}) {
  const { connection } = session;
  const present = useStore(connection.room.store, (view) => view.present);
  const watchers = present.filter((p) => p.role !== 'candidate');
  const names = watchers.map((p) => isolatedText(p.name));
  return (
    <header className="top-bar">
      <h1>
        <span className="quiet">{common.product}</span> {session.task?.bundle.title ?? ''}
      </h1>
      <Timer connection={connection} />
      <SaveStatus connection={connection} />
      <KernelStatus session={session} />
      <span className="watchers" title={roomWords.watcherNames(names)}>
        <Eye aria-hidden="true" />
        {roomWords.watchers(watchers.length)}
      </span>
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
      </span>
    </header>
  );
}
