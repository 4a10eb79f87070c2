/** Staff home: the interviews as a table, a small form for a new one, and the scenarios there are. */
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import {
  type InterviewSummary,
  type ScenarioSummary,
  STAFF_INVITE,
  type UnreadableInterview,
} from '../../../protocol/api.ts';
import { createApi } from '../../api/client.ts';
import { type AppError, asAppError } from '../../api/error.ts';
import { Button } from '../../ui/Button.tsx';
import { lazyPart } from '../../ui/lazyPart.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { common } from '../../words/common.ts';
import { InterviewTable } from './InterviewTable.tsx';
import { ScenarioList } from './ScenarioList.tsx';
import { UnreadableList } from './UnreadableList.tsx';
import './staff.css';
import { newWords, staffWords } from '../../words/staff.ts';

const StaffDialogs = lazyPart(() => import('./StaffDialogs.tsx'));

/** How often the list is read again while the page is visible, in ms. */
const REFRESH_MS = 5_000;

/** An interview of the list, as it is answered. */
type Listed = InterviewSummary | UnreadableInterview;
const isUnreadable = (one: Listed): one is UnreadableInterview => 'unreadable' in one;
const isReadable = (one: Listed): one is InterviewSummary => !isUnreadable(one);
const readable = ({ interviews }: { interviews: Listed[] }): InterviewSummary[] => interviews.filter(isReadable);

type Loaded =
  | { kind: 'loading' }
  | { kind: 'ready'; interviews: Listed[]; scenarios: ScenarioSummary[] }
  | { kind: 'failed'; error: AppError };

/** Name under which the staff link acts; interviewers who want to appear by name use an interviewer link. */
const STAFF_NAME = 'Staff';

export default function Staff() {
  const api = useMemo(() => createApi(STAFF_INVITE), []);
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const [creating, setCreating] = useState(false);
  const [linksOf, setLinksOf] = useState<InterviewSummary | null>(null);
  // Once opened it stays, so that a note it leaves in the corner outlives it.
  const [opened, setOpened] = useState(false);
  if (!opened && (creating || linksOf)) setOpened(true);

  const refresh = useCallback(async () => {
    const interviews = await api.interviews();
    setLoaded((now) => (now.kind === 'ready' ? { ...now, interviews } : now));
  }, [api]);

  useEffect(() => {
    let gone = false;
    async function open(): Promise<Loaded> {
      const token = location.hash.slice(1);
      if (token) {
        await api.claim(token, STAFF_NAME);
        // The token must not stay in the address bar, the history or a bookmark.
        history.replaceState(null, '', location.pathname);
      }
      const [interviews, scenarios] = await Promise.all([api.interviews(), api.scenarios()]);
      return { kind: 'ready', interviews, scenarios };
    }
    open().then(
      (next) => gone || setLoaded(next),
      (cause) => gone || setLoaded({ kind: 'failed', error: asAppError(cause) }),
    );
    return () => {
      gone = true;
    };
  }, [api]);

  useEffect(() => {
    // A failed refresh leaves the list as it was; the next one tries again.
    const timer = setInterval(
      () => document.visibilityState === 'visible' && refresh().catch(() => undefined),
      REFRESH_MS,
    );
    return () => clearInterval(timer);
  }, [refresh]);

  if (loaded.kind === 'failed') {
    const noLink = loaded.error.status === 401 || loaded.error.status === 404;
    return (
      <ErrorState title={noLink ? staffWords.noLinkTitle : staffWords.failedTitle} retry={() => location.reload()}>
        {noLink ? staffWords.noLinkText : loaded.error.message}
      </ErrorState>
    );
  }
  if (loaded.kind === 'loading') {
    return (
      <main className="sheet">
        <Loading what={staffWords.title.toLowerCase()} />
      </main>
    );
  }
  const close = () => {
    setCreating(false);
    setLinksOf(null);
  };
  return (
    <div className="staff">
      <header className="row spread">
        <span className="row">
          <strong>{common.product}</strong>
          <h1>{staffWords.title}</h1>
        </span>
        <span className="row">
          <ThemeSwitch />
          <Button look="primary" onClick={() => setCreating(true)}>
            {newWords.title}
          </Button>
        </span>
      </header>
      <main className="stack">
        <UnreadableList interviews={loaded.interviews.filter(isUnreadable)} />
        <InterviewTable interviews={readable(loaded)} onLinks={setLinksOf} onCreate={() => setCreating(true)} />
        <ScenarioList scenarios={loaded.scenarios} />
      </main>
      {opened ? (
        <Suspense fallback={null}>
          <StaffDialogs
            api={api}
            scenarios={loaded.scenarios}
            creating={creating}
            linksOf={linksOf}
            onClose={close}
            onCreated={refresh}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
