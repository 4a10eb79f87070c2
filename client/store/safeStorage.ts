/** The browser's local storage, or the page's memory where it is refused, null or full: nobody who reads or writes it need expect an error. */
const memory = new Map<string, string>();

/** Reads and writes texts; with the methods of the platform's, so that libraries can be given it. */
export const safeStorage = {
  getItem(key: string): string | null {
    const held = memory.get(key);
    if (held !== undefined) return held;
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem(key: string, text: string): void {
    try {
      localStorage.setItem(key, text);
      memory.delete(key);
    } catch {
      memory.set(key, text);
    }
  },
};
