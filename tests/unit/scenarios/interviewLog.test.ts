/** What the kit reads off the logs of interviews: fixes, test-solves of people, statistics. */
import { afterEach, expect, it } from 'vitest';
import { fixesOf, type Planted, plantedIn } from '../../../scenarios/kit/log/fixes.ts';
import { interviewStats } from '../../../scenarios/kit/log/interviewStats.ts';
import { readLog } from '../../../scenarios/kit/log/moments.ts';
import { personSolve } from '../../../scenarios/kit/log/personSolve.ts';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { scaffoldOf } from '../../../scenarios/kit/read/scaffold.ts';
import { readSolves, recordSolve } from '../../../scenarios/kit/read/solves.ts';
import { renderFiles } from '../../../scenarios/kit/render/files.ts';
import { VALID, writeFolder } from './folder.ts';
import { LogWriter } from './logs.ts';

let cleanUp = () => {};
afterEach(() => cleanUp());

/** The small scenario with a form that plants both of its bugs. */
async function small() {
  const manifest = (VALID['scenario.yaml'] as string)
    .replace('neverWith: [other-bug]', 'neverWith: []')
    .replace('forms:', 'forms:\n  - {id: both, level: senior, languages: [python], bugs: [first-bug, other-bug]}');
  const { folder, remove } = writeFolder({ 'scenario.yaml': manifest });
  cleanUp = remove;
  const scenario = await loadScenario(folder);
  const handedOut = renderFiles(scenario, scaffoldOf('python'), new Set(['first-bug', 'other-bug']));
  return { folder, scenario, writer: () => new LogWriter('small', handedOut) };
}
const FIRST = ['data.py', '    rows = rows + rows\n', ''] as const;
const OTHER = ['model.py', 'return 1', 'return 2'] as const;

it('[SN75] fixes are told in their order, with the minute of the run or score at which they were seen', async () => {
  const { scenario, writer } = await small();
  const log = writer()
    .event(10, 'interview.started', {})
    .edit(12, ...OTHER)
    .run(15)
    .event(16, 'interview.paused', {})
    .event(26, 'interview.resumed', {})
    .edit(30, ...FIRST)
    .score(34, 5)
    .end(40);
  const read = readLog(log);
  expect(read.minutes).toBeCloseTo(20);
  const planted = plantedIn(scenario, read);
  expect(planted).toMatchObject({ scaffold: 'python', bugs: ['first-bug', 'other-bug'], form: { id: 'both' } });
  expect(fixesOf(scenario, planted as Planted, read)).toEqual([
    { bug: 'other-bug', how: 'fixed', minute: 5, seenAt: 'run' },
    { bug: 'first-bug', how: 'fixed', minute: 14, seenAt: 'score' },
  ]);
});

it('[SN75] a fix that was taken back is open, one in other words is told as changed', async () => {
  const { scenario, writer } = await small();
  const log = writer()
    .event(0, 'interview.started', {})
    .edit(1, ...FIRST)
    .run(2)
    .edit(3, 'data.py', '    return rows, rows', '    rows = rows + rows\n    return rows, rows')
    .edit(4, 'model.py', 'return 1', 'return rows')
    .end(9);
  const read = readLog(log);
  expect(fixesOf(scenario, plantedIn(scenario, read) as Planted, read)).toEqual([
    { bug: 'other-bug', how: 'changed', minute: 9, seenAt: 'end' },
    { bug: 'first-bug', how: 'open', minute: null, seenAt: null },
  ]);
});

it('[SN75] a person’s solve holds who, minutes, fixes in order, score and weights, and does not change the version', async () => {
  const { folder, scenario, writer } = await small();
  const log = writer()
    .event(0, 'interview.started', {})
    .edit(1, ...OTHER)
    .score(7, 4.25, { reached: true })
    .end(12);
  const solve = personSolve(scenario, log, { who: 'Ada', seed: 's1' });
  expect(solve).toMatchObject({
    who: 'Ada',
    by: 'person',
    form: 'both',
    seed: 's1',
    minutes: 12,
    fixes: [
      { bug: 'other-bug', how: 'fixed', minute: 7 },
      { bug: 'first-bug', how: 'open', minute: null },
    ],
    score: { public: 4.25, final: 4.25, reached: ['sound'] },
    weights: 17,
  });
  recordSolve(folder, solve);
  recordSolve(folder, { ...solve, who: 'Bob' });
  expect(readSolves(folder).map((one) => one.who)).toEqual(['Ada', 'Bob']);
  expect((await loadScenario(folder)).version).toBe(scenario.version);
});

it('[SN75] an interview that never started, or of another scaffold, is no solve', async () => {
  const { scenario, writer } = await small();
  const choice = { who: 'Ada', seed: 's' };
  expect(() => personSolve(scenario, writer().run(2).end(5), choice)).toThrow('never started');
  const other = new LogWriter('small', { 'model.py': 'x = 1\n' }).event(0, 'interview.started', {}).end(3);
  expect(() => personSolve(scenario, other, choice)).toThrow('another version of small');
});

it('[SN77] statistics count per bug and form, leave out what they cannot tell, and name nobody', async () => {
  const { scenario, writer } = await small();
  const started = () => writer().event(0, 'interview.started', {});
  const stats = interviewStats(scenario, [
    started()
      .edit(1, ...OTHER)
      .score(10, 6, { gap: -2 })
      .edit(11, ...FIRST)
      .score(20, 4, { gap: 0.5, reached: true })
      .end(50),
    started()
      .edit(1, ...OTHER)
      .run(30)
      .score(40, 8, { gap: -3 })
      .end(60),
    started().run(3).end(30),
    started().end(30),
    writer().log(),
    new LogWriter('large', {}).log(),
    new LogWriter('small', { 'model.py': 'x = 1\n' }, '0-old').event(0, 'interview.started', {}).run(1).end(2),
  ]);
  expect(stats).toMatchObject({
    counted: 3,
    skipped: {
      'nothing was run or scored': 1,
      'never started': 1,
      'of another scenario': 1,
      'made with a version whose scaffold is another': 1,
    },
    versions: { '1-aaaaaaaa': 3 },
    bugs: [
      { bug: 'first-bug', planted: 3, fixed: 1, changed: 0, open: 2, minutes: { count: 1, median: 20 } },
      { bug: 'other-bug', planted: 3, fixed: 2, changed: 0, open: 1, minutes: { least: 10, median: 20, most: 30 } },
    ],
    forms: [
      {
        form: 'both',
        interviews: 3,
        public: { count: 2, least: 4, median: 6, most: 8 },
        targets: [
          { name: 'sound', reached: 1, of: 2 },
          { name: 'strong', reached: 0, of: 2 },
        ],
        honestyGap: { least: -3, median: -1.25, most: 0.5 },
        minutes: { least: 30, median: 50, most: 60 },
      },
    ],
  });
  expect(JSON.stringify(stats)).not.toMatch(/Secret|interview-1|p1/);
});
