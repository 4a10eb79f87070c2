/** Log rows and events: one way in, one way out. */
import { type InterviewEvent, parseEvent } from '../../protocol/event.ts';
import type { Actor } from '../../protocol/role.ts';
import type { Entry, NewEntry } from '../store/port.ts';
import type { Draft } from './verdict.ts';

export const SERVER_ACTOR: Actor = { participantId: 'server', role: 'server', name: 'Holdout' };

/** The event that a draft becomes. */
export const eventOf = (draft: Draft, id: string, at: number, actor: Actor): InterviewEvent =>
  ({ id, at, actor, ...draft }) as InterviewEvent;

/** The row of an event. The body holds all of it, so that a row can be read by itself. */
export const eventEntry = (event: InterviewEvent): NewEntry => ({
  id: event.id,
  kind: 'event',
  at: event.at,
  actor: JSON.stringify(event.actor),
  body: new TextEncoder().encode(JSON.stringify(event)),
});

export const editEntry = (update: Uint8Array, id: string, at: number, actor: Actor): NewEntry => ({
  id,
  kind: 'edit',
  at,
  actor: JSON.stringify(actor),
  body: update,
});

/** The event in a row; throws where it is none. */
export const readEvent = (entry: Entry): InterviewEvent => parseEvent(JSON.parse(new TextDecoder().decode(entry.body)));
