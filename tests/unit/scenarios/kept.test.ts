/** `diff` and `stats`: what is read back from a repository and from a store. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { afterEach, expect, it } from 'vitest';
import type { LogResponse } from '../../../protocol/api.ts';
import { published } from '../../../scenarios/kit/data/source.ts';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { scaffoldOf } from '../../../scenarios/kit/read/scaffold.ts';
import { renderFiles } from '../../../scenarios/kit/render/files.ts';
import { lineDiff } from '../../../scenarios/kit/text/lineDiff.ts';
import { openLibsql } from '../../../server/store/libsql/store.ts';
import { openStore } from '../../../server/store/open.ts';
import type { NewEntry, Store } from '../../../server/store/port.ts';
import { postgres } from '../../contract/store/hosts.ts';
import { scenarioCommand, scenarioCommandWith } from './cliProcess.ts';
import { VALID, writeFolder } from './folder.ts';
import { LogWriter } from './logs.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});
const temporary = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kept-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

it('[SN76] lines of two texts that differ are told, and no others', () => {
  expect(lineDiff('a\nb\nc\nd', 'a\nc\nx\nd')).toEqual({ removed: ['b'], added: ['x'] });
  expect(lineDiff('a\nb', 'a\nb')).toEqual({ removed: [], added: [] });
  expect(lineDiff('', 'a\nb').added).toEqual(['a', 'b']);
});

it('[SN76] diff tells what changed for candidates, for interviewers and in what was measured', async () => {
  const { root, folder, remove } = writeFolder();
  open.push(remove);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], { cwd: root });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  const change = (name: string, from: string, to: string) =>
    writeFileSync(path.join(folder, name), (VALID[name] as string).replaceAll(from, to));
  change('python/model.py', 'return 2', 'return 3');
  change('brief.md', 'Decide.', 'Decide well.');
  change('guide.md', 'Go on.', 'Ask.');
  change('data.ts', 'Int32Array.of(1, 2)', 'Int32Array.of(1, 3)');
  const manifest = (VALID['scenario.yaml'] as string)
    .replace('weights: 100', 'weights: 90')
    .replace('What about unit?', 'Which unit?');
  writeFileSync(path.join(folder, 'scenario.yaml'), manifest);
  const ran = await scenarioCommand(root, 'diff', 'small', '--json');
  expect(ran.code, ran.stderr).toBe(0);
  const { candidates, interviewers, measured } = JSON.parse(ran.stdout) as Record<string, { what: string }[]>;
  const whats = (changes?: { what: string }[]) => changes?.map(({ what }) => what);
  expect(whats(candidates)).toEqual([
    'brief',
    'files.easy.python.model.py',
    'constraints.weights',
    'data of seed diff',
  ]);
  expect(candidates?.[1]).toMatchObject({ lines: { removed: ['    return 2'], added: ['    return 3'] } });
  expect(candidates?.[2]).toMatchObject({ before: 100, after: 90 });
  expect(whats(interviewers)).toEqual(['quirks.odd-unit.questions', 'guide.middle']);
  expect(measured).toEqual([]);
  const text = await scenarioCommand(root, 'diff', 'small', '--from', 'HEAD');
  expect(text.stdout).toMatch(
    /For candidates:\n {2}brief: 1 lines added, 1 removed\n {4}- Decide\.\n {4}\+ Decide well\./,
  );
  const none = await scenarioCommand(root, 'diff', 'small', '--from', 'nowhere');
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('git rev-parse')]);
}, 30_000);

/** The small scenario and an interview in which its bug was fixed after ten minutes. */
async function interview() {
  const { root, folder, remove } = writeFolder();
  open.push(remove);
  const files = renderFiles(await loadScenario(folder), scaffoldOf('python'), new Set(['first-bug']));
  const log = new LogWriter('small', files)
    .event(0, 'interview.started', {})
    .edit(4, 'data.py', '    rows = rows + rows\n', '')
    .score(10, 3.5, { gap: -1 })
    .end(40);
  return { root, log };
}

it('[SN77] stats counts over exported interviews without naming anybody', async () => {
  const { root, log } = await interview();
  const file = path.join(temporary(), 'export.json');
  writeFileSync(file, JSON.stringify(log));
  const ran = await scenarioCommand(root, 'stats', 'small', '--from', file, file);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toMatch(/^2 interviews of small counted\n/);
  expect(ran.stdout).toMatch(/first-bug +2 +2 +0 +0 +10 \(10 to 10\)/);
  expect(ran.stdout).toMatch(/easy +python +2 +3\.5 \(3\.5 to 3\.5\)/);
  expect(ran.stdout).not.toContain('Secret');
});

