/** What was typed on this page and is not stored on the server. */
import * as Y from 'yjs';

/** Characters of the document that a server with this state vector lacks; what was typed and deleted again does not count. */
export function unstoredChars(doc: Y.Doc, stateVector: Uint8Array): number {
  const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, stateVector));
  return structs.reduce(
    (sum, struct) => sum + (struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.length : 0),
    0,
  );
}
