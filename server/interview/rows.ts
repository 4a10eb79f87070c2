/** Log rows and events: one way in, one way out. */
import {
  EVENT_VISIBILITY,
  type EventData,
  type EventType,
  type InterviewEvent,
  parseEvent,
  type Visibility,
} from '../../protocol/event.ts';
import type { Actor } from '../../protocol/role.ts';
import type { Session } from '../access/session.ts';
import type { Entry, NewEntry } from '../store/port.ts';

/** Who did what the server itself does. */
export const SERVER_ACTOR: Actor = { participantId: 'server', role: 'server', name: 'Holdout' };

/** Who did what a participant does. */
export const actorOf = ({ participantId, role, name }: Session): Actor => ({ participantId, role, name });

/** An event without what the server adds (id, time, actor). */
export type Draft = { [T in EventType]: { type: T; visibility: Visibility; data: EventData<T> } }[EventType];

/** A draft with the visibility that its type has; `audience` counts where that follows the annotation. */
export const draftOf = <T extends EventType>(type: T, data: EventData<T>, audience: Visibility = 'all'): Draft => {
  const listed = EVENT_VISIBILITY[type];
  return { type, data, visibility: listed === 'by-audience' ? audience : listed } as Draft;
};

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

/** The row of a change of the document. */
export const editEntry = (update: Uint8Array, id: string, at: number, actor: Actor): NewEntry => ({
  id,
  kind: 'edit',
  at,
  actor: JSON.stringify(actor),
  body: update,
});

/** The event in a row. @throws SyntaxError, ZodError where it is none */
export const readEvent = (entry: Entry): InterviewEvent => parseEvent(JSON.parse(new TextDecoder().decode(entry.body)));
