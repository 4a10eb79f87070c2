/** `preview` and `solve` with the product's server. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { readSolves } from '../../../scenarios/kit/read/solves.ts';
import { makeWorkspace, type Workspace } from '../../../scenarios/kit/render/workspace.ts';
import { Client } from '../../support/client.ts';
import { Browser, parseLink } from '../../support/http.ts';
import { fakeBuild, scenarioCommand, startCommand } from './cliProcess.ts';

let workspace: Workspace;
let folder: string;
const built = fakeBuild();

beforeAll(async () => {
  workspace = makeWorkspace();
  folder = path.join(workspace.scenarios, 'sofa-calls');
  expect((await scenarioCommand(workspace.scenarios, 'new', 'sofa-calls', '--json')).code).toBe(0);
  // So that rooms open at once; fits are quick as they are.
  change('scenario.yaml', 'rows: {train: 2000, holdout: 20000}', 'rows: {train: 2000, holdout: 600}');
});
afterAll(() => {
  workspace.remove();
  built.remove();
});

function change(name: string, from: string, to: string): void {
  const text = readFileSync(path.join(folder, name), 'utf8');
  if (!text.includes(from)) throw new Error(`${name} has no "${from}"`);
  writeFileSync(path.join(folder, name), text.replace(from, to));
}

/** An answer of the room's interview to an interviewer. */
async function asInterviewer(link: string, rest: string): Promise<Response> {
  const browser = new Browser(new URL(link).origin);
  const { inviteId, interviewId } = await browser.claim(parseLink(link), 'Interviewer');
  return browser.fetch(`/api/interviews/${interviewId}/${rest}`, { inviteId });
}
const trainFile = async (link: string) => (await asInterviewer(link, 'data/train.csv?language=python')).text();
const staffBundle = async (link: string, language: string) =>
  (await (await asInterviewer(link, `bundle?language=${language}`)).json()) as {
    findings: { id: string; planted: boolean }[];
    candidate: { files: { text: string }[] };
  };

it('[SN73] preview opens a room, makes a new one on every save, and keeps the old one after a mistake', async () => {
  const own = mkdtempSync(path.join(tmpdir(), 'preview-test-'));
  const preview = startCommand(
    workspace.scenarios,
    { ...built.env, TMPDIR: own },
    ...['preview', 'sofa-calls', '--json', '--bugs', 'late-column,accuracy-report'],
  );
  try {
    const first = await preview.next();
    expect(first).toMatchObject({ event: 'open', form: 'preview', language: 'choice', changed: [] });
    const page = await fetch(String(first.candidate).split('#')[0] as string);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>Holdout</title>')]);
    const bundle = await staffBundle(String(first.interviewer), 'typescript');
    const planted = bundle.findings.filter((one) => one.planted).map((one) => one.id);
    expect(planted).toEqual(['late-column', 'accuracy-report', 'unknown-address', 'harbour-cents']);

    change('python/data.py', 'VALID_SHARE = 0.25', 'VALID_SHARE = 0.3');
    const second = await preview.next();
    expect(second).toMatchObject({ event: 'open', changed: ['python/data.py'] });
    expect(second.candidate).not.toBe(first.candidate);
    expect(new URL(String(second.candidate)).origin).toBe(new URL(String(first.candidate)).origin);
    const texts = (await staffBundle(String(second.interviewer), 'python')).candidate.files.map((file) => file.text);
    expect(texts.join()).toContain('VALID_SHARE = 0.3');

    change('python/report.py', '# @end', '# @ende');
    const mistake = await preview.next();
    expect(mistake).toMatchObject({ event: 'mistake', changed: ['python/report.py'] });
    expect(mistake.message).toMatch(/^scenarios\/sofa-calls\/python\/report\.py:\d+: /);
    expect((await fetch(String(second.candidate).split('#')[0] as string)).status).toBe(200);

    change('python/report.py', '# @ende', '# @end');
    change('data.ts', 'const AREAS = 24;', 'const AREAS = 20;');
    const third = await preview.next();
    expect(third).toMatchObject({ event: 'open' });
    expect(await trainFile(String(third.interviewer))).toMatch(/,K20,/);
    expect(await trainFile(String(third.interviewer))).not.toMatch(/,K2[1-4],/);
  } finally {
    expect(await preview.end()).toBe(0);
    change('python/data.py', 'VALID_SHARE = 0.3', 'VALID_SHARE = 0.25');
    change('data.ts', 'const AREAS = 20;', 'const AREAS = 24;');
  }
  // What tsx stores there belongs to the tool.
  expect(readdirSync(own).filter((name) => name.startsWith('holdout-'))).toEqual([]);
  rmSync(own, { recursive: true, force: true });
}, 120_000);

