/** The state of one open interview, folded three times over the same events: to judge by, for staff, for the candidate. */
import { endedAt, startedAt } from '../../protocol/clock.ts';
import type { InterviewEvent } from '../../protocol/event.ts';
import type { Role } from '../../protocol/role.ts';
import { applyEvent, forWelcome, type InterviewState, initialState, visibleTo } from '../../protocol/state.ts';
import type { Progress } from '../store/port.ts';

/** The state of an interview as the server judges by it, as staff see it and as the candidate sees it. */
export class View {
  /** Folded at once, so that the next message is judged by it. */
  #judged: InterviewState;
  /** Folded after the commit: what people are shown. */
  #shown: InterviewState;
  /** The same over what a candidate may see: no staff event ever enters it. */
  #shownToCandidate: InterviewState;

  /** @param events the committed ones, in order */
  constructor(title: string, minutes: number, events: Iterable<InterviewEvent>) {
    this.#judged = initialState(title, minutes);
    this.#shownToCandidate = this.#judged;
    for (const event of events) {
      this.#judged = applyEvent(this.#judged, event);
      if (visibleTo(event, 'candidate')) this.#shownToCandidate = applyEvent(this.#shownToCandidate, event);
    }
    this.#shown = this.#judged;
  }

  /** The state after everything that was handed to the store. */
  get judged(): InterviewState {
    return this.#judged;
  }

  /** The state after the last commit. */
  get shown(): InterviewState {
    return this.#shown;
  }

  /** The committed state as a role gets it on joining. */
  welcome(role: Role): InterviewState {
    return forWelcome(role === 'candidate' ? this.#shownToCandidate : this.#shown);
  }

  /** An event is on its way to the store. */
  accept(event: InterviewEvent): void {
    this.#judged = applyEvent(this.#judged, event);
  }

  /** An accepted event is committed. Answers with how far the interview has come, or null where that did not change. */
  publish(event: InterviewEvent): Progress | null {
    const before = this.#shown;
    this.#shown = applyEvent(before, event);
    if (visibleTo(event, 'candidate')) this.#shownToCandidate = applyEvent(this.#shownToCandidate, event);
    const { clock, runs, scores, language } = this.#shown;
    const same =
      before.clock === clock &&
      before.runs.length === runs.length &&
      before.scores.length === scores.length &&
      before.language === language;
    if (same) return null;
    return {
      phase: clock.phase,
      startedAt: startedAt(clock),
      endedAt: endedAt(clock),
      runs: runs.length,
      scores: scores.length,
      chosen: language,
    };
  }
}