/** Keeps an interview as a server would. */
async function keep(store: Store, log: LogResponse, id = 'interview-1'): Promise<void> {
  const progress = { phase: 'ended' as const, startedAt: 0, endedAt: 1, runs: 0, scores: 1, chosen: null };
  const kept = { id, title: 'T', slug: 'small', version: '1-a', form: 'easy', source: published('s') };
  await store.createInterview(
    { ...kept, language: 'python', minutes: 60, gated: true, createdAt: 0, progress },
    [],
    log.entries.map((entry, at): NewEntry => {
      const body =
        entry.kind === 'edit' ? Buffer.from(entry.update, 'base64') : Buffer.from(JSON.stringify(entry.event));
      return { id: `entry-${at}`, kind: entry.kind, at: entry.at, actor: '{}', body: new Uint8Array(body) };
    }),
  );
}

it('[SN77] stats reads a store without writing to it, also while a server holds it', async () => {
  const { root, log } = await interview();
  const dataDir = temporary();
  const store = await openLibsql(dataDir);
  await keep(store, log);
  // Read through the store: reading the file in this process would take the lock away from the store that is open in it.
  const before = await store.read('interview-1');
  const ran = await scenarioCommand(root, 'stats', 'small', '--data-dir', dataDir, '--json');
  expect(ran.code, ran.stderr).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({
    counted: 1,
    bugs: [{ bug: 'first-bug', planted: 1, fixed: 1, minutes: { median: 10 } }],
    forms: [{ form: 'easy', honestyGap: { median: -1 } }],
  });
  expect(await store.read('interview-1')).toEqual(before);
  await store.close();
  const empty = await scenarioCommand(root, 'stats', 'small', '--data-dir', temporary());
  expect([empty.code, empty.stderr]).toEqual([1, expect.stringContaining('holds no holdout.db')]);
}, 30_000);

it('[SN77] stats names each interview of a store that cannot be read, with the reason, and counts the others', async () => {
  const { root, log } = await interview();
  const dataDir = temporary();
  const store = await openLibsql(dataDir);
  for (const id of ['good', 'odd-row', 'odd-event', 'damaged', 'no-log']) await keep(store, log, id);
  const nonsense = {
    id: 'odd',
    kind: 'event' as const,
    at: 1,
    actor: '{}',
    body: new TextEncoder().encode('{"type":"x"}'),
  };
  await store.append('odd-event', [nonsense]);
  await store.close();
  const db = new Database(path.join(dataDir, 'holdout.db'));
  db.exec(`
    update interviews set language = 'cobol' where id = 'odd-row';
    update log set body = x'00' where interview_id = 'damaged' and seq = 2;
    delete from log where interview_id = 'no-log'`);
  db.close();
  const ran = await scenarioCommand(root, 'stats', 'small', '--data-dir', dataDir);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stdout).toMatch(/^1 interviews of small counted\n/);
  const [, listed = ''] = ran.stdout.split('counted nowhere:\n');
  expect(
    listed
      .trim()
      .split('\n')
      .map((line) => line.trim())
      .sort(),
  ).toEqual([
    expect.stringMatching(/^damaged: the log: row 2: /),
    'no-log: the log: it is empty',
    expect.stringMatching(/^odd-event: the log: row \d+: holds no event/),
    expect.stringMatching(/^odd-row: language: /),
  ]);
  const json = await scenarioCommand(root, 'stats', 'small', '--data-dir', dataDir, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ counted: 1, unreadable: { length: 4 } });
}, 60_000);

const host = await postgres();

it.skipIf(host.skip)(
  `[SN77] stats reads PostgreSQL while a server holds it${host.skip ? `: ${host.skip}` : ''}`,
  async () => {
    const { root, log } = await interview();
    const place = await host.place();
    const store = await openStore(place);
    try {
      await keep(store, log);
      const ran = await scenarioCommandWith(
        { DATABASE_URL: place.databaseUrl ?? '' },
        root,
        'stats',
        'small',
        '--json',
      );
      expect(ran.code, ran.stderr).toBe(0);
      expect(JSON.parse(ran.stdout)).toMatchObject({ counted: 1, bugs: [{ bug: 'first-bug', planted: 1, fixed: 1 }] });
      expect(await store.interviews()).toHaveLength(1);
    } finally {
      await store.close();
      await place.remove();
    }
  },
  60_000,
);
