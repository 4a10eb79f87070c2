/** What the candidate can do about a run: more time before its limit, and its cells anew after a loss of the variables. */
import { LIMITS } from '../../../../protocol/limits.ts';
import type { Run } from '../../../../protocol/run.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { useSeconds } from '../../../ui/useSeconds.ts';
import { runWords, toolWords } from '../../../words/runs.ts';

/** Buttons in the head of the newest run. */
export function RunOffers({ session, actions, run }: { session: RoomSession; actions: RoomActions; run: Run }) {
  const limit = useStore(session.kernel.state, (state) =>
    state.phase === 'busy' && state.step === 'running' && state.runId === run.runId ? (state.limit ?? null) : null,
  );
  useSeconds(limit !== null);
  if (run.status === 'running') {
    const due = limit !== null && limit.endsAt - performance.now() <= LIMITS.runOfferSeconds * 1_000;
    if (!due || limit.seconds >= LIMITS.runSecondsMost) return null;
    const more = Math.min(LIMITS.runSecondsMore, LIMITS.runSecondsMost - limit.seconds);
    return (
      <Button className="run-offer" onClick={() => actions.giveTime()}>
        {runWords.moreTime(more)}
      </Button>
    );
  }
  if (!run.varsLost) return null;
  return (
    <>
      <Button className="run-offer" onClick={() => actions.runAbove()}>
        {toolWords.runAbove}
      </Button>
      <Button className="run-offer" onClick={() => actions.runAll()}>
        {toolWords.runAll}
      </Button>
    </>
  );
}
