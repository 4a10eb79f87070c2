/** A note that is moved, in the fold of the log. */
import { expect, it } from 'vitest';
import type { InterviewEvent } from '../../../protocol/event.ts';
import { applyEvent, initialState } from '../../../protocol/state.ts';

const author = { participantId: 'p-candidate', role: 'candidate' as const, name: 'Ada' };
const added = {
  annotationId: 'note-0001',
  audience: 'all' as const,
  anchor: { kind: 'moment' as const },
  text: 'a',
};
const run = { kind: 'run' as const, runId: 'run-00001' };
const common = { actor: author, visibility: 'all' as const };

it('[ED12] a note that is moved keeps its text, author and audience, and one that is edited its place', () => {
  const events: InterviewEvent[] = [
    { id: 'event-1', at: 0, ...common, type: 'annotation.added', data: added },
    {
      id: 'event-2',
      at: 5,
      ...common,
      type: 'annotation.edited',
      data: { annotationId: 'note-0001', text: 'a', anchor: run },
    },
  ];
  const moved = events.reduce(applyEvent, initialState('Bank scam', 60));
  expect(moved.annotations).toEqual([{ ...added, anchor: run, at: 0, editedAt: 5, author }]);
  const edited = applyEvent(moved, {
    id: 'event-3',
    at: 6,
    ...common,
    type: 'annotation.edited',
    data: { annotationId: 'note-0001', text: 'b' },
  });
  expect(edited.annotations[0]).toMatchObject({ text: 'b', anchor: run });
});
