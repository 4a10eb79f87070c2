/** `print()` of danfojs' and arquero's tables: a table of the run in place of lines of characters. */
import { ColumnTable } from 'arquero';
import { DataFrame, Series } from 'danfojs';
import { environment } from '../environment.ts';
import { tableItem } from './item.ts';
import { tableSource } from './source.ts';

/** The table that was printed last, until somebody asks. */
let printed: unknown = null;

/** The table that was printed since the last call, or null. */
export function takePrinted(): unknown {
  const last = printed;
  printed = null;
  return last;
}

for (const { prototype } of [DataFrame, Series, ColumnTable] as { prototype: { print(): unknown } }[]) {
  prototype.print = function print(this: unknown): unknown {
    const source = tableSource(this);
    if (source !== null) environment().sink.item(tableItem(source));
    printed = this;
    return this;
  };
}
