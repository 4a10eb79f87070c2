/** Who of several staff members re-runs the last score by itself. */
import { expect, test } from 'vitest';
import { electedOf } from '../../../../client/pages/watch/reruns.ts';
import type { PresentParticipant } from '../../../../protocol/socket.ts';

const person = (participantId: string, role: PresentParticipant['role']): PresentParticipant => ({
  participantId,
  name: participantId,
  role,
  sockets: 1,
});

test('[AU53] of those who may re-run the first to come is found, and the next when that one leaves', () => {
  const people = [person('a', 'candidate'), person('c', 'interviewer'), person('b', 'interviewer')];
  expect(electedOf(people)).toBe('c');
  expect(electedOf([...people, person('0', 'interviewer')])).toBe('c');
  expect(electedOf(people.filter(({ participantId }) => participantId !== 'c'))).toBe('b');
  expect(electedOf([person('a', 'candidate')])).toBeNull();
  expect(electedOf([])).toBeNull();
});
