/** Lists as text: how parts are put on lines. */

/** The parts shown, and how many are not. */
export function rest(shown: string[], total: number): string[] {
  const left = total - shown.length;
  return left > 0 ? [...shown, `… ${left} more item${left > 1 ? 's' : ''}`] : shown;
}

/** Parts between brackets: on one line where they fit, else broken; many short ones in columns. */
export function list(
  open: string,
  parts: readonly string[],
  close: string,
  before: string,
  limits: { breakAt: number },
  level: number,
): string {
  if (parts.length === 0) return `${before}${open}${close}`;
  const length = parts.reduce((sum, p) => sum + p.length + 2, before.length + 2);
  if (length + 2 * level <= limits.breakAt && !parts.some((p) => p.includes('\n'))) {
    return `${before}${open} ${parts.join(', ')} ${close}`;
  }
  const last = parts.at(-1) ?? '';
  const items = last.startsWith('… ') ? parts.slice(0, -1) : parts;
  const short = items.length > 6 && items.every((p) => p.length <= 16);
  const lines = short ? [...rows(items, limits.breakAt - 2 * level), ...parts.slice(items.length)] : parts;
  return `${before}${open}\n${lines.map((p) => `  ${p.replaceAll('\n', '\n  ')}`).join(',\n')}\n${close}`;
}

/** Short items side by side, right-aligned in columns. */
function rows(parts: readonly string[], width: number): string[] {
  const cell = Math.max(...parts.map((p) => p.length));
  const across = Math.max(1, Math.floor(width / (cell + 2)));
  const lines: string[] = [];
  for (let at = 0; at < parts.length; at += across) {
    lines.push(
      parts
        .slice(at, at + across)
        .map((p) => p.padStart(cell))
        .join(', '),
    );
  }
  return lines;
}
