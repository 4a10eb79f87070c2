/** The interview that a route is about, and what its candidate chose. */
import type { Language } from '../../protocol/language.ts';
import type { AppContext } from '../access/http.ts';
import type { Deps } from '../deps.ts';
import type { Interview } from '../store/port.ts';

/** The interview of the route, as `register.ts` found it. */
export const interviewOf = (c: AppContext): Interview => c.get('interview');

/** What the candidate of the interview chose, as committed; null where they did not, or had no choice. */
export async function chosenIn({ rooms }: Deps, { id, language: offer }: Interview): Promise<Language | null> {
  return offer === 'choice' ? await rooms.with(id, (room) => room.state.language) : null;
}
