/** Rows of a data file, of which only the visible ones are in the document. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef } from 'react';
import type { Sorting } from '../../../state/dataRows.ts';
import { Marked } from '../../../ui/Typed.tsx';
import { dataWords } from '../../../words/data.ts';

const ROW_PX = 23;

type Row = readonly string[];

/** What a press on a column's name asks for: up, down, as in the file. */
function nextSorting(sorting: Sorting | null, column: number): Sorting | null {
  if (sorting?.column !== column) return { column, down: false };
  return sorting.down ? null : { column, down: true };
}

/** Rows of a file as a table: the header stays, a press on a name sorts, only visible rows are in the document. */
export function DataGrid({
  header,
  types,
  rows,
  label,
  sorting,
  onSort,
}: {
  header: readonly string[];
  types: ReadonlyMap<string, string>;
  rows: readonly Row[];
  label: string;
  sorting: Sorting | null;
  onSort: (sorting: Sorting | null) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const numeric = (name: string) => /^(u?int|float|bool)/i.test(types.get(name) ?? '');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <div className="grid-scroll" ref={box} tabIndex={0} role="group" aria-label={label}>
      <table className="data-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {header.map((name, column) => {
              const down = sorting?.column === column ? sorting.down : null;
              return (
                <th
                  key={name}
                  scope="col"
                  className={numeric(name) ? 'num' : ''}
                  aria-sort={down === null ? 'none' : down ? 'descending' : 'ascending'}
                >
                  <button
                    type="button"
                    className="sort"
                    title={dataWords.sortBy(name)}
                    onClick={() => onSort(nextSorting(sorting, column))}
                  >
                    <Marked text={name} />
                    {down === false ? <ArrowUp aria-hidden="true" /> : null}
                    {down === true ? <ArrowDown aria-hidden="true" /> : null}
                  </button>
                  <span className="dtype">{types.get(name) ?? ''}</span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? (
            <tr>
              <td style={{ height: before, padding: 0 }} colSpan={header.length} />
            </tr>
          ) : null}
          {items.map((item) => (
            <tr key={item.key} aria-rowindex={item.index + 2}>
              {header.map((name, i) => (
                <td key={name} className={numeric(name) ? 'num' : ''}>
                  <Marked text={rows[item.index]?.[i] ?? ''} />
                </td>
              ))}
            </tr>
          ))}
          {after > 0 ? (
            <tr>
              <td style={{ height: after, padding: 0 }} colSpan={header.length} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
