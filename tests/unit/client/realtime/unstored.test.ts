/** How much was typed and not stored. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { unstoredChars } from '../../../../client/realtime/unstored.ts';

it('[PH8] what the server lacks is counted in characters, without what was deleted again', () => {
  const page = new Y.Doc();
  const text = page.getText('text');
  text.insert(0, 'stored ');
  const stored = Y.encodeStateVector(page);
  expect(unstoredChars(page, stored)).toBe(0);
  text.insert(7, 'not stored');
  text.delete(7, 4);
  text.delete(0, 2);
  expect(unstoredChars(page, stored)).toBe(6);
});
