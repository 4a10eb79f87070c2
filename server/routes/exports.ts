/** Exports: turns, limits per participant, and long answers that are written piece by piece. */
import { LIMITS } from '../../protocol/limits.ts';
import type { AppContext } from '../access/http.ts';
import { Limiter } from '../access/limiter.ts';
import type { Deps } from '../deps.ts';
import { faultOf } from '../fault.ts';
import { Refusal } from '../refusal.ts';
import { FairQueue } from '../threads/fairQueue.ts';

/** Logs that are read and written at one time. */
const LOGS_AT_ONCE = 2;
/** A reader who takes nothing for so long loses the rest. */
const STALLED_MS = 30_000;
const PLACE_MS = 20_000;
/** Pieces are gathered to this size before they are handed on. */
const CHUNK_CHARS = 64 * 1024;

const failed = () =>
  new Refusal(503, 'busy', 'The server could not make this file. Try again in a moment.', undefined, 5);

/** What the routes of exports share. */
export class Exports {
  readonly #logs: Limiter;
  readonly #archives: Limiter;
  readonly #turns = new FairQueue({ places: LOGS_AT_ONCE, waiting: LIMITS.waitingPerInterview });
  readonly #zips = new FairQueue({ places: 1, waiting: LIMITS.waitingPerInterview });
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#logs = new Limiter(deps.clock, LIMITS.exportsPerMinute);
    this.#archives = new Limiter(deps.clock, LIMITS.archivesPerMinute);
  }

  /** Counts one of the person who asks. @throws Refusal 429 */
  require(c: AppContext): void {
    this.#logs.require(c.get('session').participantId, 'exports');
  }

  /** The files as a zip, made in a thread when it is the interview's turn. `files` is asked then. @throws Refusal */
  async zip(
    c: AppContext,
    interviewId: string,
    files: () => Promise<{ name: string; text: string }[]>,
  ): Promise<Uint8Array> {
    this.#archives.require(c.get('session').participantId, 'archives of the code');
    return this.#zips.run(interviewId, async () => {
      const listed = await files();
      try {
        return await this.#deps.archives.call('zip', listed);
      } catch (e) {
        this.#deps.log.error({ interview: interviewId, error: faultOf(e) }, 'no archive');
        throw failed();
      }
    });
  }

  /**
   * The pieces that `write` makes, one after the other as the reader takes them; other requests have their turn between them. The
   * interview's place is held until the last one was taken, but not for a reader who takes very long.
   */
  async stream(
    c: AppContext,
    interviewId: string,
    write: () => Promise<Iterable<string>>,
  ): Promise<ReadableStream<Uint8Array>> {
    this.require(c);
    return new Promise((resolve, reject) => {
      this.#turns
        .run(interviewId, async () => {
          const pieces = (await write())[Symbol.iterator]();
          await new Promise<void>((over) => {
            setTimeout(over, PLACE_MS).unref();
            resolve(streamOf(pieces, over));
          });
        })
        .catch(reject);
    });
  }
}

/** @param over called once, when the last piece was taken, the reader went away or nothing was taken for long */
function streamOf(pieces: Iterator<string>, over: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stalled: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(stalled);
    over();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stalled);
        // A chunk is one slice of work; what is due meanwhile comes before the next.
        await new Promise((next) => setImmediate(next));
        try {
          let text = '';
          let piece = pieces.next();
          for (; !piece.done; piece = pieces.next()) {
            text += piece.value;
            if (text.length >= CHUNK_CHARS) break;
          }
          if (text !== '') controller.enqueue(encoder.encode(text));
          if (piece.done) {
            controller.close();
            end();
            return;
          }
          stalled = setTimeout(() => {
            controller.error(new Error('the reader takes nothing'));
            end();
          }, STALLED_MS);
        } catch (e) {
          controller.error(e);
          end();
        }
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}
