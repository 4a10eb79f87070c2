/** Brief, dictionary, data and packages as tabs. */
import { useState } from 'react';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import { loadData, type Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Markdown } from '../../../ui/Markdown.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { TypeScriptLink } from '../../../ui/TypeScriptLink.tsx';
import { paneWords, roomWords } from '../../../words/room.ts';
import { DataPane } from './DataPane.tsx';

function Dictionary({ task }: { task: Task }) {
  const { dictionary } = task.bundle;
  if (dictionary.length === 0) return <EmptyState title={paneWords.noDictionary} />;
  return dictionary.map(({ file, columns }) => (
    <div key={file} className="stack">
      <h3>
        <Typed text={file} />
      </h3>
      <dl className="dictionary">
        {columns.map((column) => (
          <div key={column.name}>
            <dt>
              <code>
                <Typed text={column.name} />
              </code>
              <span className="quiet small">
                <Typed text={column.unit ? `${column.type}, ${column.unit}` : column.type} />
              </span>
            </dt>
            <dd>
              <Typed text={column.meaning} block />
            </dd>
            <dd className="quiet small">
              {`${paneWords.known}: `}
              <Typed text={column.known} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  ));
}

function Packages({ session, task }: { session: RoomSession; task: Task }) {
  useStore(session.kernel.state, (state) => state.phase);
  const versions = session.kernel.sandbox?.packages() ?? [];
  const named = new Map(versions.map((p) => [p.name, p.version]));
  const rows =
    versions.length > 0 ? versions : task.bundle.packages.map((name) => ({ name, version: named.get(name) ?? '' }));
  return (
    <>
      <TypeScriptLink language={task.bundle.language} />
      {versions.length === 0 ? <p className="quiet small">{paneWords.packagesLater(session.runtimeName)}</p> : null}
      <table className="weight-table">
        <thead>
          <tr>
            <th scope="col">{paneWords.package}</th>
            <th scope="col" className="num">
              {paneWords.version}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td className="num">{row.version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The task: brief, data dictionary, data and packages. */
export function LeftPane({ session, task }: { session: RoomSession; task: Task }) {
  const [tab, setTab] = useState('brief');
  const region = (label: string, content: React.ReactNode) => (
    <section className="pane-pad" aria-label={label}>
      {content}
    </section>
  );
  return (
    <div className="pane left-tabs">
      <Tabs
        label={roomWords.leftTabs}
        value={tab}
        onChange={setTab}
        keep
        items={[
          {
            id: 'brief',
            title: paneWords.brief,
            content: region(
              paneWords.brief,
              <>
                <Markdown text={task.bundle.brief} />
                <TypeScriptLink language={task.bundle.language} />
              </>,
            ),
          },
          {
            id: 'dictionary',
            title: paneWords.dictionary,
            content: region(paneWords.dictionary, <Dictionary task={task} />),
          },
          {
            id: 'data',
            title: paneWords.data,
            content: region(
              paneWords.data,
              tab === 'data' ? (
                <DataPane task={task} onReload={() => void loadData(task, session.api, session.me.interviewId)} />
              ) : null,
            ),
          },
          {
            id: 'packages',
            title: paneWords.packages,
            content: region(paneWords.packages, <Packages session={session} task={task} />),
          },
        ]}
      />
    </div>
  );
}
