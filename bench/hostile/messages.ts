/** What the measuring process and the attacking one say to each other. */
import type { Place } from './people.ts';

/** To the attacker: where to attack from; then to ask for everything, or for one score again and again. */
export type ToAttacker = { type: 'join'; places: Place[] } | { type: 'attack' } | { type: 'repeat'; times: number };

/** From the attacker: all have joined and have a grant; all was answered. `answers` counts what was answered, by kind and status. */
export type FromAttacker = { type: 'ready' } | { type: 'over'; answers: Record<string, number> };
