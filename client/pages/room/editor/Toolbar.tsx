/** Buttons above the code: run, stop, check, score. */
import {
  ArrowUpToLine,
  ClipboardCheck,
  Gauge,
  ListVideo,
  Play,
  RotateCcw,
  Square,
  StepForward,
  TextSelect,
} from 'lucide-react';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import { useStore } from '../../../store/store.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { keyLabel } from '../../../ui/shortcuts.tsx';
import { toolWords } from '../../../words/runs.ts';
import { RestartDialog } from './RestartDialog.tsx';

/** Run, Stop, Check, Score. Buttons that can do nothing now stay reachable and say why. */
export function Toolbar({
  session,
  actions,
  onScore,
  children,
}: {
  session: RoomSession;
  actions: RoomActions;
  onScore: () => void;
  children?: React.ReactNode;
}) {
  const running = useStore(session.runs.current) !== null;
  const scoring = useStore(session.scores.current) !== null;
  const active = useStore(session.tabLock.active);
  const phase = useStore(session.kernel.state, (state) => state.phase);
  const busy = running || scoring;
  const ready = active && phase !== 'idle' && phase !== 'failed';
  const paused = useStore(session.connection.room.store, () => !session.mayWork());
  const why = paused
    ? toolWords.paused
    : !active
      ? toolWords.otherTab(session.runtimeName)
      : !ready
        ? toolWords.notReady(session.runtimeName)
        : busy
          ? toolWords.busy
          : undefined;
  const blocked = why !== undefined;
  const tip = (keys?: string) => why ?? (keys ? keyLabel(keys) : undefined);
  return (
    <div className="toolbar" role="toolbar" aria-label={toolWords.label}>
      <Button icon={<StepForward />} aria-disabled={blocked} title={tip('Mod+Enter')} onClick={() => actions.runCell()}>
        {toolWords.runCell}
      </Button>
      <Button icon={<Play />} aria-disabled={blocked} title={tip('Mod+Shift+Enter')} onClick={() => actions.runFile()}>
        {toolWords.runFile}
      </Button>
      <IconButton
        label={toolWords.runSelection}
        aria-disabled={blocked}
        title={why ?? toolWords.runSelection}
        onClick={() => actions.runSelection()}
      >
        <TextSelect />
      </IconButton>
      <IconButton
        label={toolWords.runAbove}
        aria-disabled={blocked}
        title={why ?? `${toolWords.runAbove} (${keyLabel('Alt+Shift+Enter')})`}
        onClick={() => actions.runAbove()}
      >
        <ArrowUpToLine />
      </IconButton>
      <IconButton
        label={toolWords.runAll}
        aria-disabled={blocked}
        title={why ?? `${toolWords.runAll} (${keyLabel('Mod+Alt+Enter')})`}
        onClick={() => actions.runAll()}
      >
        <ListVideo />
      </IconButton>
      <Button
        icon={<Square />}
        aria-disabled={!busy}
        title={busy ? keyLabel('Mod+.') : toolWords.idle}
        className={busy ? 'stop stop-live' : 'stop'}
        onClick={() => actions.stop()}
      >
        {toolWords.stop}
      </Button>
      <span className="toolbar-gap" />
      <Button
        look="quiet"
        icon={<RotateCcw />}
        aria-disabled={!active || phase === 'idle'}
        onClick={() => actions.restart()}
      >
        {toolWords.restart}
      </Button>
      <span className="toolbar-line" />
      <Button
        icon={<ClipboardCheck />}
        aria-disabled={blocked}
        title={why ?? toolWords.checkTip}
        onClick={() => actions.check()}
      >
        {toolWords.check}
      </Button>
      <Button look="primary" icon={<Gauge />} aria-disabled={blocked} title={why} onClick={onScore}>
        {toolWords.score}
      </Button>
      <RestartDialog session={session} actions={actions} />
      {children}
    </div>
  );
}