it('[SN73] a form or bug that is none, and --form beside --bugs, are refused with what there is', async () => {
  // What is refused is not the folder: it loads.
  expect((await loadScenario(folder)).slug).toBe('sofa-calls');
  const ask = (...args: string[]) => scenarioCommand(workspace.scenarios, 'preview', 'sofa-calls', ...args);
  const [form, bug, both] = await Promise.all([
    ask('--form', 'nope'),
    ask('--bugs', 'nope'),
    ask('--form', 'junior-a', '--bugs', 'late-column'),
  ]);
  expect([form.code, form.stderr]).toEqual([1, expect.stringContaining('there are junior-a, senior-a')]);
  expect([bug.code, bug.stderr]).toEqual([1, expect.stringContaining('no bug "nope"; there are late-column')]);
  expect([both.code, both.stderr]).toEqual([1, expect.stringContaining('say --form or --bugs, not both')]);
});

it('[SN75] a person’s solve is recorded under their name when the interview is ended, with what the room saw', async () => {
  const { version } = await loadScenario(folder);
  const solving = startCommand(
    workspace.scenarios,
    built.env,
    ...[
      'solve',
      'sofa-calls',
      '--json',
      '--name',
      'Ada',
      '--form',
      'junior-a',
      '--lang',
      'python',
      '--seed',
      'solve-1',
    ],
  );
  const room = await solving.next();
  const [candidate, interviewer] = [room.candidate, room.interviewer].map(
    (link) => new Client(parseLink(String(link))),
  );
  try {
    await (await interviewer?.join('Ada, watching'))?.connect();
    await (await candidate?.join('Ada'))?.connect();
    expect(await interviewer?.say('interview.start', {})).toBe('ack');
    await candidate?.until(() => candidate.synced && candidate.doc.getMap('work').size > 0, 'the work');
    const text = candidate?.text('features');
    const late = text?.toString().indexOf('    "stop_minutes",\n') ?? -1;
    expect(late).toBeGreaterThan(0);
    text?.delete(late, '    "stop_minutes",\n'.length);
    await candidate?.until(() => candidate.saved, 'the edit to be stored');
    const run = { runId: 'run-id-1', kind: 'file' as const, file: 'model.py', lines: null, code: '' };
    expect(await candidate?.say('run.start', run)).toBe('ack');
    expect(await interviewer?.say('interview.end', { reason: 'done' })).toBe('ack');
    expect(await solving.next()).toMatchObject({ event: 'recorded', who: 'Ada', by: 'person' });
  } finally {
    candidate?.stop();
    interviewer?.stop();
    await solving.end();
  }
  const [solve] = readSolves(folder);
  expect(solve).toMatchObject({
    ...{ who: 'Ada', by: 'person', version, form: 'junior-a', seed: 'solve-1', language: 'python', score: null },
    fixes: [
      { bug: 'late-column', how: 'fixed' },
      { bug: 'scaler-over-all-rows', how: 'open', minute: null },
    ],
  });
  expect((await loadScenario(folder)).version).toBe(version);
}, 60_000);

it('[SN75] a solve that is not ended, or is nobody’s, is not recorded', async () => {
  const before = readSolves(folder).length;
  const solving = startCommand(workspace.scenarios, built.env, 'solve', 'sofa-calls', '--json', '--name', 'Ada');
  await solving.next();
  expect(await solving.end()).toBe(1);
  const nobody = await scenarioCommand(workspace.scenarios, 'solve', 'sofa-calls');
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('--name <name>; or --script')]);
  const named = await scenarioCommand(workspace.scenarios, 'solve', 'sofa-calls', '--script', '--name', 'Ada');
  expect([named.code, named.stderr]).toEqual([1, expect.stringContaining('a scripted solve is nobody’s')]);
  expect(readSolves(folder)).toHaveLength(before);
}, 60_000);

it('[SN75] a scripted solve takes the official path step by step and is recorded as scripted', async () => {
  const ran = await scenarioCommand(
    workspace.scenarios,
    ...['solve', 'sofa-calls', '--script', '--json', '--form', 'senior-a', '--lang', 'typescript', '--processes', '1'],
  );
  expect(ran.code, ran.stderr).toBe(0);
  const { handedOut, ...solve } = JSON.parse(ran.stdout);
  expect(solve).toMatchObject({ who: 'reference', by: 'script', form: 'senior-a', language: 'typescript' });
  const bugs = ['late-column', 'half-threshold', 'accuracy-report'];
  expect(solve.fixes.map((fix: { bug: string }) => fix.bug)).toEqual(bugs);
  // Everybody is called at first, for 8 EUR each.
  expect([handedOut.final, solve.fixes[0].score.final < 7, solve.score.final < 7]).toEqual([8, true, true]);
  expect(solve.weights).toBeLessThan(30);
  expect(readSolves(folder).at(-1)).toEqual(solve);
  expect(ran.stderr).toContain('run 5 of 5');
}, 120_000);
