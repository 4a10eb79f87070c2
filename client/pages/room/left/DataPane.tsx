/** The data files: pick, filter, sort, read. */
import { Maximize2 } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { DataFile } from '../../../../protocol/bundle.ts';
import { readCsv } from '../../../state/csv.ts';
import { parseQuery } from '../../../state/dataQuery.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { Note } from '../../../ui/Status.tsx';
import { Loading } from '../../../ui/states.tsx';
import { dataWords } from '../../../words/data.ts';
import { paneWords } from '../../../words/room.ts';
import { DataGrid } from './DataGrid.tsx';

/** Rows that the panel reads: enough to look around, not to profile. */
const ROWS = 2_000;

function Rows({ file, bytes }: { file: DataFile; bytes: Uint8Array }) {
  const [text, setText] = useState('');
  const filter = useDeferredValue(text);
  const table = useMemo(() => readCsv(new TextDecoder().decode(bytes), ROWS), [bytes]);
  const query = useMemo(() => parseQuery(filter, table.header), [filter, table]);
  const rows = useMemo(() => table.rows.filter(query.test), [table, query]);
  const types = useMemo(() => new Map(file.columns.map((c) => [c.name, c.dtype])), [file]);
  return (
    <div className="data-rows">
      <TextField
        label={dataWords.filter}
        hint={dataWords.filterHint}
        error={query.unknown === null ? null : dataWords.badFilter(query.unknown)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        spellCheck={false}
      />
      <p className="quiet small">
        {dataWords.rows(rows.length, table.rows.length)}
        {table.more ? ` · ${dataWords.first(table.rows.length)}` : ''}
      </p>
      <DataGrid key={file.name} header={table.header} types={types} rows={rows} label={file.name} />
    </div>
  );
}

/** Data files: size, columns and types, and the first rows to sort and filter. */
export function DataPane({ task }: { task: Task }) {
  const data = useStore(task.data);
  const progress = useStore(task.dataProgress);
  const files = task.bundle.data;
  const [name, setName] = useState(files[0]?.name ?? '');
  const [large, setLarge] = useState(false);
  const file = files.find((f) => f.name === name);
  if (!file) return null;
  const bytes = data.get(file.name);
  const rows = bytes ? (
    <Rows file={file} bytes={bytes} />
  ) : progress.error ? (
    <Note tone="trouble">{dataWords.failed(file.name, progress.error)}</Note>
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
          <strong>{file.name}</strong>{' '}
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
                <th scope="row">{column.name}</th>
                <td className="numeric">{column.dtype}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {large ? null : rows}
      <Dialog open={large} onClose={() => setLarge(false)} title={file.name} wide>
        {rows}
      </Dialog>
    </div>
  );
}
