/** The pane of the runs. */
import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Run } from '../../../../protocol/run.ts';
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

/** What came below the part in view: the number of runs, 0 for more output of a run that was seen, null for nothing. */
function useBelow(last: Run | undefined, atEnd: { readonly current: boolean }) {
  const [runs, setRuns] = useState<number | null>(null);
  const before = useRef({ number: last?.number ?? 0, outputs: last?.outputs.length ?? 0 });
  const newest = useRef(last);
  newest.current = last;
  const seen = useCallback(() => {
    before.current = { number: newest.current?.number ?? 0, outputs: newest.current?.outputs.length ?? 0 };
    setRuns(null);
  }, []);
  useEffect(() => {
    if (!last || atEnd.current) return seen();
    const more = last.number - before.current.number;
    if (more > 0 || last.outputs.length > before.current.outputs) setRuns(Math.max(0, more));
  }, [last, atEnd, seen]);
  return { runs, seen };
}

/** Says what came below the part in view, and leads there. */
function NewBelow({ runs, onGo }: { runs: number; onGo: () => void }) {
  return (
    <div className="new-below">
      <Button icon={<ArrowDown />} onClick={onGo}>
        {toolWords.newBelow(runs)}
      </Button>
    </div>
  );
}

/** Runs with their outputs, oldest first; follows the newest unless the reader has scrolled up. */
export function OutputPane({ session, actions }: { session: RoomSession; actions: RoomActions }) {
  const { connection } = session;
  const runs = useStore(connection.room.store, (view) => view.state.runs);
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const shown = runs.filter((run) => run.status === 'running' || !run.cleared);
  const cleared = runs.length - shown.length;
  const now = useCallback(() => connection.serverNow(), [connection]);
  const goTo = useCallback((file: string, line: number) => actions.goTo(file, line), [actions]);
  const fetchOutputs = useCallback((runId: string) => session.api.runOutputs(session.me.interviewId, runId), [session]);
  const bundle = session.task?.bundle;
  const metrics = bundle ? metricsOf(bundle) : undefined;
  const last = shown.at(-1);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);
  const below = useBelow(last, atEnd);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the last run has changed
  useEffect(() => {
    if (atEnd.current) toEnd();
  }, [last]);
  // What is drawn later (a picture, a run that waited for its turn) grows in view as well.
  useLayoutEffect(() => {
    if (!content.current) return;
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    watch.observe(content.current);
    return () => watch.disconnect();
  }, [toEnd]);

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
        if (atEnd.current) below.seen();
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
      <div ref={content}>
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
              fetchOutputs={fetchOutputs}
            />
          ))
        )}
      </div>
      {below.runs === null ? null : (
        <NewBelow
          runs={below.runs}
          onGo={() => {
            toEnd();
            box.current?.focus();
          }}
        />
      )}
    </section>
  );
}
