import { createPreference } from '../store/preference.ts';
import { createStore, type Store } from '../store/store.ts';

export interface OpenFiles {
  ids: string[];
  active: string | null;
}

/** Which files are open in tabs, and which is in front; remembered for the interview in this browser. */
export class Tabs {
  readonly store: Store<OpenFiles>;
  readonly #memory: Store<OpenFiles>;

  constructor(interviewId: string, initial: readonly string[]) {
    const first = initial[0] ?? null;
    this.#memory = createPreference<OpenFiles>(
      `open.${interviewId}`,
      (text) => parse(text) ?? { ids: [...initial], active: first },
      JSON.stringify,
    );
    this.store = createStore(this.#memory.get());
    this.store.subscribe(() => this.#memory.set(this.store.get()));
  }

  open(id: string): void {
    this.store.update(({ ids }) => ({ ids: ids.includes(id) ? ids : [...ids, id], active: id }));
  }

  close(id: string): void {
    this.store.update(({ ids, active }) => {
      const at = ids.indexOf(id);
      const rest = ids.filter((other) => other !== id);
      return { ids: rest, active: active === id ? (rest[Math.min(at, rest.length - 1)] ?? null) : active };
    });
  }

  /** Steps to the next (1) or previous (-1) tab, around the ends. */
  step(by: 1 | -1): void {
    const { ids, active } = this.store.get();
    const at = active === null ? -1 : ids.indexOf(active);
    const next = ids[(at + by + ids.length) % ids.length];
    if (next) this.open(next);
  }

  /** Drops tabs of files that are gone. */
  keep(existing: ReadonlySet<string>): void {
    for (const id of this.store.get().ids) if (!existing.has(id)) this.close(id);
  }
}

function parse(text: string | null): OpenFiles | null {
  try {
    const value = JSON.parse(text ?? 'null') as OpenFiles | null;
    return value && Array.isArray(value.ids) && value.ids.length > 0 ? value : null;
  } catch {
    return null;
  }
}
