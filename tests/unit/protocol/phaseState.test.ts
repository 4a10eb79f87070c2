/** What a pause and an end that waits leave in the state. */
import { expect, it } from 'vitest';
import type { InterviewEvent } from '../../../protocol/event.ts';
import { applyEvent, initialState } from '../../../protocol/state.ts';

function event<T extends InterviewEvent['type']>(
  type: T,
  data: Extract<InterviewEvent, { type: T }>['data'],
  at = 0,
): InterviewEvent {
  const actor = { participantId: 'p-interviewer', role: 'interviewer', name: 'Ines' };
  return { id: `event-${type}-${at}`, at, actor, visibility: 'all', type, data } as InterviewEvent;
}

const fold = (events: InterviewEvent[], from = initialState('Bank scam', 60)) => events.reduce(applyEvent, from);

it('[PH2, PH5] a pause has its reason until it goes on, and an end that waits is gone with the end', () => {
  const running = fold([event('interview.started', {}), event('interview.paused', { reason: 'a break' }, 5)]);
  expect(running.clock).toMatchObject({ phase: 'paused', reason: 'a break', pausedAt: 5 });
  const planned = fold(
    [event('interview.resumed', {}, 6), event('interview.endPlanned', { reason: 'time' }, 7)],
    running,
  );
  expect(planned.clock).not.toHaveProperty('reason');
  expect(planned.ending).toMatchObject({ reason: 'time', at: 7 });
  expect(fold([event('interview.endCancelled', {}, 8)], planned).ending).toBeNull();
  expect(fold([event('interview.ended', { reason: 'time' }, 8)], planned).ending).toBeNull();
  expect(fold([event('interview.paused', {}, 8)], planned).clock).toMatchObject({ reason: null });
});
