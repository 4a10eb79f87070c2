/** The candidate's scores with the way to the code of each. */
import { useState } from 'react';
import type { Score } from '../../../../protocol/scores.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { constraintWords } from '../../../words/scores.ts';
import type { Comparison } from '../editor/comparison.ts';
import { ScoreCode } from './ScoreCode.tsx';
import { ScoreList } from './ScoreList.tsx';

/** `onCompare` shows a file beside its text at a score. */
export function ScoreHistory({
  session,
  task,
  actions,
  scores,
  onCompare,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  scores: readonly Score[];
  onCompare: (comparison: Comparison) => void;
}) {
  const [codeOf, setCodeOf] = useState<{ scoreId: string; title: string } | null>(null);
  const close = () => setCodeOf(null);
  return (
    <div className="pane-pad">
      <h3>{constraintWords.history}</h3>
      <ScoreList scores={scores} metric={task.bundle.metric} onCode={setCodeOf} />
      {codeOf ? (
        <ScoreCode
          session={session}
          task={task}
          actions={actions}
          score={codeOf}
          onCompare={(comparison) => {
            close();
            onCompare(comparison);
          }}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
