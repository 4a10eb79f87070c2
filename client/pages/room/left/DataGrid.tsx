/** Rows of a data file, of which only the visible ones are in the document. */
import { createSortedRowModel, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { dataWords } from '../../../words/data.ts';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
const ROW_PX = 23;
const NO_SORT = [] as const;

type Row = readonly string[];

/** Numbers by value, before text; empty cells last whichever way the column is sorted. */
function byCell(a: string, b: string): number {
  const x = a === '' ? Number.NaN : Number(a);
  const y = b === '' ? Number.NaN : Number(b);
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rows of a file as a table: the header stays, a click on a name sorts, only visible rows are in the document. */
export function DataGrid({
  header,
  types,
  rows,
  label,
}: {
  header: readonly string[];
  types: ReadonlyMap<string, string>;
  rows: Row[];
  label: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const columns = useMemo(
    () =>
      header.map((name, i) => ({
        id: String(i),
        header: name,
        accessorFn: (row: Row) => row[i] ?? '',
        sortFn: (a: { original: Row }, b: { original: Row }) => byCell(a.original[i] ?? '', b.original[i] ?? ''),
      })),
    [header],
  );
  const table = useTable({ features, columns, data: rows, initialState: { sorting: [...NO_SORT] } });
  const sorted = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: sorted.length,
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
      <table className="data-table" aria-rowcount={sorted.length + 1}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((cell) => {
                const name = String(cell.column.columnDef.header);
                const sort = cell.column.getIsSorted();
                return (
                  <th
                    key={cell.id}
                    scope="col"
                    className={numeric(name) ? 'num' : ''}
                    aria-sort={sort === false ? 'none' : sort === 'asc' ? 'ascending' : 'descending'}
                  >
                    <button
                      type="button"
                      className="sort"
                      title={dataWords.sortBy(name)}
                      onClick={cell.column.getToggleSortingHandler()}
                    >
                      {name}
                      {sort === 'asc' ? <ArrowUp aria-hidden="true" /> : null}
                      {sort === 'desc' ? <ArrowDown aria-hidden="true" /> : null}
                    </button>
                    <span className="dtype">{types.get(name) ?? ''}</span>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {before > 0 ? (
            <tr>
              <td style={{ height: before, padding: 0 }} colSpan={header.length} />
            </tr>
          ) : null}
          {items.map((item) => {
            const row = sorted[item.index];
            return row ? (
              <tr key={item.key} aria-rowindex={item.index + 2}>
                {header.map((name, i) => (
                  <td key={name} className={numeric(name) ? 'num' : ''}>
                    {row.original[i]}
                  </td>
                ))}
              </tr>
            ) : null;
          })}
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
