/** Output travels as the text of a JSON array; the interpreter's side hands over a string, which may be anything. */
export function listed(text: string): unknown[] {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}
