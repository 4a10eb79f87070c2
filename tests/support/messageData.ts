/** One example of every message that a client can send, for tests that walk the tables. */
import type { ClientMessageType } from '../../protocol/socket.ts';
import { newId } from './client.ts';
import { HYPOTHESIS } from './hypothesis.ts';

/** Data that each message could have, with fresh ids. */
export const DATA: Record<ClientMessageType, () => unknown> = {
  'interview.start': () => ({}),
  'interview.pause': () => ({}),
  'interview.resume': () => ({}),
  'interview.extend': () => ({ minutes: 5 }),
  'interview.end': () => ({ reason: '' }),
  'interview.endAfterScore': () => ({ reason: '' }),
  'interview.endCancel': () => ({}),
  'interview.reopen': () => ({}),
  'language.choose': () => ({ language: 'typescript' }),
  'browser.check': () => ({ isolated: true, wasm: true, memoryGiB: null, screen: '1x1', agent: 'x' }),
  'run.start': () => ({ runId: newId(), kind: 'file', file: 'model.py', lines: null, code: '' }),
  'run.limit': () => ({ runId: newId(), seconds: 120 }),
  'run.output': () => ({ runId: newId(), items: [{ type: 'stream', name: 'stdout', text: 'x' }] }),
  'run.finish': () => ({ runId: newId(), status: 'ok', durationMs: 1, varsLost: false, weights: null, check: null }),
  'output.clear': () => ({}),
  'annotation.add': () => ({ annotationId: newId(), audience: 'all', anchor: { kind: 'moment' }, text: 'x' }),
  'annotation.edit': () => ({ annotationId: newId(), text: 'x' }),
  'annotation.remove': () => ({ annotationId: newId() }),
  'rubric.save': () => ({ criterion: 'reading', level: 0, note: '' }),
  'score.request': () => ({ scoreId: newId(), hypothesis: HYPOTHESIS }),
  'score.fail': () => ({
    scoreId: newId(),
    failure: { code: 'cancelled', stage: 'train', message: '', weights: null },
  }),
  'ledger.snapshot': () => ({ position: 1, at: 1, key: 'a'.repeat(64), lines: {} }),
  'ledger.answer': () => ({
    key: 'a'.repeat(64),
    answers: [{ id: 'late', verdict: 'silent', message: '' }],
    seconds: 1,
  }),
  'ledger.say': () => ({ finding: 'late', said: true }),
  'ledger.offer': () => ({ able: true, visible: true, memoryGiB: null }),
  ping: () => ({ t: 1, rttMs: null }),
  status: () => ({ kernel: 'ready', detail: '', saved: true, unsavedMs: 0 }),
};
