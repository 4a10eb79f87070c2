/**
 * Calls from one thread or process to another. One side serves functions, the other calls them by name; arguments and results are
 * copied as the port copies them (structured clone). The store thread, the scenario thread and the measuring processes use it.
 */

/** A port as `worker_threads` has them; a child process becomes one with `postMessage: (m) => child.send(m)`. */
export interface RpcPort {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (message: unknown) => void): unknown;
}

/** Functions that can be called from the other side, by name. */
export type Handlers<H> = { [K in keyof H]: (...args: never[]) => unknown };

/** Why a call failed: the served function threw (`code` is its error's, else `failed`), or no answer can come any more. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: string;
  /** What the error on the other side carried as `data`. */
  readonly data: unknown;

  constructor(code: string, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

type Failure = { code: string; message: string; data: unknown };
type Call = { call: number; method: string; args: unknown[] };
type Answer = { answer: number } & ({ result: unknown } | { error: Failure });

const has = (message: unknown, key: string): boolean =>
  typeof message === 'object' && message !== null && key in message;

/** What the calling side has of the functions `H` of the other side. */
export interface Caller<H extends Handlers<H>> {
  /** Calls a function of the other side. @throws RpcError */
  call<K extends keyof H & string>(method: K, ...args: Parameters<H[K]>): Promise<Awaited<ReturnType<H[K]>>>;
  /** Rejects all calls that wait, and every later one: the other side has ended. */
  end(error: Error): void;
}

/**
 * The calling side.
 * @param deadlineMs after which a call fails with the code `deadline`; none where absent
 */
export function caller<H extends Handlers<H>>(port: RpcPort, { deadlineMs }: { deadlineMs?: number } = {}): Caller<H> {
  const waiting = new Map<number, (answer: Answer | Error) => void>();
  let next = 1;
  let ended: Error | null = null;
  port.on('message', (message) => {
    if (!has(message, 'answers')) return;
    for (const answer of (message as { answers: Answer[] }).answers) waiting.get(answer.answer)?.(answer);
  });
  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        if (ended) throw ended;
        const id = next++;
        const late = () => settle(new RpcError('deadline', `${method} gave no answer within ${deadlineMs} ms`));
        const timer = deadlineMs === undefined ? undefined : setTimeout(late, deadlineMs);
        const settle = (answer: Answer | Error): void => {
          waiting.delete(id);
          clearTimeout(timer);
          if (answer instanceof Error) reject(answer);
          else if ('error' in answer) reject(new RpcError(answer.error.code, answer.error.message, answer.error.data));
          // The type of the result is the handler's: both sides are given the same `H`.
          else resolve(answer.result as Awaited<ReturnType<H[typeof method]>>);
        };
        waiting.set(id, settle);
        try {
          port.postMessage({ call: id, method, args } satisfies Call);
        } catch (error) {
          // Arguments that cannot be copied: no answer will come.
          settle(error instanceof Error ? error : new Error(String(error)));
        }
      }),
    end(error) {
      ended = error;
      for (const settle of [...waiting.values()]) settle(error);
    },
  };
}

/**
 * The serving side: answers each call with what its function returns or resolves to, or with the error it throws. Answers that
 * are ready together cross together, so that a commit of many appends costs one message.
 */
export function serve<H extends Handlers<H>>(port: RpcPort, handlers: H): void {
  let ready: Answer[] = [];
  const post = (answers: Answer[]) => port.postMessage({ answers });
  const flush = (): void => {
    const answers = ready;
    ready = [];
    try {
      post(answers);
    } catch {
      // One of them cannot be copied: it fails alone.
      for (const answer of answers) postAlone(post, answer);
    }
  };
  const give = (answer: Answer): void => {
    if (ready.push(answer) === 1) queueMicrotask(flush);
  };
  port.on('message', (message) => {
    if (!has(message, 'call')) return;
    const { call, method, args } = message as Call;
    answerTo(handlers, method, args).then(
      (result) => give({ answer: call, result }),
      (error) => give({ answer: call, error: failureOf(error) }),
    );
  });
}

/** Posts an answer that may not be copyable: the call then fails, and without its error's data where they are the reason. */
function postAlone(post: (answers: Answer[]) => void, answer: Answer): void {
  try {
    post([answer]);
  } catch (error) {
    const failure = 'error' in answer ? answer.error : failureOf(error);
    post([{ answer: answer.answer, error: { ...failure, data: undefined } }]);
  }
}

async function answerTo<H extends Handlers<H>>(handlers: H, method: string, args: unknown[]): Promise<unknown> {
  if (!Object.hasOwn(handlers, method)) throw new RpcError('unknown-method', `there is no function ${method} to call`);
  return handlers[method as keyof H](...(args as never[]));
}

function failureOf(error: unknown): Failure {
  const code = has(error, 'code') ? String((error as { code: unknown }).code) : 'failed';
  const data = has(error, 'data') ? (error as { data: unknown }).data : undefined;
  return { code, message: error instanceof Error ? error.message : String(error), data };
}
