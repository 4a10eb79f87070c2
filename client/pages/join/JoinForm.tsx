/** The form by which an invited person joins: name, language, what is recorded, and the check of this browser. */

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { MeResponse, PeekResponse } from '../../../protocol/api.ts';
import type { Language } from '../../../protocol/language.ts';
import { visibleText } from '../../../protocol/visible.ts';
import type { Api } from '../../api/client.ts';
import { asAppError } from '../../api/error.ts';
import { type BrowserFacts, browserFacts } from '../../state/browser.ts';
import { BrowserCheck } from '../../ui/BrowserCheck.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { LanguageField } from '../../ui/LanguageField.tsx';
import { Note } from '../../ui/Status.tsx';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { common } from '../../words/common.ts';
import { joinWords } from '../../words/join.ts';
import { languageWords } from '../../words/language.ts';

/** Where somebody who has joined goes. */
export const roomOf = (me: Pick<MeResponse, 'role' | 'interviewId' | 'inviteId'>): string =>
  me.role === 'candidate' || me.interviewId === null
    ? `/room/${encodeURIComponent(me.inviteId)}`
    : `/watch/${encodeURIComponent(me.inviteId)}/${encodeURIComponent(me.interviewId)}`;

export function JoinForm({ api, peek, token }: { api: Api; peek: PeekResponse; token: string }) {
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [language, setLanguage] = useState<Language | null>(null);
  const [undecided, setUndecided] = useState(false);
  const [busy, setBusy] = useState(false);
  const [facts, setFacts] = useState<BrowserFacts | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const firstLanguage = useRef<HTMLInputElement>(null);
  const [, navigate] = useLocation();
  const candidate = peek.role === 'candidate';
  // A link that was reset joins an interview whose language may be chosen already; the room shows it.
  const chooses = candidate && peek.languages.length > 1 && peek.language === null;

  useEffect(() => {
    document.title = `${visibleText(peek.title)} · ${common.product}`;
    void browserFacts().then(setFacts);
  }, [peek.title]);

  const join = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setFault(joinWords.nameMissing);
      field.current?.focus();
      return;
    }
    if (chooses && language === null) {
      setFault(null);
      setUndecided(true);
      firstLanguage.current?.focus();
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      const me = await api.claim(token, name, chooses && language ? language : undefined);
      navigate(roomOf(me), { replace: true });
    } catch (cause) {
      setFault(asAppError(cause).message);
      setBusy(false);
    }
  };

  return (
    <main className="sheet">
      <header className="row spread">
        <span className="quiet">{common.product}</span>
        <ThemeSwitch />
      </header>
      <Lead peek={peek} />
      {peek.claimed ? (
        <Note tone="attention">
          <strong>{joinWords.claimedTitle}</strong>
          <p>{joinWords.claimed}</p>
        </Note>
      ) : null}
      <form className="card stack" onSubmit={join} noValidate>
        <TextField
          ref={field}
          label={joinWords.name}
          hint={joinWords.nameHint}
          error={fault}
          value={name}
          maxLength={80}
          autoComplete="name"
          required
          onChange={(event) => setName(event.target.value)}
        />
        {chooses ? (
          <LanguageField
            languages={peek.languages}
            value={language}
            error={undecided ? languageWords.missing : null}
            first={firstLanguage}
            onChange={(next) => {
              setLanguage(next);
              setUndecided(false);
            }}
          />
        ) : null}
        <Recorded candidate={candidate} />
        <div className="row">
          <Button type="submit" look="primary" size="large" disabled={busy}>
            {busy ? joinWords.joining : joinWords.join}
          </Button>
          {candidate ? <span className="quiet small">{joinWords.agree}</span> : null}
        </div>
      </form>
      {candidate ? (
        <section className="stack-tight" aria-labelledby="browser">
          <h2 id="browser">{joinWords.checkTitle}</h2>
          <BrowserCheck facts={facts} language={chooses ? language : peek.language} />
        </section>
      ) : null}
    </main>
  );
}

/** What the person is invited to. */
function Lead({ peek }: { peek: PeekResponse }) {
  const candidate = peek.role === 'candidate';
  return (
    <div className="stack-tight">
      <h1>
        <Typed text={peek.title} />
      </h1>
      <p>
        {candidate
          ? joinWords.candidateLead(peek.minutes, peek.languages)
          : joinWords.staffLead(joinWords.roles[peek.role])}
      </p>
      {candidate && peek.phase === 'waiting' ? <p>{peek.gated ? joinWords.gated : joinWords.open}</p> : null}
      {peek.phase === 'ended' ? <p>{joinWords.ended}</p> : null}
    </div>
  );
}

/** What is recorded of this person. */
function Recorded({ candidate }: { candidate: boolean }) {
  return (
    <section className="stack-tight" aria-labelledby="recorded">
      <h2 id="recorded">{joinWords.recordedTitle}</h2>
      {candidate ? (
        <>
          <ul>
            {joinWords.recorded.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>{joinWords.notRecorded}</p>
          <p>{joinWords.seen}</p>
        </>
      ) : (
        <p>{joinWords.staffRecorded}</p>
      )}
    </section>
  );
}
