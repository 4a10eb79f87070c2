/**
 * The interviewer's room: left what the candidate has (code, runs), right one column (guide, rubric, scores, findings, brief, and the
 * notes below). The replay draws the same room from another source, with a bar on top.
 */
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { STAFF_INVITE } from '../../../protocol/api.ts';
import type { Visibility } from '../../../protocol/event.ts';
import { mayMessage } from '../../../protocol/permission.ts';
import type { Annotation } from '../../../protocol/state.ts';
import { asAppError } from '../../api/error.ts';
import type { EditorCommand } from '../../editor/CodeEditor.tsx';
import { type Editor, monaco } from '../../editor/monaco.ts';
import { findAnchor } from '../../state/anchors.ts';
import { useStore } from '../../store/store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { NoteComposerHandle } from '../../ui/notes/NoteComposer.tsx';
import { Divider, MemoryGroup, Panel } from '../../ui/panels.tsx';
import { type Shortcut, ShortcutSheet, useShortcuts } from '../../ui/shortcuts.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { Timer } from '../../ui/Timer.tsx';
import { toast } from '../../ui/toast.tsx';
import { common } from '../../words/common.ts';
import { languageWords } from '../../words/language.ts';
import { noteWords } from '../../words/notes.ts';
import { shortcutWords } from '../../words/shortcuts.ts';
import { CandidateState } from './CandidateState.tsx';
import { ClockControls } from './ClockControls.tsx';
import { Findings } from './Findings.tsx';
import { Guide, guidePages } from './Guide.tsx';
import { Mirror } from './Mirror.tsx';
import { Notes } from './Notes.tsx';
import { Rubric } from './Rubric.tsx';
import { RunList } from './RunList.tsx';
import { Scores } from './Scores.tsx';
import { selectionTarget } from './selection.ts';
import type { RoomSource } from './source.ts';
import './watch.css';
import { watchWords } from '../../words/watch.ts';

type Export = Parameters<RoomSource['api']['save']>[1];
const EXPORTS: [Export, string][] = [
  ['export.json', watchWords.exportJson],
  ['export.md', watchWords.exportMd],
  ['code.zip', watchWords.exportZip],
];

function MoreMenu({ source }: { source: RoomSource }) {
  const [, go] = useLocation();
  const { api, interviewId, live } = source;
  const save = (file: Export) =>
    void api.save(interviewId, file).catch((cause) => toast(asAppError(cause).message, 'trouble'));
  const other = live ? 'replay' : 'watch';
  return (
    <Menu
      label={watchWords.menu}
      trigger={
        <IconButton label={watchWords.menu}>
          <Ellipsis />
        </IconButton>
      }
      entries={[
        ...EXPORTS.map(([file, label]) => ({ id: file, label, onSelect: () => save(file) })),
        {
          id: other,
          label: live ? watchWords.replay : watchWords.live,
          onSelect: () => go(`/${other}/${api.inviteId}/${interviewId}`),
        },
        ...(api.inviteId === STAFF_INVITE
          ? [{ id: 'staff', label: watchWords.staffHome, onSelect: () => go('/staff') }]
          : []),
      ]}
    />
  );
}

