import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { type Caller, caller, type RpcError, serve } from '../../../protocol/rpc.ts';

class FullError extends Error {
  readonly code = 'full';
  readonly data: unknown = { left: 0 };
}

const handlers = {
  add: (a: number, b: number) => a + b,
  bytes: async (given: Uint8Array) => new Uint8Array([...given, 9]),
  fill: (): number => {
    throw new FullError('there is no room');
  },
  deaf: () => () => 1,
  odder: (): number => {
    throw Object.assign(new FullError('there is no room'), { data: () => 1 });
  },
  odd: (): number => {
    throw 'a text';
  },
  silent: () => new Promise<number>(() => {}),
};
type Served = typeof handlers;

const open: MessagePort[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

function pair(deadlineMs?: number): { there: MessagePort; remote: Caller<Served> } {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  serve(port2, handlers);
  return { there: port2, remote: caller<Served>(port1, deadlineMs === undefined ? {} : { deadlineMs }) };
}

const failure = (call: Promise<unknown>): Promise<RpcError> =>
  call.then(
    () => Promise.reject(new Error('no')),
    (e) => e,
  );

test('[RC1] a call is answered by what the function returns, each call with its own', async () => {
  const { remote } = pair();
  expect(
    await Promise.all([remote.call('add', 1, 2), remote.call('bytes', new Uint8Array([7])), remote.call('add', 3, 4)]),
  ).toEqual([3, new Uint8Array([7, 9]), 7]);
});

test('[RC1] answers that are ready together cross in one message', async () => {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  let give: (value: number) => void = () => {};
  const commit = new Promise<number>((done) => {
    give = done;
  });
  serve(port2, { append: (n: number) => commit.then((base) => base + n), now: () => 1 });
  let messages = 0;
  port1.on('message', () => {
    messages += 1;
  });
  const remote = caller<{ append: (n: number) => Promise<number>; now: () => number }>(port1);
  const appends = [1, 2, 3].map((n) => remote.call('append', n));
  // The answer to a later call: by then the three calls have arrived.
  await remote.call('now');
  messages = 0;
  give(10);
  expect(await Promise.all(appends)).toEqual([11, 12, 13]);
  expect(messages).toBe(1);
});

test('[RC2] what a function throws arrives with its code, message and data', async () => {
  const { remote } = pair();
  expect(await failure(remote.call('fill'))).toMatchObject({
    name: 'RpcError',
    code: 'full',
    message: 'there is no room',
    data: { left: 0 },
  });
  expect(await failure(remote.call('odd'))).toMatchObject({ code: 'failed', message: 'a text' });
  expect((await failure(remote.call('deaf'))).message).toContain('could not be cloned');
});

test('[RC2] what cannot be copied fails its call only: data of an error, arguments', async () => {
  const { remote } = pair();
  expect(await failure(remote.call('odder'))).toMatchObject({ code: 'full', message: 'there is no room' });
  const notCopied = (() => 1) as unknown as number;
  expect((await failure(remote.call('add', notCopied, 1))).message).toContain('could not be cloned');
  expect(await remote.call('add', 1, 1)).toBe(2);
});

test('[RC2] a name that is not served is refused, inherited ones too', async () => {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  serve(port2, handlers);
  const remote = caller<Record<string, () => void>>(port1);
  expect((await failure(remote.call('toString'))).code).toBe('unknown-method');
});

test('[RC3] a call without an answer fails at its deadline, or when the other side ends, and so do later ones', async () => {
  const { remote } = pair(20);
  expect((await failure(remote.call('silent'))).code).toBe('deadline');
  const other = pair().remote;
  const waiting = failure(other.call('silent'));
  other.end(new Error('the thread ended'));
  expect((await waiting).message).toBe('the thread ended');
  expect((await failure(other.call('add', 1, 1))).message).toBe('the thread ended');
});

test('[RC1] messages of other kinds may share the port', async () => {
  const { there, remote } = pair();
  for (const other of [null, 'ready', { type: 'ready' }, { answer: 99, result: 1 }]) there.postMessage(other);
  expect(await remote.call('add', 2, 2)).toBe(4);
});
