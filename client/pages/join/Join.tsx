/** The page behind an invite: shows what it invites to, and joins. Who has joined already goes on to the room. */
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { PeekResponse } from '../../../protocol/api.ts';
import { createApi } from '../../api/client.ts';
import { type AppError, asAppError } from '../../api/error.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { joinWords } from '../../words/join.ts';
import { JoinForm, roomOf } from './JoinForm.tsx';

export default function Join({ inviteId }: { inviteId: string }) {
  const api = useMemo(() => createApi(inviteId), [inviteId]);
  const token = useMemo(() => decodeURIComponent(location.hash.slice(1)), []);
  const [peek, setPeek] = useState<PeekResponse | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [, navigate] = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is there to try again
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const me = await api.me().catch(() => null);
      if (gone) return;
      if (me) return navigate(roomOf(me), { replace: true });
      if (token === '') return;
      const answer = await api.peek(token);
      if (!gone) setPeek(answer);
    };
    look().catch((cause) => {
      if (!gone) setError(asAppError(cause));
    });
    return () => {
      gone = true;
    };
  }, [api, token, navigate, attempt]);

  if (error) {
    const again = () => {
      setError(null);
      setAttempt((n) => n + 1);
    };
    return (
      <ErrorState title={joinWords.linkTitle} {...(error.passing ? { retry: again } : {})}>
        {error.status === 400 ? joinWords.noToken : error.message}
      </ErrorState>
    );
  }
  if (peek) return <JoinForm api={api} peek={peek} token={token} />;
  if (token === '') return <ErrorState title={joinWords.linkTitle}>{joinWords.noToken}</ErrorState>;
  return (
    <main className="sheet">
      <Loading what={joinWords.loading} />
    </main>
  );
}
