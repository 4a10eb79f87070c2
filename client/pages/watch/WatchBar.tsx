/** The bar on top of the interviewer's room: what is asked, the clock, the candidate's state, and what can be done. */

import { Ellipsis } from 'lucide-react';
import { useLocation } from 'wouter';
import { STAFF_INVITE } from '../../../protocol/api.ts';
import { drawnSentence } from '../../../protocol/drawn.ts';
import { mayMessage } from '../../../protocol/permission.ts';
import { visibleText } from '../../../protocol/visible.ts';
import { asAppError } from '../../api/error.ts';
import { useStore } from '../../store/store.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Status } from '../../ui/Status.tsx';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { Timer } from '../../ui/Timer.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { toast } from '../../ui/toast.tsx';
import { clockWords } from '../../words/clock.ts';
import { common } from '../../words/common.ts';
import { languageWords } from '../../words/language.ts';
import { shortcutWords } from '../../words/shortcuts.ts';
import { watchWords } from '../../words/watch.ts';
import { CandidateState } from './CandidateState.tsx';
import { ClockControls } from './ClockControls.tsx';
import type { RoomSource } from './source.ts';

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

/** What the candidate typed in a pause before their page knew of it: stored, and said, since the clock stood. */
function LateEdits({ source }: { source: RoomSource }) {
  const chars = useStore(source.view, ({ state }) => state.lateEdits.reduce((sum, edit) => sum + edit.chars, 0));
  return chars > 0 ? (
    <Status tone="attention" title={clockWords.lateTitle}>
      {clockWords.late(chars)}
    </Status>
  ) : null;
}

export function WatchBar({ source, onHelp }: { source: RoomSource; onHelp: () => void }) {
  const { live, bundle } = source;
  const mayConduct = useStore(source.view, ({ me }) => me !== null && mayMessage(me.role, 'interview.start'));
  const language = useStore(source.view, ({ state }) => {
    const known = source.languages.length > 1 ? state.language : bundle.candidate.language;
    return known && languageWords.name[known];
  });
  return (
    <header className="watch-bar">
      <span className="watch-name">
        <strong>{common.product}</strong>
        <h1 className="watch-title" title={visibleText(source.view.get().state.title)}>
          <Typed text={source.view.get().state.title || bundle.candidate.title} />
        </h1>
        <span className="quiet small" title={drawnSentence[bundle.drawn].about}>
          {watchWords.setup(bundle.form, drawnSentence[bundle.drawn].name(bundle.seed), language)}
        </span>
      </span>
      {live ? <Timer connection={live} /> : null}
      {live ? <CandidateState source={source} /> : null}
      <LateEdits source={source} />
      <span className="row watch-actions">
        {live && mayConduct ? <ClockControls connection={live} /> : null}
        <ThemeSwitch />
        <IconButton label={shortcutWords.hint} onClick={onHelp}>
          <span aria-hidden="true">?</span>
        </IconButton>
        <MoreMenu source={source} />
      </span>
    </header>
  );
}
