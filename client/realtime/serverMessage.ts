/** JSON messages of the server, as they come from the socket. */
import type { ServerMessage } from '../../protocol/socket.ts';

/**
 * Reads one text frame. Only its shape as a message is checked, not its content: answers over HTTP come rarely and are parsed whole, but
 * a run's outputs come many times a second, to every page, and the server has parsed each event against its schema before it stored it.
 * A message of a type that this page does not know is ignored by who reads it, so that an older page lives with a newer server.
 * @throws where the text is no JSON object with a type.
 */
export function readServerMessage(text: string): ServerMessage {
  const value: unknown = JSON.parse(text);
  if (!isMessage(value)) throw new Error('The server sent something that is no message.');
  return value;
}

const isMessage = (value: unknown): value is ServerMessage =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
