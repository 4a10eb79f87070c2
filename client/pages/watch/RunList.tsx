/** The candidate's runs, as they see them. */

import { useCallback } from 'react';
import type { Run } from '../../../protocol/run.ts';
import { useStore } from '../../store/store.ts';
import { metricsOf, RunCard } from '../../ui/outputs/RunCard.tsx';
import type { GoTo } from '../../ui/outputs/Traceback.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Marked } from '../../ui/Typed.tsx';
import { watchWords } from '../../words/watch.ts';
import type { RoomSource } from './source.ts';

function Code({ run }: { run: Run }) {
  return (
    <details className="run-code">
      <summary className="small">{watchWords.codeOfRun}</summary>
      <pre>
        <Marked text={run.code} />
      </pre>
    </details>
  );
}

/** Every run as the candidate sees it, newest first, with the code that ran. */
export function RunList({ source, goTo }: { source: RoomSource; goTo: GoTo }) {
  const fetchOutputs = useCallback((runId: string) => source.api.runOutputs(source.interviewId, runId), [source]);
  const runs = useStore(source.view, (view) => view.state.runs);
  return (
    <section className="watch-runs" aria-label={watchWords.runs}>
      <h2 className="pane-title">
        {watchWords.runs}
        <span className="quiet small">{runs.length > 1 ? watchWords.newest : ''}</span>
      </h2>
      <div className="pane-scroll">
        {runs.length === 0 ? (
          <EmptyState title={watchWords.noRunsTitle}>
            <p>{watchWords.noRunsText}</p>
          </EmptyState>
        ) : (
          runs.toReversed().map((run) => (
            <div key={run.runId}>
              <RunCard
                run={run}
                now={source.now}
                goTo={goTo}
                metrics={metricsOf(source.bundle.candidate)}
                fetchOutputs={fetchOutputs}
              />
              {run.kind === 'check' ? null : <Code run={run} />}
            </div>
          ))
        )}
      </div>
    </section>
  );
}
