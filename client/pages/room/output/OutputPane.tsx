/** The pane of the runs. */
import { useCallback, useEffect, useRef } from 'react';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { metricsOf, RunCard } from '../../../ui/outputs/RunCard.tsx';
import { keyLabel } from '../../../ui/shortcuts.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { paneWords } from '../../../words/room.ts';
import { runWords, toolWords } from '../../../words/runs.ts';
import { RunOffers } from './RunOffers.tsx';

/** Px from the end within which new output scrolls into view. */
const NEAR_END = 60;

/** Runs with their outputs, oldest first; follows the newest unless the reader has scrolled up. */
export function OutputPane({ session, actions }: { session: RoomSession; actions: RoomActions }) {
  const { connection } = session;
  const runs = useStore(connection.room.store, (view) => view.state.runs);
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const shown = runs.filter((run) => run.status === 'running' || !run.cleared);
  const cleared = runs.length - shown.length;
  const now = useCallback(() => connection.serverNow(), [connection]);
  const goTo = useCallback((file: string, line: number) => actions.goTo(file, line), [actions]);
  const bundle = session.task?.bundle;
  const metrics = bundle ? metricsOf(bundle) : undefined;
  const last = shown.at(-1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the last run has changed
  useEffect(() => {
    const element = box.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [last]);

  return (
    <section
      ref={box}
      className="pane output-pane"
      aria-label={paneWords.output}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling pane must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      <div className="pane-head">
        <h2>{paneWords.output}</h2>
        <span className="quiet small">
          {toolWords.runs(runs.length)}
          {cleared > 0 ? ` · ${toolWords.cleared(cleared)}` : ''}
        </span>
        <Button
          look="quiet"
          className="pane-action"
          disabled={shown.length === 0}
          onClick={() => actions.clearOutput()}
        >
          {toolWords.clear}
        </Button>
      </div>
      <span className="visually-hidden" role="status">
        {last
          ? runWords.spoken(
              last.number,
              last.status === 'running' ? runWords.spokenRunning : runWords.status[last.status],
            )
          : ''}
      </span>
      {shown.length === 0 ? (
        <EmptyState title={toolWords.noRuns}>{toolWords.noRunsText(keyLabel('Mod+Enter'))}</EmptyState>
      ) : (
        shown.map((run) => (
          <RunCard
            key={run.runId}
            run={run}
            now={now}
            goTo={goTo}
            metrics={metrics}
            actions={run === runs.at(-1) ? <RunOffers session={session} actions={actions} run={run} /> : null}
          />
        ))
      )}
    </section>
  );
}
