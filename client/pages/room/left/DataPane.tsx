/** The data files: pick, filter, sort, read. */
import { Maximize2 } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { DataFile } from '../../../../protocol/bundle.ts';
import { DataRows, type Sorting } from '../../../state/dataRows.ts';
import { parseFilter } from '../../../state/filter/parse.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { Note } from '../../../ui/Status.tsx';
import { Loading } from '../../../ui/states.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { dataWords } from '../../../words/data.ts';
import { paneWords } from '../../../words/room.ts';
import { DataGrid } from './DataGrid.tsx';

/** The rows of the file, made anew for other bytes; null until they are begun. */
function useDataRows(bytes: Uint8Array): DataRows | null {
  const [rows, setRows] = useState<DataRows | null>(null);
  useEffect(() => {
    const made = new DataRows(new TextDecoder().decode(bytes));
    setRows(made);
    return () => made.close();
  }, [bytes]);
  return rows;
}

/** All rows, to filter and to sort. What was typed and sorted is held by the caller: the large view shows the same. */
function Rows({
  file,
  rows,
  look,
  onLook,
}: {
  file: DataFile;
  rows: DataRows;
  look: Look;
  onLook: (look: Look) => void;
}) {
  const { header, all, shown, busy } = useStore(rows.view);
  const types = useMemo(() => new Map(file.columns.map((c) => [c.name, c.dtype])), [file]);
  const { test, fault } = useMemo(
    () => parseFilter(look.filter, header, (column) => /^bool/i.test(types.get(header[column] ?? '') ?? '')),
    [look.filter, header, types],
  );
  useEffect(() => {
    // With a fault in it the rows stay as they were.
    if (test) void rows.look(test, look.sorting);
  }, [rows, test, look.sorting]);
  return (
    <div className="data-rows">
      <TextField
        label={dataWords.filter}
        hint={dataWords.filterHint}
        error={fault ? dataWords.fault(fault) : null}
        value={look.filter}
        onChange={(event) => onLook({ ...look, filter: event.target.value })}
        spellCheck={false}
      />
      <p className="quiet small" role="status">
        {dataWords.rows(shown.length, all)}
        {busy ? ` · ${dataWords.busy}` : ''}
      </p>
      <DataGrid
        header={header}
        types={types}
        rows={shown}
        label={file.name}
        sorting={look.sorting}
        onSort={(sorting) => onLook({ ...look, sorting })}
      />
    </div>
  );
}

/** What is asked of the rows: a filter as typed, and an order. */
interface Look {
  filter: string;
  sorting: Sorting | null;
}
const ALL: Look = { filter: '', sorting: null };

function Loaded({ file, bytes, large }: { file: DataFile; bytes: Uint8Array; large: (rows: ReactNode) => ReactNode }) {
  const rows = useDataRows(bytes);
  const [look, setLook] = useState(ALL);
  return rows ? large(<Rows file={file} rows={rows} look={look} onLook={setLook} />) : null;
}

/** Data files: size, columns and types, and the first rows to sort and filter. */
export function DataPane({ task, onReload }: { task: Task; onReload: () => void }) {
  const data = useStore(task.data);
  const progress = useStore(task.dataProgress);
  const files = task.bundle.data;
  const [name, setName] = useState(files[0]?.name ?? '');
  const [large, setLarge] = useState(false);
  const file = files.find((f) => f.name === name);
  if (!file) return null;
  const bytes = data.get(file.name);
  const view = (rows: ReactNode) =>
    large ? (
      <Dialog open onClose={() => setLarge(false)} title={file.name} large>
        {rows}
      </Dialog>
    ) : (
      rows
    );
  const rows = bytes ? (
    <Loaded key={file.name} file={file} bytes={bytes} large={view} />
  ) : progress.trouble ? (
    <Note tone="trouble">
      {dataWords.failed(file.name, progress.trouble.why)}
      {progress.trouble.again ? ` ${dataWords.again}` : ''}
      {progress.trouble.again ? null : <Button onClick={onReload}>{dataWords.reload}</Button>}
    </Note>
  ) : (
    <Loading what={dataWords.loading(file.name)} done={progress.done} total={progress.total} />
  );
  return (
    <div className="data-pane">
      {files.length > 1 ? (
        <SelectField
          label={dataWords.pick}
          options={files.map((f) => ({ value: f.name, label: f.name }))}
          value={name}
          onChange={setName}
        />
      ) : null}
      <div className="row spread">
        <span>
          <strong>
            <Typed text={file.name} />
          </strong>{' '}
          <span className="quiet small">{dataWords.long(file.rows, file.columns.length)}</span>
        </span>
        <Button look="quiet" icon={<Maximize2 />} onClick={() => setLarge(true)}>
          {dataWords.larger}
        </Button>
      </div>
      <details>
        <summary className="small">{dataWords.columns}</summary>
        <table className="weight-table">
          <thead>
            <tr>
              <th scope="col">{paneWords.column}</th>
              <th scope="col">{paneWords.type}</th>
            </tr>
          </thead>
          <tbody>
            {file.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">
                  <Typed text={column.name} />
                </th>
                <td className="numeric">{column.dtype}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {rows}
    </div>
  );
}
