/** The room in a wide window: task and files left, code and output in the middle, constraints and notes right. */
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { Divider, MemoryGroup, Panel } from '../../ui/panels.tsx';
import { paneWords, roomWords } from '../../words/room.ts';
import { runWords, toolWords } from '../../words/runs.ts';
import { FoldedPane } from './FoldedPane.tsx';
import { FoldingPanel } from './FoldingPanel.tsx';
import { type Holders, Place } from './holders.tsx';
import { PANE_KEYS } from './shortcutTable.ts';
import type { Folding } from './useFolding.ts';

/** The line that is left of the output: how many runs there are, and how the last one stands. */
function FoldedOutput({ session, onOpen }: { session: RoomSession; onOpen: () => void }) {
  const runs = useStore(session.connection.room.store, (view) => view.state.runs);
  const last = runs.at(-1);
  const state = last && (last.status === 'running' ? runWords.spokenRunning : runWords.status[last.status]);
  const facts = [
    paneWords.output,
    toolWords.runs(runs.length),
    last && state ? runWords.spoken(last.number, state) : '',
  ];
  return (
    <>
      <FoldedPane facts={facts} keys={PANE_KEYS.output} onOpen={onOpen} />
      <span className="visually-hidden" role="status">
        {facts.at(-1)}
      </span>
    </>
  );
}

function LeftSide({ holders, folding }: { holders: Holders; folding: Folding }) {
  return (
    <FoldingPanel
      name="left"
      folding={folding}
      defaultSize="22%"
      minSize={200}
      strip={<FoldedPane facts={paneWords.leftFacts} keys={PANE_KEYS.left} upright onOpen={folding.open.left} />}
    >
      <MemoryGroup id="room-left" panels={['task', 'files']} orientation="vertical">
        <Panel id="task" defaultSize="66%" minSize={120}>
          <Place holders={holders} id="task" />
        </Panel>
        <Divider id="files-border" label={roomWords.resizeFiles} />
        <Panel id="files" minSize={80} collapsible collapsedSize={0}>
          <Place holders={holders} id="files" />
        </Panel>
      </MemoryGroup>
    </FoldingPanel>
  );
}

function RightSide({ holders, folding }: { holders: Holders; folding: Folding }) {
  return (
    <FoldingPanel
      name="right"
      folding={folding}
      defaultSize="19%"
      minSize={190}
      strip={<FoldedPane facts={paneWords.rightFacts} keys={PANE_KEYS.right} upright onOpen={folding.open.right} />}
    >
      <MemoryGroup id="room-right" panels={['constraints', 'notes']} orientation="vertical">
        <Panel id="constraints" defaultSize="58%" minSize={80}>
          <Place holders={holders} id="constraints" />
        </Panel>
        <Divider id="notes-border" label={roomWords.resizeNotes} />
        <Panel id="notes" minSize={80} collapsible collapsedSize={0}>
          <Place holders={holders} id="notes" />
        </Panel>
      </MemoryGroup>
    </FoldingPanel>
  );
}

/** Places the panes side by side, with borders to drag. */
export function WideRoom({ session, holders, folding }: { session: RoomSession; holders: Holders; folding: Folding }) {
  return (
    <main className="room-main">
      <MemoryGroup id="room" panels={['left', 'middle', 'right']} orientation="horizontal">
        <LeftSide holders={holders} folding={folding} />
        <Divider id="left-border" label={roomWords.resizeLeft} />
        <Panel id="middle" minSize={360}>
          <MemoryGroup id="room-middle" panels={['code', 'output']} orientation="vertical">
            <Panel id="code" defaultSize="70%" minSize={120}>
              <Place holders={holders} id="code" />
            </Panel>
            <Divider id="output-border" label={roomWords.resizeOutput} />
            <FoldingPanel
              name="output"
              folding={folding}
              minSize={80}
              strip={<FoldedOutput session={session} onOpen={folding.open.output} />}
            >
              <Place holders={holders} id="output" />
            </FoldingPanel>
          </MemoryGroup>
        </Panel>
        <Divider id="right-border" label={roomWords.resizeRight} />
        <RightSide holders={holders} folding={folding} />
      </MemoryGroup>
    </main>
  );
}
