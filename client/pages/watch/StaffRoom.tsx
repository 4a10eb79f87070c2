/**
 * The interviewer's room: left what the candidate has (code, runs), right one column (guide, rubric, scores, findings, brief, and the
 * notes below). The replay draws the same room from another source, with a bar on top.
 */
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { Visibility } from '../../../protocol/event.ts';
import type { Annotation } from '../../../protocol/state.ts';
import type { Editor } from '../../editor/monaco.ts';
import { findAnchor } from '../../state/anchors.ts';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import type { NoteComposerHandle } from '../../ui/notes/NoteComposer.tsx';
import { Divider, MemoryGroup, Panel } from '../../ui/panels.tsx';
import { ShortcutSheet, useShortcuts } from '../../ui/shortcuts.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { watchWords } from '../../words/watch.ts';
import { Findings } from './Findings.tsx';
import { Guide, guidePages } from './Guide.tsx';
import { Ledger } from './Ledger.tsx';
import { Mirror } from './Mirror.tsx';
import { Notes } from './Notes.tsx';
import { Rubric } from './Rubric.tsx';
import { RunList } from './RunList.tsx';
import { noteCommands, roomKeys } from './roomKeys.ts';
import { Scores } from './Scores.tsx';
import { selectionTarget } from './selection.ts';
import type { RoomSource } from './source.ts';
import { WatchBar } from './WatchBar.tsx';
import './watch.css';

interface Places {
  setFollow: (on: boolean) => void;
  setFileId: (id: string) => void;
  setPicked: (annotationId: string) => void;
  setTab: (id: string) => void;
}

/** Jumps to a line of a file, and to what a note is about. */
function useJumps(source: RoomSource, editor: Editor | null, { setFollow, setFileId, setPicked, setTab }: Places) {
  const goTo = useCallback(
    (name: string, line: number) => {
      const file = source.projectFiles.byName(name);
      if (!file) return;
      setFollow(false);
      setFileId(file.id);
      // The editor shows the file in an effect of React; the line is revealed after that.
      requestAnimationFrame(() => {
        editor?.revealLineInCenter(line);
        editor?.setPosition({ lineNumber: line, column: 1 });
      });
    },
    [editor, source, setFollow, setFileId],
  );
  const showNote = useCallback(
    (note: Annotation) => {
      setPicked(note.annotationId);
      const { anchor } = note;
      if (anchor.kind === 'run') document.getElementById(`run-${anchor.runId}`)?.scrollIntoView({ block: 'start' });
      if (anchor.kind === 'score') setTab('scores');
      if (anchor.kind !== 'text') return;
      const file = source.projectFiles.file(anchor.fileId);
      if (file) goTo(file.name, findAnchor(source.doc, file, anchor)?.startLine ?? anchor.startLine);
    },
    [goTo, source, setPicked, setTab],
  );
  return { goTo, showNote };
}

export function StaffRoom({ source, bar }: { source: RoomSource; bar?: ReactNode }) {
  const { live, bundle } = source;
  const [fileId, setFileId] = useState<string | null>(null);
  const [follow, setFollow] = useState(live !== null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [tab, setTab] = useState('guide');
  const [page, setPage] = useState(0);
  const [picked, setPicked] = useState<string | null>(null);
  const [help, setHelp] = useState(false);
  const [, setSelectionCount] = useState(0);
  const composer = useRef<NoteComposerHandle>(null);
  const begin = useCallback((audience: Visibility) => composer.current?.begin(audience), []);
  const onSelection = useCallback(() => setSelectionCount((n) => n + 1), []);

  const { goTo, showNote } = useJumps(source, editor, { setFollow, setFileId, setPicked, setTab });

  const pages = useMemo(() => guidePages(bundle), [bundle]);
  /** The first press brings the guide into view, further ones turn its pages. */
  const turn = (by: 1 | -1) => {
    if (tab === 'guide') setPage((now) => Math.min(pages.length - 1, Math.max(0, now + by)));
    else setTab('guide');
  };
  const shortcuts = roomKeys({
    live: live !== null,
    begin,
    turn,
    follow: () => setFollow((on) => !on),
    help: () => setHelp(true),
  });
  useShortcuts(shortcuts);
  const commands = useMemo(() => (live ? noteCommands(begin) : []), [live, begin]);

  const tabs = sideTabs(source, <Guide pages={pages} index={page} onPage={setPage} />);
  return (
    <div className="watch">
      <WatchBar source={source} onHelp={() => setHelp(true)} />
      {live ? <ConnectionBanner connection={live} /> : null}
      {bar}
      <p className="too-narrow">{watchWords.narrow}</p>
      <main className="watch-main">
        <MemoryGroup id="watch" panels={['work', 'side']} orientation="horizontal">
          <Panel id="work" minSize="35%" defaultSize="63.5%">
            <MemoryGroup id="watch-work" panels={['mirror', 'runs']} orientation="vertical">
              <Panel id="mirror" minSize="20%" defaultSize="58%">
                <Mirror
                  source={source}
                  fileId={fileId}
                  onFile={setFileId}
                  follow={follow}
                  onFollow={setFollow}
                  onEditor={setEditor}
                  onSelection={onSelection}
                  onPickNote={setPicked}
                  commands={commands}
                />
              </Panel>
              <Divider id="watch-runs-border" label={watchWords.resizeRuns} />
              <Panel id="runs" minSize="15%" defaultSize="42%">
                <RunList source={source} goTo={goTo} />
              </Panel>
            </MemoryGroup>
          </Panel>
          <Divider id="watch-side-border" label={watchWords.resizeSide} />
          <Panel id="side" minSize="22%" defaultSize="36.5%">
            <MemoryGroup id="watch-side" panels={['ledger', 'tabs', 'notes']} orientation="vertical">
              <Panel id="ledger" minSize="12%" defaultSize="30%">
                <Ledger source={source} />
              </Panel>
              <Divider id="watch-ledger-border" label={watchWords.resizeLedger} />
              <Panel id="tabs" minSize="20%" defaultSize="40%">
                <Tabs label={watchWords.side} items={tabs} value={tab} onChange={setTab} />
              </Panel>
              <Divider id="watch-notes-border" label={watchWords.resizeNotes} />
              <Panel id="notes" minSize="18%" defaultSize="30%">
                <Notes
                  source={source}
                  selection={follow ? null : selectionTarget(source, editor)}
                  composer={composer}
                  picked={picked}
                  onShow={showNote}
                />
              </Panel>
            </MemoryGroup>
          </Panel>
        </MemoryGroup>
      </main>
      <ShortcutSheet shortcuts={shortcuts} open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** The tabs beside the candidate's work. */
function sideTabs(source: RoomSource, guide: ReactNode) {
  const { findings, candidate } = source.bundle;
  return [
    { id: 'guide', title: watchWords.guide, content: guide },
    { id: 'rubric', title: watchWords.rubric, content: <Rubric source={source} /> },
    { id: 'scores', title: watchWords.scores, content: <Scores source={source} /> },
    { id: 'findings', title: watchWords.findings, content: <Findings findings={findings} /> },
    {
      id: 'brief',
      title: watchWords.brief,
      content: (
        <section className="side-pane" aria-label={watchWords.brief}>
          <Markdown text={candidate.brief} />
        </section>
      ),
    },
  ];
}
