/** The room in a narrow window, as at 400 % zoom: one pane at a time under a strip of tabs; the page scrolls, and only downwards. */
import type { KeyboardEvent, ReactNode } from 'react';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { narrowWords } from '../../words/room.ts';
import { type Holders, PANES, type PaneId, Place } from './holders.tsx';

/** Says with the word of a tab that something went on behind it. */
function NewOutput({ session, isShown }: { session: RoomSession; isShown: boolean }) {
  const running = useStore(session.runs.current) !== null;
  if (isShown || !running) return null;
  return (
    <>
      <span aria-hidden="true">{' •'}</span>
      <span className="visually-hidden">{narrowWords.running}</span>
    </>
  );
}

/** `bar` stays in view above the tabs: time, connection, Stop. */
export function NarrowRoom({
  session,
  holders,
  shown,
  onShow,
  bar,
}: {
  session: RoomSession;
  holders: Holders;
  shown: PaneId;
  onShow: (pane: PaneId) => void;
  bar: ReactNode;
}) {
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = PANES.indexOf(shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: PANES.length - 1 }[event.key];
    const next = to === undefined ? undefined : PANES[(to + PANES.length) % PANES.length];
    if (!next) return;
    event.preventDefault();
    onShow(next);
    event.currentTarget.querySelector<HTMLElement>(`#narrow-tab-${next}`)?.focus();
  };
  return (
    <>
      <div className="narrow-top">
        {bar}
        <div className="tab-list narrow-tabs" role="tablist" aria-label={narrowWords.tabs} onKeyDown={onKey}>
          {PANES.map((id) => (
            <button
              key={id}
              id={`narrow-tab-${id}`}
              type="button"
              role="tab"
              className="tab"
              aria-selected={id === shown}
              aria-controls={`narrow-${id}`}
              data-active={id === shown ? '' : undefined}
              tabIndex={id === shown ? 0 : -1}
              onClick={() => onShow(id)}
            >
              {narrowWords.names[id]}
              {id === 'output' ? <NewOutput session={session} isShown={shown === id} /> : null}
            </button>
          ))}
        </div>
      </div>
      <main className="narrow-main">
        {PANES.map((id) => (
          <div
            key={id}
            id={`narrow-${id}`}
            role="tabpanel"
            aria-labelledby={`narrow-tab-${id}`}
            className={`narrow-pane narrow-${id}`}
            hidden={id !== shown}
          >
            <Place holders={holders} id={id} />
          </div>
        ))}
      </main>
    </>
  );
}
