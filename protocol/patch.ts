/** Changing items of a list without changing the list: what the folds of runs, annotations and scores have in common. */

/** The items, those that match changed; the same array where none matches, so that views can compare by identity. */
export function patch<T>(items: T[], match: (item: T) => boolean, change: (item: T) => T): T[] {
  return items.some(match) ? items.map((item) => (match(item) ? change(item) : item)) : items;
}