export function StaffRoom({ source, bar }: { source: RoomSource; bar?: ReactNode }) {
  const { live, bundle } = source;
  const mayConduct = useStore(source.view, ({ me }) => me !== null && mayMessage(me.role, 'interview.start'));
  const language = useStore(source.view, ({ state }) => {
    const known = source.languages.length > 1 ? state.language : bundle.candidate.language;
    return known && languageWords.name[known];
  });
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

  const goTo = useCallback(
    (name: string, line: number) => {
      const file = source.work.byName(name);
      if (!file) return;
      setFollow(false);
      setFileId(file.id);
      // The editor shows the file in an effect of React; the line is revealed after that.
      requestAnimationFrame(() => {
        editor?.revealLineInCenter(line);
        editor?.setPosition({ lineNumber: line, column: 1 });
      });
    },
    [editor, source],
  );
  const showNote = useCallback(
    (note: Annotation) => {
      setPicked(note.annotationId);
      const { anchor } = note;
      if (anchor.kind === 'run') document.getElementById(`run-${anchor.runId}`)?.scrollIntoView({ block: 'start' });
      if (anchor.kind === 'score') setTab('scores');
      if (anchor.kind !== 'text') return;
      const file = source.work.file(anchor.fileId);
      if (file) goTo(file.name, findAnchor(source.doc, file, anchor)?.startLine ?? anchor.startLine);
    },
    [goTo, source],
  );

  const pages = useMemo(() => guidePages(bundle), [bundle]);
  /** The first press brings the guide into view, further ones turn its pages. */
  const turn = (by: 1 | -1) => {
    if (tab === 'guide') setPage((now) => Math.min(pages.length - 1, Math.max(0, now + by)));
    else setTab('guide');
  };
  const shortcuts: Shortcut[] = [
    ...(live
      ? [
          { keys: 'N', label: `${noteWords.add}: ${noteWords.audiences.staff}`, run: () => begin('staff') },
          { keys: 'Shift+N', label: `${noteWords.add}: ${noteWords.audiences.all}`, run: () => begin('all') },
          { keys: 'F', label: watchWords.follow, run: () => setFollow((on) => !on) },
        ]
      : []),
    { keys: ']', label: watchWords.nextPage, run: () => turn(1) },
    { keys: '[', label: watchWords.previousPage, run: () => turn(-1) },
    { keys: '?', label: shortcutWords.title, run: () => setHelp(true) },
  ];
  useShortcuts(shortcuts);
  const commands = useMemo<EditorCommand[]>(
    () =>
      live
        ? [
            { id: 'note', label: noteWords.audiences.staff, keys: [monaco.KeyCode.KeyN], run: () => begin('staff') },
            {
              id: 'note-shared',
              label: noteWords.audiences.all,
              keys: [monaco.KeyMod.Shift | monaco.KeyCode.KeyN],
              run: () => begin('all'),
            },
          ]
        : [],
    [live, begin],
  );

  const tabs = [
    { id: 'guide', title: watchWords.guide, content: <Guide pages={pages} index={page} onPage={setPage} /> },
    { id: 'rubric', title: watchWords.rubric, content: <Rubric source={source} /> },
    { id: 'scores', title: watchWords.scores, content: <Scores source={source} /> },
    { id: 'findings', title: watchWords.findings, content: <Findings findings={bundle.findings} /> },
    {
      id: 'brief',
      title: watchWords.brief,
      content: (
        <section className="side-pane" aria-label={watchWords.brief}>
          <Markdown text={bundle.candidate.brief} />
        </section>
      ),
    },
  ];
  return (
    <div className="watch">
      <header className="watch-bar">
        <span className="watch-name">
          <strong>{common.product}</strong>
          <h1 className="watch-title" title={source.view.get().state.title}>
            {source.view.get().state.title || bundle.candidate.title}
          </h1>
          <span className="quiet small">{watchWords.setup(bundle.form, bundle.seed, language)}</span>
        </span>
        {live ? <Timer connection={live} /> : null}
        {live ? <CandidateState source={source} /> : null}
        <span className="row watch-actions">
          {live && mayConduct ? <ClockControls connection={live} /> : null}
          <ThemeSwitch />
          <IconButton label={shortcutWords.hint} onClick={() => setHelp(true)}>
            <span aria-hidden="true">?</span>
          </IconButton>
          <MoreMenu source={source} />
        </span>
      </header>
      {live ? <ConnectionBanner connection={live} /> : null}
      {bar}
      <p className="too-narrow">{watchWords.narrow}</p>
      <main className="watch-main">
        <MemoryGroup id="watch" panels={['work', 'side']} orientation="horizontal">
          <Panel id="work" minSize="35%" defaultSize="66%">
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
          <Panel id="side" minSize="22%" defaultSize="34%">
            <MemoryGroup id="watch-side" panels={['tabs', 'notes']} orientation="vertical">
              <Panel id="tabs" minSize="20%" defaultSize="62%">
                <Tabs label={watchWords.side} items={tabs} value={tab} onChange={setTab} />
              </Panel>
              <Divider id="watch-notes-border" label={watchWords.resizeNotes} />
              <Panel id="notes" minSize="20%" defaultSize="38%">
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
