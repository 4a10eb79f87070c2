/** How a staff browser names code, what it asks first, and which moments of before it looks at. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { toBase64 } from '../../../../client/realtime/base64.ts';
import { orderOf } from '../../../../client/state/ledger/order.ts';
import { momentsOf } from '../../../../client/state/ledger/past.ts';
import { contractFiles, keyOf } from '../../../../client/state/ledger/snapshot.ts';
import type { LogEntry } from '../../../../protocol/api.ts';
import type { StaffBundle } from '../../../../protocol/bundle.ts';
import type { LedgerFacts } from '../../../../protocol/ledger.ts';
import { seedUpdate } from '../../../../server/interview/document.ts';
import { tinyVariant } from '../../../support/server/scenario.ts';

const BUNDLE: StaffBundle = tinyVariant('secret').staff;
const FACTS = BUNDLE.ledger as LedgerFacts;
const key = (files: Record<string, string>) => keyOf(BUNDLE, FACTS, files);

describe('[LD13] the key of code', () => {
  const code = { 'model.py': 'def fit():\n    return 1\n' };
  it.each([
    ['empty lines and blanks at the end', { 'model.py': '\n\ndef fit():   \n\n    return 1' }],
    ['a line of comment', { 'model.py': '# why\ndef fit():\n    # because\n    return 1\n' }],
  ])('[LD13] %s change nothing', async (_what, other) => {
    expect(await key(other)).toBe(await key(code));
  });

  it.each([
    ['a number', { 'model.py': 'def fit():\n    return 2\n' }],
    ['how far a line is set in', { 'model.py': 'def fit():\n  return 1\n' }],
    ['the name of a file', { 'models.py': 'def fit():\n    return 1\n' }],
    ['a line that looks like a comment inside a text', { 'model.py': 'def fit():\n    return 1\nT = """\n# x\n"""\n' }],
  ])('[LD13] %s changes it', async (_what, other) => {
    expect(await key(other)).not.toBe(await key(code));
  });

  it('[LD13] a comment inside a text of several lines counts', async () => {
    const text = (line: string) => ({ 'model.py': `T = """\n${line}\n"""\n` });
    expect(await key(text('# a'))).not.toBe(await key(text('# b')));
  });

  it('[LD13] files for exploring, of the other language and of none do not count', () => {
    const files = { 'model.py': '', 'notes.md': '', 'model.ts': '', 'more.py': '' };
    expect(Object.keys(contractFiles(BUNDLE, files))).toEqual(['model.py', 'more.py']);
  });
});

it('[LD14] probes of planted bugs come first, those of touched ones at the head', () => {
  const bug = (id: string, alarms: string[]) => ({ id, alarms, hidden: [], leftOut: [], regions: [] });
  const facts: LedgerFacts = {
    probes: [
      { id: 'general', kind: 'told', title: 'x' },
      { id: 'of-a', kind: 'one-row', title: 'x' },
      { id: 'steady', kind: 'twice', title: 'x' },
      { id: 'of-b', kind: 'order', title: 'x' },
    ],
    own: {},
    bugs: [bug('a', ['of-a']), bug('b', ['of-b'])],
  };
  const asked = (answered: string[]) =>
    orderOf(facts, { a: 'buggy', b: 'changed' }, new Set(answered)).probes.map(({ id }) => id);
  expect(asked([])).toEqual(['of-b', 'of-a', 'steady', 'general']);
  expect(asked(['of-b', 'steady'])).toEqual(['of-a', 'general']);
});

describe('[LD16] moments of before', () => {
  /** A log: the scaffold, then a run after each edit. */
  function logOf(edits: number): LogEntry[] {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    Y.applyUpdate(doc, seedUpdate([{ id: 'm', name: 'model.py', text: 'x = 0\n', kind: 'contract' }]));
    const first = Y.encodeStateAsUpdate(doc);
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const text = (doc.getMap('work').get('m') as Y.Map<Y.Text>).get('text') as Y.Text;
    for (let n = 0; n < edits; n++) text.insert(0, `# ${n}\n`);
    let at = 1_000;
    const entry = (type: string) => ({ kind: 'event', at: at++, event: { type } }) as unknown as LogEntry;
    return [
      { kind: 'edit', at, update: toBase64(first) },
      entry('run.started'),
      ...updates.flatMap((update): LogEntry[] => [
        { kind: 'edit', at: at++, update: toBase64(update) },
        entry('run.started'),
        entry('run.finished'),
      ]),
      entry('interview.ended'),
    ];
  }
  const moments = (edits: number) =>
    momentsOf({ interviewId: 'i', title: '', minutes: 1, entries: logOf(edits) }, (files) => files);

  it('[LD16] code at runs and at the end, where it has changed', () => {
    expect(moments(2).map(({ position, files }) => [position, files['model.py']])).toEqual([
      [2, 'x = 0\n'],
      [4, '# 0\nx = 0\n'],
      [7, '# 1\n# 0\nx = 0\n'],
    ]);
  });

  it('[LD16] of very many, 80 spread evenly, the last one among them', () => {
    const found = moments(400);
    expect(found.length).toBeGreaterThanOrEqual(79);
    expect(found.length).toBeLessThanOrEqual(81);
    expect(found.at(-1)?.files['model.py']).toContain('# 399\n');
  });
});
