/**
 * Which updates of the document are taken: every shape that our editor makes, and no other.
 * Long because: each forbidden shape is one line of a table, and the limits are asked with the same two documents.
 */
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../protocol/limits.ts';
import { type FileEntry, readWork, workMap } from '../../../protocol/work.ts';
import { filesOf, seedUpdate, WorkDocument } from '../../../server/interview/document.ts';
import { chances } from '../../support/chaos/ledger.ts';
import { SEED } from '../../support/seed.ts';

const FILE = 'model';
const files = [
  { id: FILE, name: 'model.py', text: 'a = 1\n', kind: 'contract' as const },
  { id: 'explore', name: 'explore.py', text: 'b = 2\n', kind: 'explore' as const },
];

/** The server's document, and a page's with the same scaffold. */
function pair() {
  const server = new WorkDocument();
  server.restore([seedUpdate(files)]);
  return { server, page: pageOf(server) };
}

function pageOf(server: WorkDocument): Y.Doc {
  const page = new Y.Doc();
  Y.applyUpdate(page, Y.encodeStateAsUpdate(server.doc));
  return page;
}

/** What `change` does to a page, as one update. */
function updateOf(page: Y.Doc, change: (work: Y.Map<unknown>, page: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(page);
  const made: Uint8Array[] = [];
  const hear = (update: Uint8Array) => made.push(update);
  page.on('update', hear);
  page.transact(() => change(workMap(page) as unknown as Y.Map<unknown>, page));
  page.off('update', hear);
  return made.length === 1 ? (made[0] as Uint8Array) : Y.encodeStateAsUpdate(page, before);
}

const fileOf = (work: Y.Map<unknown>, id = FILE) => work.get(id) as FileEntry;
const textOf = (work: Y.Map<unknown>, id = FILE) => fileOf(work, id).get('text') as Y.Text;

function newFile(name: unknown, text: unknown): Y.Map<unknown> {
  const file = new Y.Map<unknown>();
  if (name !== undefined) file.set('name', name);
  if (text !== undefined) file.set('text', text);
  return file;
}

/** Maps in maps below `at`, from the outside to the inside: Yjs cannot build them the other way round. */
function nest(at: Y.Map<unknown>, levels: number): void {
  let map = at;
  for (let n = 0; n < levels; n++) {
    const next = new Y.Map<unknown>();
    map.set('deep', next);
    map = next;
  }
}

const ODD: Record<string, (work: Y.Map<unknown>, page: Y.Doc) => void> = {
  'a string in place of a file': (work) => work.set('boom', 'x'),
  'null in place of a file': (work) => work.set('boom', null),
  'bytes in place of a file': (work) => work.set('boom', new Uint8Array([1, 2])),
  'a list in place of a file': (work) => work.set('boom', new Y.Array()),
  'a text in place of a file': (work) => work.set('boom', new Y.Text('x')),
  'XML in place of a file': (work) => work.set('boom', new Y.XmlElement('p')),
  'an XML hook in place of a file': (work) => work.set('boom', new Y.XmlHook('p')),
  'a document in a document': (work) => work.set('boom', new Y.Doc()),
  'a file without a name': (work) => work.set('boom', newFile(undefined, new Y.Text('x'))),
  'a file without a text': (work) => work.set('boom', newFile('x.py', undefined)),
  'a number as a name': (work) => work.set('boom', newFile(5, new Y.Text())),
  'an object as a name': (work) => work.set('boom', newFile({ a: 1 }, new Y.Text())),
  'a name that leaves the folder': (work) => work.set('boom', newFile('../x.py', new Y.Text())),
  'a name of a thousand characters': (work) => work.set('boom', newFile('x'.repeat(1_000), new Y.Text())),
  'a string as a text': (work) => work.set('boom', newFile('x.py', 'text')),
  'XML as a text': (work) => work.set('boom', newFile('x.py', new Y.XmlText('x'))),
  'a third value in a file': (work) => fileOf(work).set('more', 'x'),
  'a map in a file': (work) => fileOf(work).set('more', new Y.Map() as never),
  'a string in place of a text': (work) => fileOf(work).set('text', 'x'),
  'another text in place of a text': (work) => fileOf(work).set('text', new Y.Text('x')),
  'a number in place of a name': (work) => fileOf(work).set('name', 5 as never),
  'a file in place of a file': (work) => work.set(FILE, newFile('model.py', new Y.Text('x'))),
  'half a file deleted: the name': (work) => fileOf(work).delete('name'),
  'half a file deleted: the text': (work) => fileOf(work).delete('text'),
  'a format in a text': (work) => textOf(work).format(0, 2, { bold: true }),
  'an embed in a text': (work) => textOf(work).insertEmbed(0, { image: 'x' }),
  'a map in a text': (work) => textOf(work).insertEmbed(0, new Y.Map()),
  'an attribute of a text': (work) => textOf(work).setAttribute('a', 'b'),
  'another root map': (_, page) => page.getMap('other').set('a', 1),
  'another root list': (_, page) => page.getArray('other').insert(0, [1]),
  'another root text': (_, page) => page.getText('other').insert(0, 'x'),
  'an id of a thousand characters': (work) => work.set('x'.repeat(1_000), newFile('x.py', new Y.Text())),
  'maps nested 3,000 deep': (work) => nest(work, 3_000),
  'maps nested 3,000 deep in a file': (work) => nest(fileOf(work) as unknown as Y.Map<unknown>, 3_000),
  'a file and something else': (work) => {
    work.set('good', newFile('good.py', new Y.Text('x')));
    work.set('boom', 'x');
  },
};

describe('shapes', () => {
  for (const [what, change] of Object.entries(ODD))
    test(`[RM40] not taken, and nothing changed: ${what}`, () => {
      const { server, page } = pair();
      const before = Buffer.from(Y.encodeStateAsUpdate(server.doc));
      expect(server.apply(updateOf(page, change)).kind).toBe('odd');
      expect(Buffer.from(Y.encodeStateAsUpdate(server.doc)).equals(before)).toBe(true);
      // The same in the encoding that nobody sends here.
      expect(server.apply(Y.convertUpdateFormatV1ToV2(updateOf(pageOf(server), change))).kind).not.toBe('applied');
      expect(server.apply(updateOf(pageOf(server), (work) => textOf(work).insert(0, 'x'))).kind).toBe('applied');
    });

  test('[RM40] a list under the root, as no editor makes it, is not taken', () => {
    const { server } = pair();
    const page = new Y.Doc();
    page.getArray('work').insert(0, [1]);
    expect(server.apply(Y.encodeStateAsUpdate(page)).kind).toBe('odd');
  });

  test('[RM40] an item between two texts, and one that hangs on a later one, are not taken', () => {
    const { server, page } = pair();
    const [a, b] = [textOf(workMap(page) as never), textOf(workMap(page) as never, 'explore')];
    const write = (origin: Y.ID | null, right: Y.ID | null) => {
      const encoder = encoding.createEncoder();
      for (const n of [1, 1, 77, 0]) encoding.writeVarUint(encoder, n);
      encoding.writeUint8(encoder, 4 | (origin ? 128 : 0) | (right ? 64 : 0));
      for (const id of [origin, right]) {
        if (!id) continue;
        encoding.writeVarUint(encoder, id.client);
        encoding.writeVarUint(encoder, id.clock);
      }
      encoding.writeVarString(encoder, 'x');
      encoding.writeVarUint(encoder, 0);
      return encoding.toUint8Array(encoder);
    };
    const [inA, inB] = [a._start?.id as Y.ID, b._start?.id as Y.ID];
    expect(server.apply(write(inA, inB)).kind).toBe('odd');
    expect(server.apply(write(Y.createID(77, 5), null)).kind).toBe('malformed');
    expect(server.apply(write(Y.createID(77, 0), null)).kind).toBe('malformed');
    expect(server.apply(write(inA, null)).kind).toBe('applied');
  });

  test('[RM40] gigantic clocks, client ids and lengths, and two sections of one client, are not taken', () => {
    const { server } = pair();
    const gc = (client: number, clock: number, length: number) => [client, clock, -1, length];
    const write = (sections: number[][], deletes: number[] = [0]) => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, sections.length);
      for (const [client = 0, clock = 0, , length = 0] of sections) {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, clock);
        encoding.writeUint8(encoder, 0);
        encoding.writeVarUint(encoder, length);
      }
      for (const n of deletes) encoding.writeVarUint(encoder, n);
      return encoding.toUint8Array(encoder);
    };
    for (const bytes of [
      write([gc(5, 0, 2 ** 52)]),
      write([gc(5, 2 ** 52, 1)]),
      write([gc(2 ** 40, 0, 1)]),
      write([gc(5, 0, 1), gc(6, 0, 1), gc(5, 1, 1)]),
    ])
      expect(server.apply(bytes).kind).toBe('odd');
    expect(server.apply(write([], [1, 5, 1, 0, 2 ** 50])).kind).toBe('malformed');
    expect(server.apply(write([gc(5, 0, 3)])).kind).toBe('applied');
    expect(Y.decodeStateVector(server.stateVector()).get(5)).toBe(3);
  });

  test('[RM41] deleting all of it is taken; so is typing into what another page has deleted', () => {
    const { server, page } = pair();
    const other = pageOf(server);
    const late = updateOf(other, (work) => textOf(work).insert(3, 'late'));
    expect(server.apply(updateOf(page, (work) => [...work.keys()].forEach((id) => void work.delete(id)))).kind).toBe(
      'applied',
    );
    expect(filesOf(server.doc)).toEqual([]);
    expect(server.apply(late).kind).toBe('applied');
    const again = new WorkDocument();
    again.restore([Y.encodeStateAsUpdate(server.doc)]);
    expect(again.deletesHash()).toBe(server.deletesHash());
  });
});

