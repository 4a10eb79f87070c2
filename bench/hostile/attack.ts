/** The attacking process, as the measuring one sees it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromAttacker, ToAttacker } from './messages.ts';
import type { Place } from './people.ts';

/** How many of what was answered with which status, e.g. `upload 503`. */
export type Answers = Record<string, number>;

/** Attacks when it is told to. */
export interface Attacker {
  /** Joins these interviews instead of the ones before; resolves once each has a score with its rows. */
  join: (places: Place[]) => Promise<void>;
  /** Uploads, archives and repeated requests, all at once; resolves when all was answered. */
  attack: () => Promise<Answers>;
  /** One score and its rows, asked for `times` times at once. */
  repeat: (times: number) => Promise<Answers>;
  stop: () => void;
}

/** Starts the process. */
export function startAttacker(): Attacker {
  const child = fork(fileURLToPath(new URL('./attacker.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  const ask = async (question: ToAttacker): Promise<FromAttacker> => {
    const ended = new AbortController();
    const answer = once(child, 'message', { signal: ended.signal });
    const end = () => ended.abort(new Error('the attacking process ended'));
    child.once('exit', end);
    child.send(question);
    try {
      return (await answer)[0] as FromAttacker;
    } finally {
      child.off('exit', end);
    }
  };
  const answersTo = async (question: ToAttacker): Promise<Answers> => {
    const answer = await ask(question);
    return answer.type === 'over' ? answer.answers : {};
  };
  return {
    join: async (places) => {
      await ask({ type: 'join', places });
    },
    attack: () => answersTo({ type: 'attack' }),
    repeat: (times) => answersTo({ type: 'repeat', times }),
    stop: () => child.kill(),
  };
}
