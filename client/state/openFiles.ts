/** Which files are open in tabs, and which is in front; remembered for the interview in this browser. */
import { z } from 'zod';
import { createPreference } from '../store/preference.ts';
import { createStore, type Store } from '../store/store.ts';

/** Ids of the open files in the order of their tabs; `active` is in front. */
const openFileList = z.object({
  ids: z.array(z.string()).min(1),
  active: z.string().nullable(),
});
type OpenFileList = z.infer<typeof openFileList>;

export class OpenFiles {
  readonly store: Store<OpenFileList>;
  readonly #memory: Store<OpenFileList>;

  constructor(interviewId: string, initial: readonly string[]) {
    const first = initial[0] ?? null;
    this.#memory = createPreference<OpenFileList>(
      `open.${interviewId}`,
      (text) => parse(text) ?? { ids: [...initial], active: first },
      JSON.stringify,
    );
    this.store = createStore(this.#memory.get());
    this.store.subscribe(() => this.#memory.set(this.store.get()));
  }

  /** Opens a file, or brings it to the front. */
  open(id: string): void {
    this.store.update(({ ids }) => ({ ids: ids.includes(id) ? ids : [...ids, id], active: id }));
  }

  /** Closes a file; its right neighbour comes to the front. */
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
  retain(existing: ReadonlySet<string>): void {
    for (const id of this.store.get().ids) if (!existing.has(id)) this.close(id);
  }
}

/** The list as it was stored; null where the text is absent, damaged or lists no file. */
function parse(text: string | null): OpenFileList | null {
  try {
    return openFileList.parse(JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}
