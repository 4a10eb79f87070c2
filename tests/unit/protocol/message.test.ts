import { describe, expect, it } from 'vitest';
import { CLOSE, closeReason } from '../../../protocol/close.ts';
import { EVENT_TYPES, EVENT_VISIBILITY, parseEvent } from '../../../protocol/event.ts';
import { MESSAGE_ROLES, mayMessage, mayRoute } from '../../../protocol/permission.ts';
import { CLIENT_MESSAGE_TYPES, claimedType, MESSAGE_EVENT, parseClientMessage } from '../../../protocol/socket.ts';

describe('messages', () => {
  it('[SM1] only listed types are known', () => {
    expect(claimedType({ type: 'run.start' })).toBe('run.start');
    for (const type of ['run.started', 'constructor', '__proto__', 'toString', '', 7, null])
      expect(claimedType({ type })).toBeNull();
    expect(claimedType('run.start')).toBeNull();
    expect(claimedType(null)).toBeNull();
  });

  it('[SM1] a payload is checked by the schema of its event and unknown keys are refused', () => {
    const message = { type: 'interview.extend', id: 'message-1', data: { minutes: 5 } };
    expect(parseClientMessage(message)).toEqual(message);
    expect(() => parseClientMessage({ ...message, data: { minutes: 0 } })).toThrow(/minutes/);
    expect(() => parseClientMessage({ ...message, data: { minutes: 5, visibility: 'all' } })).toThrow(/visibility/);
    expect(() => parseClientMessage({ ...message, at: 1 })).toThrow(/at/);
    expect(() => parseClientMessage({ ...message, id: 'short' })).toThrow(/id/);
  });

  it('[EV2] no message type carries an actor, a time or a visibility of its own', () => {
    for (const type of CLIENT_MESSAGE_TYPES) {
      for (const key of ['actor', 'at', 'visibility', 'role', 'participantId']) {
        expect(
          () => parseClientMessage({ type, id: 'message-1', data: {}, [key]: 'x' }),
          `${type} took ${key}`,
        ).toThrow();
      }
    }
  });

  it('[SM2] every message has a row of roles and every event a visibility', () => {
    expect(Object.keys(MESSAGE_ROLES).sort()).toEqual([...CLIENT_MESSAGE_TYPES].sort());
    expect(Object.keys(EVENT_VISIBILITY).sort()).toEqual([...EVENT_TYPES].sort());
    for (const event of Object.values(MESSAGE_EVENT)) expect(EVENT_TYPES).toContain(event);
  });

  it('[SM2] a candidate may not conduct, grade or judge, and an observer may not write or run', () => {
    for (const type of ['interview.start', 'interview.end', 'interview.extend', 'rubric.save'] as const)
      expect(mayMessage('candidate', type)).toBe(false);
    for (const type of ['run.start', 'score.request', 'interview.end'] as const)
      expect(mayMessage('observer', type)).toBe(false);
    expect(mayRoute('candidate', 'GET /api/interviews/:id/log')).toBe(false);
    expect(mayRoute(null, 'GET /api/me')).toBe(false);
    expect(mayRoute(null, 'GET /healthz')).toBe(true);
  });

  it('[SM2] no message makes an event that only the server may make', () => {
    const made: string[] = Object.values(MESSAGE_EVENT);
    for (const own of ['interview.created', 'participant.joined', 'score.finished', 'score.judged', 'score.verified'])
      expect(made).not.toContain(own);
  });
});

it('[EV1] an event that is read back has a known type and a checked payload', () => {
  const event = {
    id: 'event-0001',
    at: 5,
    actor: { participantId: 'p', role: 'server', name: 'server' },
    visibility: 'all',
    type: 'interview.extended',
    data: { minutes: 5 },
  };
  expect(parseEvent(event)).toEqual(event);
  expect(() => parseEvent({ ...event, type: 'interview.deleted' })).toThrow();
  expect(() => parseEvent({ ...event, data: { minutes: -5 } })).toThrow(/minutes/);
});

it('[SM6] every close value is unique, and one that came over the wire is found again', () => {
  const keys = Object.values(CLOSE).map((c) => `${c.code} ${c.reason}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const close of Object.values(CLOSE)) expect(closeReason(close.code, close.reason)).toEqual(close);
  expect(closeReason(1006, '')).toBeNull();
});
