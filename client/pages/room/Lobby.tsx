/** The page before the start: what loads, who is here, how it goes. */

import { useEffect, useState } from 'react';
import type { Language } from '../../../protocol/language.ts';
import { isolatedText } from '../../../protocol/visible.ts';
import { type BrowserFacts, browserFacts } from '../../state/browser.ts';
import { prefetch } from '../../state/prefetch.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { BrowserCheck } from '../../ui/BrowserCheck.tsx';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { Status } from '../../ui/Status.tsx';
import { Loading } from '../../ui/states.tsx';
import { Timer } from '../../ui/Timer.tsx';
import { languageWords } from '../../words/language.ts';
import { lobbyWords } from '../../words/lobby.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { SheetHeader } from './SheetHeader.tsx';

function Runtime({ language }: { language: Language | null }) {
  const state = useStore(prefetch);
  if (language === null) return <Status tone="idle">{lobbyWords.undecided}</Status>;
  const name = languageWords.name[language];
  if (state.phase === 'done') return <Status tone="ok">{lobbyWords.ready(name)}</Status>;
  if (state.phase === 'failed') return <Status tone="attention">{lobbyWords.failed(name)}</Status>;
  return <Loading what={name} done={state.done} total={state.total || null} />;
}

/** Waiting for the start: what loads, who is here, how it goes. */
export function Lobby({ session }: { session: RoomSession }) {
  const { connection } = session;
  const view = useStore(connection.room.store);
  const language = useStore(session.language);
  const [facts, setFacts] = useState<BrowserFacts | null>(null);
  useEffect(() => {
    void browserFacts().then(setFacts);
  }, []);
  const others = view.present.filter((p) => p.participantId !== view.me?.participantId);
  return (
    <>
      <ConnectionBanner connection={connection} />
      <main className="sheet">
        <SheetHeader title={session.me.title}>
          <Timer connection={connection} />
        </SheetHeader>
        <div className="stack-tight" role="status">
          <h1>{lobbyWords.title}</h1>
          <p>{lobbyWords.text}</p>
        </div>
        <section className="card stack" aria-label={lobbyWords.runtime}>
          {session.languages.length > 1 ? <LanguageChoice session={session} /> : null}
          <Runtime language={language} />
        </section>
        <section className="stack-tight">
          <h2>{lobbyWords.who}</h2>
          <p>{others.length === 0 ? lobbyWords.alone : others.map((p) => isolatedText(p.name)).join(', ')}</p>
        </section>
        <section className="stack-tight">
          <h2>{lobbyWords.readTitle}</h2>
          <ul>
            {lobbyWords.read.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
        <section className="stack-tight">
          <h2>{lobbyWords.browser}</h2>
          <BrowserCheck facts={facts} language={language} />
        </section>
      </main>
    </>
  );
}
