/** The one reader of the shared document: files by their shape, everything else reported and never a reason to throw. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { ProjectFiles } from '../../../client/state/files.ts';
import { readWork } from '../../../protocol/work.ts';
import { readLog } from '../../../scenarios/kit/log/moments.ts';
import { filesOf, seedUpdate, WorkDocument } from '../../../server/interview/document.ts';

/** A document with one file and with entries that earlier servers let in. */
function oddDocument(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedUpdate([{ id: 'model', name: 'model.py', text: 'a = 1\n', kind: 'contract' }]));
  const work = doc.getMap<unknown>('work');
  const half = new Y.Map<unknown>();
  work.set('boom', 'x');
  work.set('null', null);
  work.set('list', new Y.Array());
  work.set('document', new Y.Doc());
  work.set('half', half);
  half.set('name', 5);
  const named = new Y.Map<unknown>();
  work.set('named', named);
  named.set('name', 'named.py');
  named.set('text', 'a string');
  doc.transact(() => {
    let map = half;
    for (let n = 0; n < 3_000; n++) {
      const next = new Y.Map<unknown>();
      map.set('deep', next);
      map = next;
    }
  });
  return doc;
}

it('[RM43] files are read by their shape, and odd entries are reported', () => {
  const { files, odd } = readWork(oddDocument());
  expect(files.map(({ id, name, text }) => [id, name, text.toString()])).toEqual([['model', 'model.py', 'a = 1\n']]);
  expect(Object.fromEntries(odd.map(({ id, why }) => [id, why]))).toEqual({
    boom: 'not-a-map',
    null: 'not-a-map',
    list: 'not-a-map',
    document: 'not-a-map',
    half: 'no-name',
    named: 'no-text',
  });
});

it('[RM43] a log that holds odd entries opens on the server, in the pages and in what the kit reads', () => {
  const update = Y.encodeStateAsUpdate(oddDocument());
  const server = new WorkDocument();
  server.restore([update]);
  const page = new Y.Doc();
  Y.applyUpdate(page, update);
  const shown = new ProjectFiles(page, []);
  const log = readLog({
    interviewId: 'i',
    title: 'T',
    minutes: 30,
    entries: [{ kind: 'edit', at: 0, update: Buffer.from(update).toString('base64') }],
  });
  expect(filesOf(server.doc).map(({ name }) => name)).toEqual(['model.py']);
  expect(shown.snapshot()).toEqual([{ name: 'model.py', text: 'a = 1\n' }]);
  expect(log.moments.at(-1)?.files).toEqual({ 'model.py': 'a = 1\n' });
  // The page follows what comes later, odd or not.
  page.getMap<unknown>('work').set('late', 7);
  expect(shown.files.get()).toHaveLength(1);
});

it('[RM41] a deletion of what nests too deeply for Yjs is not taken, and the document stays as it was', () => {
  const server = new WorkDocument();
  const odd = oddDocument();
  server.restore([Y.encodeStateAsUpdate(odd)]);
  const { id } = odd.getMap<unknown>('work')._map.get('half') as Y.Item;
  expect(server.apply(new Uint8Array(deletion(id))).kind).toBe('odd');
  expect(filesOf(server.doc)).toHaveLength(1);
});

/** An update that deletes one struct. */
function deletion({ client, clock }: Y.ID): number[] {
  const varint = (n: number): number[] => (n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))]);
  return [0, 1, ...varint(client), 1, ...varint(clock), 1];
}