describe('limits', () => {
  test('[RM42] a file, all files together and their number are asked before anything is applied, in bytes', () => {
    const { server, page } = pair();
    const part = '€'.repeat(100_000);
    const type = (id: string) => server.apply(updateOf(page, (work) => textOf(work, id).insert(0, part)));
    for (let n = 0; n < 6; n++) expect(type(FILE).kind).toBe('applied');
    const refused = type(FILE);
    expect(refused).toMatchObject({ kind: 'refused', code: 'file-too-large' });
    expect(filesOf(server.doc).find(({ id }) => id === FILE)?.text.length).toBe(600_006);
    // The page takes back what was refused; what makes it smaller is always taken.
    const next = pageOf(server);
    const smaller = updateOf(next, (work) => {
      textOf(work).delete(0, 200_000);
      textOf(work).insert(0, 'short');
    });
    expect(server.apply(smaller).kind).toBe('applied');
  });

  test('[RM42] the work as a whole has a limit', () => {
    const { server, page } = pair();
    const part = 'x'.repeat(500_000);
    const taken: string[] = [];
    for (let file = 0; file < 13; file++)
      for (let n = 0; n < 4; n++) {
        const update = updateOf(page, (work) => {
          if (n === 0) work.set(`f${file}`, newFile(`f${file}.py`, new Y.Text()));
          textOf(work, `f${file}`).insert(0, part);
        });
        const applied = server.apply(update);
        taken.push('code' in applied ? applied.code : applied.kind);
        if (applied.kind === 'refused') file = n = 99;
      }
    expect(taken.at(-1)).toBe('work-too-large');
    expect(taken.length).toBe(Math.ceil(LIMITS.workBytes / 500_000));
  });

  test('[RM42] one file more than the limit is refused, and one fewer makes room', () => {
    const { server, page } = pair();
    const add = (n: number) =>
      server.apply(updateOf(page, (work) => work.set(`f${n}`, newFile(`f${n}.py`, new Y.Text('x')))));
    for (let n = 2; n < LIMITS.files; n++) expect(add(n).kind).toBe('applied');
    expect(add(99)).toMatchObject({ kind: 'refused', code: 'too-many-files' });
    const next = pageOf(server);
    expect(server.apply(updateOf(next, (work) => work.delete('f5'))).kind).toBe('applied');
    expect(server.apply(updateOf(next, (work) => work.set('new', newFile('n.py', new Y.Text())))).kind).toBe('applied');
  });

  test('[RM42] what would take Yjs long is refused in no time: tiny structs, holes, a crowd at one place', () => {
    const { server, page } = pair();
    expect(server.apply(updateOf(page, (work) => textOf(work).insert(0, 'x'.repeat(200_000)))).kind).toBe('applied');
    const { client, clock } = (textOf(workMap(server.doc) as never)._start as Y.Item).id;
    const write = (...parts: (number | string)[]) => {
      const encoder = encoding.createEncoder();
      for (const part of parts)
        if (typeof part === 'string') encoding.writeVarString(encoder, part);
        else encoding.writeVarUint(encoder, part);
      return encoding.toUint8Array(encoder);
    };
    const upTo = (count: number, of: (n: number) => (number | string)[]) =>
      Array.from({ length: count }, (_, n) => of(n)).flat();
    const items = (count: number, of: (n: number) => (number | string)[]) => {
      const encoder = encoding.createEncoder();
      for (const n of [1, count, 77, 0]) encoding.writeVarUint(encoder, n);
      for (let n = 0; n < count; n++) {
        encoding.writeUint8(encoder, 4 | 128 | 64);
        for (const part of of(n))
          if (typeof part === 'string') encoding.writeVarString(encoder, part);
          else encoding.writeVarUint(encoder, part);
      }
      encoding.writeVarUint(encoder, 0);
      return encoding.toUint8Array(encoder);
    };
    const updates = {
      holes: write(0, 1, client, 50_000, ...upTo(50_000, (n) => [clock + 2 * n + 1, 1])),
      structs: items(15_000, (n) => [client, clock + n, client, clock + n + 1, 'y']),
      crowd: items(4_000, (n) => [client, clock, client, clock + 199_999 - n, 'y']),
    };
    for (const [what, update] of Object.entries(updates)) {
      const from = performance.now();
      expect(server.apply(update), what).toMatchObject({ kind: 'refused', code: 'too-many-changes' });
      expect(performance.now() - from, what).toBeLessThan(2_000);
    }
    // The same over many updates.
    let refused = 0;
    for (let round = 0; round < 400 && refused === 0; round++) {
      const encoder = encoding.createEncoder();
      for (const n of [1, 200, 1_000 + round, 0]) encoding.writeVarUint(encoder, n);
      for (let n = 0; n < 200; n++) {
        encoding.writeUint8(encoder, 4 | 128 | 64);
        for (const part of [client, clock, client, clock + 199_999 - n]) encoding.writeVarUint(encoder, part);
        encoding.writeVarString(encoder, 'y');
      }
      encoding.writeVarUint(encoder, 0);
      const from = performance.now();
      if (server.apply(encoding.toUint8Array(encoder)).kind === 'refused') refused = round;
      expect(performance.now() - from, `round ${round}`).toBeLessThan(2_000);
    }
    expect(refused).toBeGreaterThan(0);
  });
});

