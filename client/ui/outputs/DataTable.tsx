/** A table or series of a run's output. */
import type { TableCell, TableItem } from '../../../protocol/output.ts';
import { outputWords } from '../../words/outputs.ts';
import { Marked } from '../Typed.tsx';

const isNumeric = (dtype: string): boolean => /^(u?int|float|complex|bool)/i.test(dtype);

function cellText(cell: TableCell): string {
  if (cell === null) return '—';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(6)));
  return String(cell);
}

/** "12,000 rows × 8 columns". */
export function captionOf({ kind, shape: [rows, columns] }: TableItem): string {
  return kind === 'series' ? outputWords.series(rows) : outputWords.shape(rows, columns);
}

/** A data frame or series as a real table: header in view while scrolling, types under the names, the hidden middle named. */
export function DataTable({ table }: { table: TableItem }) {
  const [rows, columns] = table.shape;
  const caption = captionOf(table);
  const hidden = rows - table.rows.length;
  const cut = table.columns.length < columns && table.kind === 'frame';
  return (
    <figure className="table-figure">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <div className="table-scroll" role="group" tabIndex={0} aria-label={caption}>
        <table className="data-table">
          <thead>
            <tr>
              {table.index.name ? (
                <th scope="col">
                  <Marked text={table.index.name} />
                </th>
              ) : (
                <td className="corner" />
              )}
              {table.columns.map((column, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: names of columns may repeat
                <th key={i} scope="col" className={isNumeric(column.dtype) ? 'num' : ''}>
                  <Marked text={column.name} />
                  <span className="dtype">
                    <Marked text={column.dtype} />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, r) => [
              hidden > 0 && r === table.head ? (
                <tr key="gap" className="gap">
                  <td colSpan={table.columns.length + 1}>{outputWords.gap(hidden)}</td>
                </tr>
              ) : null,
              // biome-ignore lint/suspicious/noArrayIndexKey: labels of rows may repeat, and rows never move
              <tr key={r}>
                <th scope="row">
                  <Marked text={cellText(table.index.labels[r] ?? null)} />
                </th>
                {row.map((cell, c) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: names of columns may repeat
                  <td key={c} className={isNumeric(table.columns[c]?.dtype ?? '') ? 'num' : ''}>
                    <Marked text={cellText(cell)} />
                  </td>
                ))}
              </tr>,
            ])}
          </tbody>
        </table>
      </div>
      <figcaption className="quiet small">
        {caption}
        {cut ? ` · ${outputWords.truncatedColumns(table.columns.length, columns)}` : ''}
      </figcaption>
    </figure>
  );
}