test(`[RM41] whatever pages do by our editor is taken, merged and late too, and all agree (seed ${SEED})`, () => {
  const chance = chances(SEED);
  const below = (n: number) => Math.floor(chance() * n);
  for (let round = 0; round < 20; round++) {
    const { server, page } = pair();
    const pages = [page, pageOf(server)];
    const waiting = new Map<Y.Doc, Uint8Array[]>(pages.map((one) => [one, []]));
    const undo = pages.map((one) => new Y.UndoManager(textOf(workMap(one) as never)));
    for (const one of pages)
      one.on('update', (update: Uint8Array, origin: unknown) => origin !== 'remote' && waiting.get(one)?.push(update));
    let names = 0;
    for (let step = 0; step < 120; step++) {
      const at = below(pages.length);
      const one = pages[at] as Y.Doc;
      const work = workMap(one) as unknown as Y.Map<unknown>;
      const shown = readWork(one).files;
      const file = shown[below(shown.length)];
      const kind = chance();
      if (kind < 0.5 && file)
        file.text.insert(below(file.text.length + 1), ['x', 'lines\n', '€', '👩‍👩‍👧', ''][below(5)] ?? '');
      else if (kind < 0.7 && file) file.text.delete(0, below(file.text.length + 1));
      else if (kind < 0.75) work.set(`id-${at}-${++names}`, newFile(`n${names}.py`, new Y.Text('new\n')));
      else if (kind < 0.8 && file) workMap(one).get(file.id)?.set('name', `r${++names}.py`);
      else if (kind < 0.85 && file && file.id !== FILE) work.delete(file.id);
      else if (kind < 0.9) undo[at]?.undo();
      else {
        // Sends what waits: merged, one by one, or as the answer to the server's state.
        const updates = waiting.get(one)?.splice(0) ?? [];
        const sent =
          kind < 0.94
            ? updates
            : kind < 0.97 && updates.length > 0
              ? [Y.mergeUpdates(updates)]
              : [Y.encodeStateAsUpdate(one, server.stateVector())];
        for (const update of sent) {
          const applied = server.apply(update);
          expect(applied.kind, `round ${round}, step ${step}, ${JSON.stringify(applied)}`).toBe('applied');
        }
        if (chance() < 0.5) Y.applyUpdate(one, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(one)), 'remote');
      }
    }
    for (const one of pages)
      expect(server.apply(Y.encodeStateAsUpdate(one, server.stateVector())).kind).toBe('applied');
    for (const one of pages) {
      Y.applyUpdate(one, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(one)), 'remote');
      expect(filesOf(one)).toEqual(filesOf(server.doc));
    }
  }
});
